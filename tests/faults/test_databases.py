"""A database that somebody else holds, and one that is full: a sentence, and nothing half written.

SQLite is really held and really full here. PostgreSQL is really held; it has no quota to fill, so a trigger
answers what the server answers when its disk is full (code 53100), at the last row of the transaction.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa

from her2dash.actions import capture, record
from her2dash.actions.desk import Desk
from her2dash.errors import OutOfReach
from her2dash.store.database import RECORD_LOCK
from tests.actions.steps import sealed_first
from tests.house import House

IMPATIENT = 200  # milliseconds

NO_ROOM = """
create function no_room() returns trigger language plpgsql as $$
begin raise exception 'could not extend file' using errcode = '53100'; end $$;
create trigger no_room before insert on audit_event for each row execute function no_room();
"""
ROOM_AGAIN = "drop trigger no_room on audit_event; drop function no_room()"


@contextmanager
def held_by_another(house: House) -> Iterator[Callable[[], None]]:
    """Hold the record as another writing process would, until it is let go."""
    database = house.office.database
    arguments = {"check_same_thread": False, "isolation_level": None} if database.is_sqlite else {}
    engine = sa.create_engine(database.engine.url, connect_args=arguments, poolclass=sa.NullPool)
    hold = "begin immediate" if database.is_sqlite else f"select pg_advisory_xact_lock({RECORD_LOCK})"
    with engine.connect() as other:
        other.exec_driver_sql(hold)
        yield other.rollback


@contextmanager
def told_first(house: House, statement: str) -> Iterator[None]:
    """Let every connection of the office be told something when it is taken; the app itself never says it."""

    def tell(connection: Any, *_: Any) -> None:
        connection.cursor().execute(statement)
        connection.commit()

    engine = house.office.database.engine
    sa.event.listen(engine, "checkout", tell)
    yield
    sa.event.remove(engine, "checkout", tell)
    engine.dispose()


@contextmanager
def hardly_waiting(house: House) -> Iterator[None]:
    """Let the office wait for a fifth of a second only."""
    setting = "pragma busy_timeout" if house.office.database.is_sqlite else "set lock_timeout"
    with told_first(house, f"{setting} = {IMPATIENT}"):
        yield


@contextmanager
def without_room(house: House) -> Iterator[None]:
    """Leave room for some pages on SQLite, and for nothing on PostgreSQL."""
    if house.office.database.is_sqlite:
        pages = say(house, "pragma page_count")
        with told_first(house, f"pragma max_page_count = {pages + 20}"):
            yield
    else:
        say(house, NO_ROOM)
        yield
        say(house, ROOM_AGAIN)


def say(house: House, statement: str) -> Any:
    """Say something to the database beside the app; return the number it answers, if any."""
    with house.office.database.engine.connect() as connection:
        answer = connection.exec_driver_sql(statement)
        found = answer.scalar_one() if answer.returns_rows else None
        connection.commit()
    return found


def give(house: House, desk: Desk, handle: str, number: int) -> None:
    """Give the answer of a number, having seen those before."""
    capture.answer(
        desk, handle=handle, form=sealed_first(house), item="comment", value=f"{number} " * 400,
        seen=number - 1, key=f"answer {number}", language="en",
    )  # fmt: skip


def give_more(house: House, desk: Desk, handle: str, told: list[int]) -> None:
    """Give one answer after the other, and note each that was told to be saved."""
    for number in range(2, 200):
        give(house, desk, handle, number)
        told.append(number)


def on_record(house: House) -> set[int]:
    """How many answers, texts and events of answers there are: one number if nothing is half written."""
    tables = ("answer", "free_text", "audit_event where deed = 'answer.saved'")
    return {int(say(house, f"select count(*) from {table}")) for table in tables}


def holds(house: House) -> bool:
    verdict = record.verify_at(house.settings.database_url, house.office.study)
    return verdict.cases_checked and not verdict.breaks


def test_an_answer_waits_while_somebody_else_writes_and_is_saved(house: House) -> None:
    handle, desk = house.enrol(), house.desk("anna")
    with held_by_another(house) as let_go:
        threading.Timer(0.3, let_go).start()
        give(house, desk, handle, 1)
    assert on_record(house) == {1}


def test_an_answer_that_waited_in_vain_says_so_and_is_saved_once_when_it_is_given_again(house: House) -> None:
    handle, desk = house.enrol(), house.desk("anna")
    with (
        held_by_another(house),
        hardly_waiting(house),
        pytest.raises(OutOfReach, match="somebody who writes"),
    ):
        give(house, desk, handle, 1)
    assert on_record(house) == {0}
    give(house, desk, handle, 1)
    assert on_record(house) == {1}
    assert holds(house)


def test_a_full_disk_says_so_keeps_what_was_saved_and_takes_the_same_answer_when_there_is_room(
    house: House,
) -> None:
    handle, desk = house.enrol(), house.desk("anna")
    give(house, desk, handle, 1)
    told = [1]
    with without_room(house), pytest.raises(OutOfReach, match="no room"):
        give_more(house, desk, handle, told)
    assert on_record(house) == {len(told)}
    give(house, desk, handle, len(told) + 1)
    assert on_record(house) == {len(told) + 1}
    assert holds(house)


def test_a_writer_waits_for_another_half_a_minute_at_most(house: House) -> None:
    wait = (
        ("pragma busy_timeout", 30_000) if house.office.database.is_sqlite else ("show lock_timeout", "30s")
    )
    assert say(house, wait[0]) == wait[1]
