"""Where a demo is made: over nothing of anybody's, and anew where the app has become another."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from her2dash.actions.office import make_place, open_office
from her2dash.actions.premises import replace_demo
from her2dash.actions.record import verify_at
from her2dash.cli import main
from her2dash.demo import prepare
from her2dash.errors import CannotStart
from her2dash.settings import Settings
from her2dash.store import history
from her2dash.store.database import Database

TODAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


def demo_at(url: str) -> Settings:
    return replace(Settings.from_environment({"HER2DASH_DEMO": "1"}), database_url=url)


def foreign(file: Path, *, journal: str = "delete", table: str = "letters") -> bytes:
    """Make somebody else's database and return what its file holds."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(f"pragma journal_mode = {journal}")
        connection.execute(f"create table {table} (key text, value text)")
        connection.execute(f"insert into {table} values ('kind', 'demo')")
        connection.commit()
    return file.read_bytes()


@pytest.mark.parametrize("journal", ["delete", "wal"])
@pytest.mark.parametrize("table", ["letters", "place"])
def test_a_database_of_somebody_else_is_neither_replaced_nor_touched(
    tmp_path: Path, journal: str, table: str
) -> None:
    file = tmp_path / "theirs.sqlite"
    before = foreign(file, journal=journal, table=table)
    with pytest.raises(CannotStart, match=r"something else at .*theirs\.sqlite already"):
        prepare(demo_at(f"sqlite:///{file}"), now=TODAY)
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("content", [b"", b"a letter to the board"])
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes(content)
    with pytest.raises(CannotStart, match="something else"):
        prepare(demo_at(f"sqlite:///{file}"), now=TODAY)
    assert file.read_bytes() == content


def test_a_study_is_left_alone_and_called_by_its_name(tmp_path: Path) -> None:
    file = tmp_path / "study.sqlite"
    settings = demo_at(f"sqlite:///{file}")
    make_place(replace(settings, demo=False))
    before = file.read_bytes()
    with pytest.raises(CannotStart, match="stamped as real"):
        prepare(settings, now=TODAY)
    assert file.read_bytes() == before


def test_a_foreign_database_on_a_server_is_left_alone(database_url: str) -> None:
    database = Database(database_url)
    with database.writing() as connection:
        connection.exec_driver_sql("create table letters (words text)")
    with pytest.raises(CannotStart, match="something else"):
        prepare(demo_at(database_url), now=TODAY)
    with database.reading() as connection:
        assert history.tables(connection) == ["letters"]
    database.dispose()


def test_the_command_answers_with_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "theirs.sqlite"
    before = foreign(file)
    monkeypatch.setenv("HER2DASH_DATABASE_URL", f"sqlite:///{file}")
    with pytest.raises(SystemExit) as left:
        main(["demo"])
    assert (left.value.code, "Move it away" in capsys.readouterr().err) == (2, True)
    assert file.read_bytes() == before


@pytest.fixture
def outdated(database_url: str) -> Iterator[Settings]:
    """A demo that a version of the app before this one made."""
    settings = demo_at(database_url)
    make_place(settings, demo=True)
    database = Database(database_url)
    history.downgrade(database, "2026_11_23_a")
    database.dispose()
    return settings


def test_a_demo_of_another_version_is_made_anew_whoever_has_it_open(outdated: Settings) -> None:
    reader = Database(outdated.database_url)
    with reader.reading() as connection:
        assert history.revision_of(connection) != history.head()
    with pytest.raises(CannotStart, match="another version"):
        open_office(outdated)
    prepare(outdated, now=TODAY)
    office = open_office(outdated)
    assert verify_at(outdated.database_url).breaks == ()
    with reader.reading() as connection:
        assert history.revision_of(connection) == history.head()
    for database in (office.database, reader):
        database.dispose()


def test_a_demo_of_this_version_is_not_made_again(demo_of_today: Path, tmp_path: Path) -> None:
    settings = demo_at(f"sqlite:///{shutil.copy(demo_of_today, tmp_path / 'demo.sqlite')}")
    before = verify_at(settings.database_url)
    prepare(settings)
    assert verify_at(settings.database_url) == before
    with pytest.raises(CannotStart, match="Only a demo of another version"):
        replace_demo(settings)


def test_only_the_making_of_a_demo_does_not_wait_for_the_disk(demo_of_today: Path, tmp_path: Path) -> None:
    settings = demo_at(f"sqlite:///{shutil.copy(demo_of_today, tmp_path / 'demo.sqlite')}")
    for lasting, kept in ((True, 2), (False, 0)):
        office = open_office(settings) if lasting else open_office(settings, lasting=False)
        with office.database.reading() as connection:
            assert connection.exec_driver_sql("pragma synchronous").scalar_one() == kept
        office.database.dispose()
