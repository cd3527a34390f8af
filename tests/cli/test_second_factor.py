"""The second factor at the command line: required, taken away, and asked of who takes data out."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from her2dash.access import Role
from her2dash.actions import accounts, codes, people, second_factor, second_step
from her2dash.actions.desk import Desk
from her2dash.actions.office import make_place, open_office
from her2dash.cli import _her2dash
from her2dash.errors import SecondStep
from her2dash.settings import Settings
from her2dash.store.second_factors import mark
from her2dash.ui.passwords import Bcrypt
from tests.cli.test_commands import run

PASSWORD = "four plain words here"


@pytest.fixture(autouse=True)
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A place with an investigator and an administrator, and the desk of the command line."""
    monkeypatch.setenv("HER2DASH_DATABASE_URL", f"sqlite:///{tmp_path / 'her2dash.sqlite'}")
    monkeypatch.delenv("HER2DASH_DEMO", raising=False)
    settings = Settings.from_environment()
    make_place(settings)
    desk = accounts.command_desk(open_office(settings, passwords=Bcrypt()))
    hashed = Bcrypt().hash(PASSWORD)
    for login, role in (("paula", Role.PI), ("adam", Role.ADMIN)):
        people.add_person(desk, login=login, name=login.title(), roles=[role], password_hash=hashed)
    return desk


def set_up(command: Desk, login: str) -> str:
    """Set up a second factor and return its secret."""
    token = accounts.sign_in(command.office, login=login, password=PASSWORD, address="x", replaces=None)
    desk = command.office.desk(token)
    second_factor.set_up(desk, password=PASSWORD)
    shown = second_factor.shown(desk)
    assert shown is not None
    secret = shown.letters.replace(" ", "")
    second_factor.confirm(desk, code=codes.code_of(secret, codes.step_of(command.office.clock.now())))
    return secret


def exported(folder: Path, typed: str) -> tuple[int, str]:
    """What the export of the analysis data answers to what is typed."""
    arguments = ["export", "analysis-data", str(folder), "--as", "paula"]
    result = CliRunner().invoke(_her2dash, arguments, input=typed)
    return result.exit_code, result.output


def test_an_administrator_who_lost_the_phone_is_let_in_again(
    command: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up(command, "adam")
    asked = ("person", "second-factor", "adam")
    assert run(capsys, *asked)[:2] == (0, "adam has a second factor; it is not required.\n")
    assert run(capsys, *asked, "--take-away")[0] == 2
    status, out, _ = run(capsys, *asked, "--take-away", "--reason", "the telephone was lost", "--require")
    assert (status, out) == (0, "adam has no second factor; it is required.\n")
    assert run(capsys, *asked, "--not-required")[1] == "adam has no second factor; it is not required.\n"
    accounts.sign_in(command.office, login="adam", password=PASSWORD, address="x", replaces=None)
    assert run(capsys, "audit", "verify")[0] == 0


def test_who_takes_data_out_is_asked_for_the_code_too(command: Desk, tmp_path: Path) -> None:
    secret = set_up(command, "paula")
    status, said = exported(tmp_path / "refused", f"{PASSWORD}\n12345x\n")
    assert (status, "The code is not right" in said) == (2, True)
    now = codes.step_of(command.office.clock.now())
    status, said = exported(tmp_path / "out", f"{PASSWORD}\n{codes.code_of(secret, now + 1)}\n")
    assert status == 0, said
    assert (tmp_path / "out").is_dir()
    assert not (tmp_path / "refused").exists()


def test_who_must_set_one_up_first_does_so_on_the_page(command: Desk, tmp_path: Path) -> None:
    second_factor.require_of(command, login="paula", required=True)
    status, said = exported(tmp_path / "out", f"{PASSWORD}\n")
    assert (status, "on the sign-in page" in said) == (2, True)


def test_a_backup_holds_the_second_factor_and_its_manifest_says_nothing_of_it(
    command: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = set_up(command, "paula")
    assert run(capsys, "backup", str(tmp_path / "place.backup"))[0] == 0
    with ZipFile(tmp_path / "place.backup") as packed:
        manifest = packed.read("manifest.json").decode()
    assert [told for told in (secret, mark(secret)) if told in manifest] == []
    monkeypatch.setenv("HER2DASH_DATABASE_URL", f"sqlite:///{tmp_path / 'other.sqlite'}")
    assert run(capsys, "restore", str(tmp_path / "place.backup"))[0] == 0
    office = open_office(Settings.from_environment(), passwords=Bcrypt())
    with pytest.raises(SecondStep) as halfway:
        accounts.sign_in(office, login="paula", password=PASSWORD, address="x", replaces=None)
    code = codes.code_of(secret, codes.step_of(office.clock.now()) + 1)
    step = halfway.value.token
    assert second_step.finish(office, step=step, code=code, address="x", replaces=None)
    office.database.dispose()
