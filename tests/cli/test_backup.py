"""A backup holds everything, says what it holds, and is restored on whichever database."""

from __future__ import annotations

import json
import shutil
import stat
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from her2dash.actions import accounts, exports
from her2dash.actions.desk import Desk
from her2dash.actions.office import open_office
from her2dash.actions.record import verify_at
from her2dash.errors import SignedOut
from her2dash.store import history
from her2dash.store.database import Database
from tests.cli.backups import contents, heads, repacked, sign_first_form
from tests.cli.test_commands import run
from tests.house import House, QuickPasswords
from tests.store.intruder import tamper, tamper_plainly

pytestmark = pytest.mark.usefixtures("configured")


def opened(house: House, url: str) -> House:
    """The house's people and clock on another database."""
    settings = replace(house.settings, database_url=url)
    office = open_office(settings, clock=house.clock, passwords=QuickPasswords())
    return House(office, house.clock, settings)


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


def test_rows_of_the_statistics_that_do_not_follow_from_the_answers_make_no_backup(
    house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_first_form(house, house.enrol())
    tamper_plainly(house.office.database, "update patient_case set included = true")
    status, _, err = run(capsys, "backup", str(tmp_path / "file"))
    assert (status, "01-001 is not what the signed forms say" in err) == (1, True)


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
