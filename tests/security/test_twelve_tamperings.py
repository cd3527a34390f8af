"""Twelve kinds of tampering by SQL, past the app, triggers dropped: `audit verify` names what broke first.

What else an intruder can try, chain by chain: tests/store/test_chain.py and test_beside.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pytest
import sqlalchemy as sa

from her2dash.cli import main
from her2dash.settings import Settings
from her2dash.store.database import Database
from tests import moulds
from tests.filled import filled
from tests.house import make_house
from tests.store.intruder import number, tamper

OF_ANSWER = "select event_id from answer where id = 1"
LAST = "(select max(id) from audit_event)"
HEAD = f"event_id = {LAST}, hash = (select hash from audit_event where id = {LAST})"
REST = "item, based_on, value, text_hash, person_id, role, at, language"
EVENT = "at, person_id, session_id, channel, deed, role, patient_id, moves, detail, rows, previous"
ELSEWHERE = "select min(id) from sheet where patient_id = (select max(id) from patient)"
CHANGED = "row 1 of {} was changed after it was written"


@dataclass(frozen=True)
class Kind:
    """What is done to the record, which event breaks by it, and what is said of that event."""

    done: tuple[str, ...]
    event: str
    says: str


def answer(change: str) -> Kind:
    return Kind((f"update answer set {change} where id = 1",), OF_ANSWER, CHANGED.format("answer"))


KINDS = {
    "changed value": answer("value = '\"other\"'"),
    "changed reason": Kind(
        ("update free_text set text = 'another' where hash = (select reason_hash from release)",),
        "select event_id from release",
        "a text of release was changed after it was written",
    ),
    "changed time": answer("at = '2026-01-01 00:00:00'"),
    "changed person": answer("person_id = (select id from person where login = 'bram')"),
    "deleted row": Kind(("delete from answer where id = 1",), OF_ANSWER, "row 1 of answer was deleted"),
    "swapped rows": Kind(
        (
            "update answer set id = 9999 where id = 2",
            "update answer set id = 2 where id = 1",
            "update answer set id = 1 where id = 9999",
        ),
        OF_ANSWER,
        CHANGED.format("answer"),
    ),
    "inserted event": Kind(
        (
            f"insert into audit_event (id, hash, {EVENT}) "
            f"select id + 1, 'x', {EVENT} from audit_event where id = {LAST}",
            f"update chain_head set {HEAD} where chain = 'audit_event'",
        ),
        f"select {LAST} + 1",
        "does not continue the event before it",
    ),
    "answer without event": Kind(
        (
            f"insert into answer (id, key, version, sheet_id, event_id, {REST}) "
            f"select 9999, 'x', 99, sheet_id, {LAST} + 1, {REST} from answer where id = 1",
        ),
        f"select {LAST} + 1",
        "does not cover row 9999 of answer, which was added or whose event is gone",
    ),
    "answer moved to another patient": answer(f"sheet_id = ({ELSEWHERE})"),
    "edited signature": Kind(
        ("update signature set printed_name = 'Somebody else'",),
        "select event_id from signature",
        CHANGED.format("signature"),
    ),
    "replaced form version": Kind(
        ("update sheet set form_version = form_version + 1 where id = 1",),
        "select event_id from sheet where id = 1",
        CHANGED.format("sheet"),
    ),
    "truncated end": Kind(
        (
            f"delete from answer where event_id = {LAST}",
            f"delete from audit_event where id = {LAST}",
            f"update chain_head set {HEAD} where chain = 'audit_event'",
        ),
        f"select {LAST} - 1",
        "is not on the chain: its end was cut off, or it was written anew",
    ),
}


@pytest.fixture
def record(settings: Settings) -> Iterator[Database]:
    """A record with a row in every table, and a second patient about whom was answered last."""
    moulds.cast(settings, "twelve tamperings", _lived_in)
    database = Database(settings.database_url)
    yield database
    database.dispose()


def _lived_in(settings: Settings) -> datetime:
    house = make_house(settings, whole=True)
    handle = house.enrol("01-002", physician="bram")
    form = house.office.study.form(house.office.study.release.sealed_first)
    item, value = next(iter(filled(house.office.study, form, house.clock.now().date()).items()))
    house.fill("bram", handle, form.id, {item: value})
    house.office.database.dispose()
    return house.clock.now()


def test_there_are_twelve_and_the_record_holds_before_any(
    record: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(KINDS) == 12
    assert verified(record, head(record), capsys) == (0, "")


@pytest.mark.parametrize("kind", KINDS)
def test_verify_names_the_first_event_that_was_tampered_with(
    record: Database, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    noted, event = head(record), number(record, KINDS[kind].event)
    tamper(record, *KINDS[kind].done)
    status, said = verified(record, noted, capsys)
    assert (status, said.partition(": ")[2].partition(": ")[0]) == (1, f"record event {event}")
    assert KINDS[kind].says in said


def head(database: Database) -> str:
    """The head of the record, which every backup and every report states outside the database."""
    with database.reading() as connection:
        return str(connection.scalar(sa.text("select hash from chain_head where chain = 'audit_event'")))


def verified(database: Database, noted: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """Run `her2dash audit verify`; return its status and the first line of what it calls broken."""
    url = database.url.render_as_string(hide_password=False)
    with pytest.raises(SystemExit) as left:
        main(["audit", "verify", "--database-url", url, "--expect-record", noted])
    return int(left.value.code or 0), capsys.readouterr().err.partition("\n")[0]
