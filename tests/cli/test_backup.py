"""Backup and restore: what is restored elsewhere is what was backed up, and what cannot be is refused."""

from __future__ import annotations

import json
import re
import shutil
import stat
from collections.abc import Callable, Mapping
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
import sqlalchemy as sa

from db.schema import metadata, session
from her2dash.actions import accounts, exports
from her2dash.actions.desk import Desk
from her2dash.actions.office import open_office
from her2dash.actions.record import verify_at
from her2dash.errors import SignedOut
from her2dash.store import history
from her2dash.store.database import Database
from tests.cli.test_commands import run
from tests.filled import filled
from tests.house import House, QuickPasswords
from tests.store.intruder import tamper, tamper_plainly

SECOND = Path(__file__).parents[1] / "study" / "second"
Change = Callable[[dict[str, Any]], None]


@pytest.fixture(autouse=True)
def configured(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command line works on the place of the house."""
    for name in ("HER2DASH_DEMO", "HER2DASH_STUDY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HER2DASH_DATABASE_URL", database_url)


@pytest.fixture
def backup(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A backup of the house, with one signed form in it."""
    sign_first_form(house, house.enrol())
    file = tmp_path / "monday.backup"
    assert run(capsys, "backup", str(file))[0] == 0
    return file


def sign_first_form(house: House, handle: str) -> None:
    study = house.office.study
    first = study.form(study.release.sealed_first)
    house.sign("anna", handle, first.id, filled(study, first, house.clock.now().date()))


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the sessions, which end with a restore."""
    database = Database(url, create=False)
    with database.reading() as connection:
        found = {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in metadata.sorted_tables
            if table is not session
        }
    database.dispose()
    return found


def opened(house: House, url: str) -> House:
    """The house's people and clock on another database."""
    settings = replace(house.settings, database_url=url)
    office = open_office(settings, clock=house.clock, passwords=QuickPasswords())
    return House(office, house.clock, settings)


def repacked(file: Path, *, change: Change | None = None, copy: bytes | None = None, leave: str = "") -> Path:
    """Pack a backup anew with another manifest, another copy, or one of the two left out."""
    with ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist() if name != leave}
    if copy is not None:
        parts["record.sqlite"] = copy
    if change is not None:
        manifest = json.loads(parts["manifest.json"])
        change(manifest)
        parts["manifest.json"] = json.dumps(manifest).encode()
    other = file.with_name("other.backup")
    with ZipFile(other, "w") as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return other


def heads(said: str) -> dict[str, str]:
    return dict(re.findall(r"^(record|access): ([0-9a-f]{64})$", said, re.MULTILINE))


