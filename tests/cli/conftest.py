"""A backup, and where it is restored to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.backups import sign_first_form
from tests.cli.test_commands import run
from tests.house import House
from tests.moulds import new_postgres_database


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place to restore into, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'elsewhere' / 'her2dash.sqlite'}"
    return new_postgres_database(request.getfixturevalue("postgres"))


@pytest.fixture
def apart(tmp_path: Path) -> str:
    """An empty place to restore into, for what does not depend on its kind."""
    return f"sqlite:///{tmp_path / 'elsewhere' / 'her2dash.sqlite'}"


@pytest.fixture
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
