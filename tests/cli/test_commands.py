"""The command line: what an operator does before anybody signs in, and what it proves afterwards."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest

from her2dash.actions.invitations import set_first_password
from her2dash.actions.office import open_office
from her2dash.cli import main
from her2dash.settings import Settings
from her2dash.store import history
from her2dash.store.database import Database
from her2dash.ui.passwords import Bcrypt

BROKEN = Path(__file__).parents[1] / "study"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as left:
        main(arguments)
    said = capsys.readouterr()
    return int(left.value.code or 0), said.out, said.err


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'her2dash.sqlite'}"
    monkeypatch.setenv("HER2DASH_DATABASE_URL", url)
    monkeypatch.delenv("HER2DASH_DEMO", raising=False)


def test_a_place_is_made_and_a_person_added(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "init")[0] == 0
    status, out, _ = run(
        capsys, "person", "add", "anna", "--name", "Dr Anna", "--role", "physician", "--site", "01"
    )
    assert (status, out.splitlines()[0]) == (0, "anna is added as physician.")
    code = re.search(r"([2-9A-Z]{5}-){3}[2-9A-Z]{5}", out)
    assert code is not None
    office = open_office(Settings.from_environment(), passwords=Bcrypt())
    set_first_password(office, login="anna", code=code[0], password="bicycle lantern mustard", address="x")
    office.database.dispose()
    status, out, _ = run(capsys, "audit", "verify")
    assert status == 0
    assert out.startswith("4 events of the record")


def test_a_second_init_changes_nothing_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "init")
    status, _, err = run(capsys, "init")
    assert (status, "nothing was changed" in err) == (2, True)


def test_an_init_that_was_interrupted_before_its_stamp_can_be_repeated(
    capsys: pytest.CaptureFixture[str],
) -> None:
    database = Database(Settings.from_environment().database_url)
    history.upgrade(database)
    database.dispose()
    assert run(capsys, "init")[0] == 0
    assert run(capsys, "audit", "verify")[0] == 0


def test_a_new_code_takes_the_place_of_a_forgotten_password(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "init")
    run(capsys, "person", "add", "anna", "--name", "A", "--role", "pi")
    status, out, _ = run(capsys, "person", "invite", "anna")
    assert status == 0
    assert re.match(r"Code to set a password, once, until .* UTC: ([2-9A-Z]{5}-){3}[2-9A-Z]{5}\n", out)
    status, _, err = run(capsys, "person", "invite", "nobody")
    assert (status, "nobody" in err) == (2, True)


def test_a_role_is_given_and_withdrawn_later_by_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "init")
    run(capsys, "person", "add", "anna", "--name", "A", "--role", "pi")
    role = ("person", "role", "anna")
    assert run(capsys, *role, "--give", "monitor")[:2] == (0, "anna is monitor from now on.\n")
    assert run(capsys, *role, "--give", "monitor")[:2] == (0, "anna is monitor already.\n")
    assert run(capsys, *role, "--withdraw", "pi", "--reason", "left")[:2] == (0, "anna is no longer pi.\n")
    status, _, err = run(capsys, *role, "--withdraw", "pi")
    assert (status, "does not hold the role pi" in err) == (2, True)
    status, _, err = run(capsys, "person", "role", "cli", "--give", "pi")
    assert (status, "command line keeps its role" in err) == (2, True)
    for nothing_or_both in ((), ("--give", "pi", "--withdraw", "monitor")):
        assert run(capsys, *role, *nothing_or_both)[0] == 2


def test_a_person_cannot_be_added_where_there_is_no_study(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "person", "add", "anna", "--name", "A", "--role", "pi")
    assert (status, "her2dash init" in err) == (2, True)


def test_verify_names_the_first_broken_event(
    demo_of_today: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = Path(shutil.copy(demo_of_today, tmp_path / "demo.sqlite"))
    settings = Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_DATABASE_URL": f"sqlite:///{file}"})
    assert run(capsys, "audit", "verify", "--database-url", settings.database_url)[0] == 0
    with sqlite3.connect(file) as connection:
        connection.execute("drop trigger answer_no_update")
        event = connection.execute("select event_id from answer where id = 7").fetchone()[0]
        connection.execute("update answer set role = 'pi' where id = 7")
    status, _, err = run(capsys, "audit", "verify", "--database-url", settings.database_url)
    assert (status, f"record event {event}: row 7 of answer was changed" in err) == (1, True)


def test_a_noted_head_lies_on_its_chain_until_the_end_is_cut_off(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(capsys, "init")
    add = ("person", "add", "--name", "Dr Anna", "--role", "pi")
    run(capsys, *add, "anna")
    heads = run(capsys, "audit", "verify")[1].splitlines()[-2:]
    noted = [f"--expect-{line.replace(': ', '=')}" for line in heads]
    assert [len(line) for line in noted] == [80, 80]
    run(capsys, *add, "bram")
    assert run(capsys, "audit", "verify", *noted)[0] == 0
    with sqlite3.connect(tmp_path / "her2dash.sqlite") as connection:
        for table in ("audit_event", "access_event"):
            connection.execute(f"drop trigger {table}_no_update")
            connection.execute(f"update {table} set hash = 'x' || substr(hash, 2) where id = 3")
    status, _, err = run(capsys, "audit", "verify", *noted)
    assert (status, err.count("the noted head")) == (1, 1)


@pytest.mark.parametrize("head", ["x", "0" * 63, "g" * 64])
def test_a_head_that_nobody_can_have_noted_is_refused(head: str, capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "init")
    status, _, err = run(capsys, "audit", "verify", "--expect-record", head)
    assert (status, "64 signs" in err) == (2, True)


def test_verify_of_another_study_says_what_it_could_not_check_and_ends_with_its_own_status(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(capsys, "init")
    monkeypatch.setenv("HER2DASH_STUDY", str(BROKEN / "second"))
    status, out, err = run(capsys, "audit", "verify")
    assert (status, "Both chains hold." in out) == (3, True)
    assert err.startswith("NOT CHECKED: the rows of the statistics")


def test_verify_asks_for_an_upgrade_first(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "init")
    database = Database(Settings.from_environment().database_url)
    history.downgrade(database, "2026_11_23_a")
    database.dispose()
    status, _, err = run(capsys, "audit", "verify")
    assert (status, "her2dash init --upgrade" in err) == (2, True)


def test_verify_refuses_what_is_no_database_of_ours(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, "audit", "verify", "--database-url", f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert (status, "no study here" in err) == (2, True)
    assert not (tmp_path / "none.sqlite").exists()


def test_study_check_passes_on_ours_and_fails_on_an_empty_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(capsys, "study", "check")[0] == 0
    status, _, err = run(capsys, "study", "check", str(tmp_path))
    assert (status, "protocol.toml" in err) == (1, True)


def test_another_study_is_served_from_its_folder(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HER2DASH_STUDY", str(BROKEN / "second"))
    assert run(capsys, "init")[0] == 0
    assert open_office(Settings.from_environment()).study.target == 8
    monkeypatch.delenv("HER2DASH_STUDY")
    status, _, err = run(capsys, "person", "add", "a", "--name", "A", "--role", "pi")
    assert (status, "holds the study" in err) == (2, True)


@pytest.mark.parametrize("patients", ["0", "20001", "many"])
def test_a_demo_has_1_to_20000_patients(patients: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "demo", "--patients", patients)
    assert (status, "--patients" in err, patients in err) == (2, True, True)


def test_a_demo_is_a_cohort_or_a_number_of_patients(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "demo", "--patients", "40", "--cohort", "published")
    assert (status, "not both" in err) == (2, True)


@pytest.mark.parametrize(
    ("said", "apart"),
    [
        ((), False),
        (("--host", "localhost"), False),
        (("--host", "192.0.2.7"), True),
        (("--apart",), True),
        (("--host", "192.0.2.7", "--together"), False),
    ],
)
def test_strangers_who_visit_a_demo_are_apart(
    demo_of_today: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    said: tuple[str, ...],
    apart: bool,
) -> None:
    file = shutil.copy(demo_of_today, tmp_path / "demo.sqlite")
    monkeypatch.setenv("HER2DASH_DATABASE_URL", f"sqlite:///{file}")
    served: list[bool] = []
    monkeypatch.setattr("her2dash.ui.server.serve", lambda settings, *_: served.append(settings.apart))
    assert run(capsys, "demo", *said)[0] == 0
    assert served == [apart]


def test_a_demo_of_some_patients_is_made_once_and_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served: list[Settings] = []
    monkeypatch.setattr("her2dash.ui.server.serve", lambda settings, *_: served.append(settings))
    said = [run(capsys, "demo", "--patients", "2") for _ in range(2)]
    assert [status for status, _, _ in said] == [0, 0]
    assert ["is made first" in out for _, out, _ in said] == [True, False]
    assert [settings.patients for settings in served] == [2, 2]
    assert (tmp_path / "her2dash.sqlite").is_file()
    status, out, _ = run(capsys, "audit", "verify")
    assert (status, "Both chains hold." in out) == (0, True)


@pytest.mark.parametrize(
    "command", ["init", "serve", "demo", "person", "study", "audit", "backup", "restore", "docs"]
)
def test_every_command_says_what_it_does(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, command, "--help")
    assert (status, "Usage:" in out) == (0, True)
