"""A file that is no whole backup of this study, at this place, is refused with a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.cli.backups import Change, contents, repacked, sign_first_form
from tests.cli.test_commands import run
from tests.house import House
from tests.store.intruder import tamper

pytestmark = pytest.mark.usefixtures("configured")

SECOND = Path(__file__).parents[1] / "study" / "second"


def test_a_place_that_an_app_serves_is_never_restored_over(
    house: House, backup: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(house.settings.database_url)
    status, out, err = run(capsys, "restore", str(backup))
    assert (status, out) == (2, "")
    assert re.search("into an empty (place|one) only", err)
    assert contents(house.settings.database_url) == before


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_taken_away_under_a_running_app_is_not_put_back_while_it_runs(
    house: House, backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house.enrol("01-007")  # the app has its journal open
    Path(str(house.office.database.url.database)).rename(tmp_path / "moved.sqlite")
    status, _, err = run(capsys, "restore", str(backup))
    assert (status, "-wal already" in err) == (2, True)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_no_column_of_ours_can_hold_is_restored_into_sqlite_only(
    house: House, tmp_path: Path, elsewhere: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_first_form(house, house.enrol())
    tamper(house.office.database, "update answer set at = 'never' where id = 1")
    assert run(capsys, "backup", str(tmp_path / "monday"))[0] == 1
    status, _, err = run(capsys, "restore", str(tmp_path / "monday.unproven"), "--database-url", elsewhere)
    if elsewhere.startswith("sqlite"):
        assert (status, "row 1 of answer was changed" in err) == (1, True)
    else:
        assert (status, "A row of answer was changed past the app" in err) == (2, True)
        assert run(capsys, "audit", "verify", "--database-url", elsewhere)[0] == 2  # nothing is there


def one_more(numbers: dict[str, Any]) -> None:
    numbers["statistics"]["concordance_summary"]["n_included"] += 1


def another_cell(numbers: dict[str, Any]) -> None:
    table = next(each for each in numbers["boards"] if each["board"] == "overview")
    table["rows"][0][-1] = "another"


def a_signature_more(numbers: dict[str, Any]) -> None:
    numbers["counts"]["signatures"] += 1


def another_head(numbers: dict[str, Any]) -> None:
    numbers["heads"]["record"] = "a" * 64


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (one_more, "concordance_summary.n_included: 1 in the backup, 0 here"),
        (another_cell, "another in the backup"),
        (a_signature_more, "signatures: 2 in the backup, 1 here"),
        (another_head, "the noted head " + "a" * 64),
    ],
)
def test_a_number_that_is_not_the_one_in_the_backup_is_named(
    backup: Path, apart: str, change: Change, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    other = repacked(backup, change=change)
    status, out, err = run(capsys, "restore", str(other), "--database-url", apart)
    assert (status, out) == (1, "")
    assert said in err


def later(manifest: dict[str, Any]) -> None:
    manifest["revision"] = "2999_01_01_a"


def of_another_study(manifest: dict[str, Any]) -> None:
    manifest["study"] = "another"


def of_a_demo(manifest: dict[str, Any]) -> None:
    manifest["kind"] = "demo"


def without_heads(manifest: dict[str, Any]) -> None:
    del manifest["heads"]


DAMAGED: Mapping[str, tuple[Callable[[Path], Path], str]] = {
    "no zip": (lambda file: _written(file, b"a letter"), "is no backup"),
    "empty": (lambda file: _written(file, b""), "is no backup"),
    "half of it": (
        lambda file: _written(file, file.read_bytes()[: file.stat().st_size // 2]),
        "is no backup",
    ),
    "another zip": (lambda file: repacked(file, leave="manifest.json"), "no manifest"),
    "no data": (lambda file: repacked(file, leave="record.sqlite"), "data are missing"),
    "other data": (lambda file: repacked(file, copy=b"other"), "not those of its manifest"),
    "half a manifest": (lambda file: repacked(file, change=without_heads), "cannot be read"),
    "a later schema": (lambda file: repacked(file, change=later), "later version of the app"),
    "another study": (lambda file: repacked(file, change=of_another_study), "the study another, not her2pet"),
    "a demo": (lambda file: repacked(file, change=of_a_demo), "stamped as demo"),
    "not there": (lambda file: file.with_name("nothing"), "cannot be read"),
}


def _written(file: Path, content: bytes) -> Path:
    other = file.with_name("other.backup")
    other.write_bytes(content)
    return other


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("fault", DAMAGED)
def test_a_file_that_is_no_whole_backup_of_this_study_is_refused_with_a_sentence(
    backup: Path, apart: str, fault: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    damage, said = DAMAGED[fault]
    status, out, err = run(capsys, "restore", str(damage(backup)), "--database-url", apart)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err
    assert not (tmp_path / "elsewhere" / "her2dash.sqlite").exists()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_flipped_bit_anywhere_is_noticed(
    backup: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = backup.read_bytes()
    for place in range(200, len(whole), len(whole) // 40):
        spoilt = bytearray(whole)
        spoilt[place] ^= 16
        target = f"sqlite:///{tmp_path / f'{place}.sqlite'}"
        status, out, _ = run(
            capsys, "restore", str(_written(backup, bytes(spoilt))), "--database-url", target
        )
        assert (status, out) == (2, ""), place


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_of_another_study_folder_is_refused(
    backup: Path, apart: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HER2DASH_STUDY", str(SECOND))
    status, _, err = run(capsys, "restore", str(backup), "--database-url", apart)
    assert (status, "HER2DASH_STUDY" in err) == (2, True)