@pytest.mark.usefixtures("whole_record")
def test_everything_backed_up_is_restored_elsewhere_on_whichever_database(
    house: House, elsewhere: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, before = tmp_path / "monday.backup", contents(house.settings.database_url)
    status, out, _ = run(capsys, "backup", str(file))
    made = heads(out)
    assert (status, made) == (0, verify_at(house.settings.database_url).heads)
    status, out, err = run(capsys, "restore", str(file), "--database-url", elsewhere)
    assert (status, err, heads(out)) == (0, "", made)
    assert contents(elsewhere) == before
    assert "numbers equal" in out


def test_the_restored_place_gives_the_same_analysis_data_and_is_worked_in_like_the_first(
    house: House, backup: Path, elsewhere: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "restore", str(backup), "--database-url", elsewhere)[0] == 0
    other = opened(house, elsewhere)
    assert exports.analysis_data(other.desk("paula")) == exports.analysis_data(house.desk("paula"))
    sign_first_form(other, other.enrol("01-002"))
    other.office.database.dispose()
    verdict = verify_at(elsewhere, house.office.study)
    assert (verdict.breaks, verdict.signatures, verdict.cases_checked) == ((), 2, True)


def test_who_was_signed_in_signs_in_anew_after_a_restore(
    house: House, backup: Path, apart: str, capsys: pytest.CaptureFixture[str]
) -> None:
    token = accounts.sign_in(
        house.office, login="paula", password="paula has a long password", address="here", replaces=None
    )
    file = backup.with_name("later.backup")
    assert run(capsys, "backup", str(file))[0] == 0
    assert run(capsys, "restore", str(file), "--database-url", apart)[0] == 0
    other = opened(house, apart)
    assert accounts.who(house.office.desk(token)).login == "paula"
    with pytest.raises(SignedOut):
        accounts.who(Desk(other.office, token))
    other.office.database.dispose()


def test_a_backup_is_readable_to_its_owner_alone_and_leaves_nothing_beside(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [each.name for each in backup.parent.iterdir() if "backup" in each.name] == [backup.name]


def test_the_manifest_says_what_the_record_holds(house: House, backup: Path) -> None:
    with ZipFile(backup) as packed:
        manifest = json.loads(packed.read("manifest.json"))
        copy = packed.read("record.sqlite")
    told = verify_at(house.settings.database_url)
    assert manifest["heads"] == told.heads
    assert manifest["counts"]["signatures"] == 1
    assert (manifest["study"], manifest["kind"], manifest["revision"]) == ("her2pet", "real", history.head())
    assert manifest["copy_hash"] == sha256(copy).hexdigest()
    # The patient has no PET yet: enrolled, not included.
    assert manifest["statistics"]["concordance_summary"]["n_included"] == 0
    assert {table["board"] for table in manifest["boards"]} >= {"overview", "concordance", "flow"}


@pytest.mark.parametrize("is_there", [True, False])
def test_a_file_that_is_there_and_a_folder_that_is_not_are_refused(
    house: House, tmp_path: Path, is_there: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "theirs" if is_there else tmp_path / "no such folder" / "mine"
    if is_there:
        file.write_text("a letter")
    status, out, err = run(capsys, "backup", str(file))
    assert (status, out) == (2, "")
    assert ("is there already" if is_there else "There is no folder") in err
    assert not is_there or file.read_text() == "a letter"
    assert house.office.study.id  # the place is as it was


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nothing_is_backed_up_where_there_is_no_study(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    nothing = f"sqlite:///{tmp_path / 'nothing.sqlite'}"
    status, _, err = run(capsys, "backup", str(tmp_path / "file"), "--database-url", nothing)
    assert (status, "no study here" in err) == (2, True)
    assert [each.name for each in tmp_path.iterdir()] == []


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


def test_a_record_that_does_not_hold_is_kept_aside_and_never_called_a_backup(
    house: House, tmp_path: Path, apart: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_first_form(house, house.enrol())
    tamper(house.office.database, "update answer set role = 'pi' where id = 1")
    file = tmp_path / "monday.backup"
    status, out, err = run(capsys, "backup", str(file))
    assert (status, out) == (1, "")
    assert "row 1 of answer was changed" in err
    assert not file.exists()
    kept = tmp_path / "monday.backup.unproven"
    status, _, err = run(capsys, "restore", str(kept), "--database-url", apart)
    assert (status, "row 1 of answer was changed" in err) == (1, True)


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


def test_rows_of_the_statistics_that_do_not_follow_from_the_answers_make_no_backup(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_first_form(house, house.enrol())
    tamper_plainly(house.office.database, "update patient_case set included = true")
    status, _, err = run(capsys, "backup", str(tmp_path / "file"))
    assert (status, "01-001 is not what the signed forms say" in err) == (1, True)


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


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_backup_of_an_earlier_version_is_restored_and_brought_up(
    backup: Path, elsewhere: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with ZipFile(backup) as packed:
        packed.extract("record.sqlite", tmp_path)
    old = Database(f"sqlite:///{tmp_path / 'record.sqlite'}", create=False)
    history.downgrade(old, "2026_11_25_d")
    old.dispose()
    copy = (tmp_path / "record.sqlite").read_bytes()

    def say_so(manifest: dict[str, Any]) -> None:
        manifest["revision"] = "2026_11_25_d"
        manifest["copy_hash"] = sha256(copy).hexdigest()

    other = repacked(backup, change=say_so, copy=copy)
    status, out, err = run(capsys, "restore", str(other), "--database-url", elsewhere)
    assert (status, err) == (0, "")
    assert "numbers equal" in out


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_demo_is_backed_up_and_restored_as_a_demo(
    demo_of_today: Path,
    tmp_path: Path,
    apart: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("HER2DASH_DEMO", "1")
    url = f"sqlite:///{shutil.copy(demo_of_today, tmp_path / 'demo.sqlite')}"
    file = tmp_path / "monday.backup"
    assert run(capsys, "backup", str(file), "--database-url", url)[0] == 0
    status, out, _ = run(capsys, "restore", str(file), "--database-url", apart)
    # 52 statistics of the plan and seven boards: there is much to compare.
    assert (status, int(out.split(": ")[1].split()[0]) > 1000) == (0, True)
    assert run(capsys, "audit", "verify", "--database-url", apart)[0] == 0
