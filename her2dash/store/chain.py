"""Verifying both chains from outside: every event, every row that an event covers, and the heads."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Table, func, select

from db.schema import (
    CHAINED,
    access_event,
    answer,
    audit_event,
    chain_head,
    free_text,
    person,
    place,
    release,
    signature,
)
from her2dash.store.canonical import row_digest, text_digest
from her2dash.store.ledger import GENESIS, event_digest

RECORD, ACCESS, CASES = "record", "access", "cases"
CHANGED = "was changed after it was written"

_AT_ONCE = 2000
# What reading a row can raise when somebody wrote into it what its column does not hold.
_UNREADABLE = (ValueError, TypeError, LookupError)


@dataclass(frozen=True)
class Break:
    """Where something does not hold, and why; `event` is the event that it breaks."""

    chain: str
    event: int
    why: str

    def __str__(self) -> str:
        where = f"{self.chain} event {self.event}" if self.chain != CASES else "the rows of the statistics"
        return f"{where}: {self.why}"


@dataclass(frozen=True)
class Verdict:
    """What was checked, and everything that does not hold, the first broken event first.

    `heads` name the newest event of each chain: noted elsewhere, they prove later that nothing was cut off.
    """

    events: int
    accesses: int
    rows: int
    signatures: int
    heads: dict[str, str]
    breaks: tuple[Break, ...]


@dataclass
class _Links:
    """What the events of a chain say, gathered while they are checked."""

    covered: dict[tuple[str, int], tuple[int, str]] = field(default_factory=dict)
    people: dict[int, tuple[int, dict[str, Any]]] = field(default_factory=dict)
    kind: str | None = None
    last: tuple[int, str] = (0, GENESIS)


def verify(connection: Connection) -> Verdict:
    """Check every event's hash and place, every covered row, every chained row's event, and both heads."""
    record, access = _Links(), _Links()
    breaks = [
        *_chain(connection, audit_event, RECORD, record),
        *_chain(connection, access_event, ACCESS, access),
        *_rows(connection, record.covered),
        *_texts(connection),
        *_people(connection, record),
    ]
    return Verdict(
        events=_count(connection, audit_event),
        accesses=_count(connection, access_event),
        rows=len(record.covered),
        signatures=_count(connection, signature),
        heads={RECORD: record.last[1], ACCESS: access.last[1]},
        breaks=tuple(sorted(breaks, key=lambda each: (each.chain != RECORD, each.event))),
    )


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _each(connection: Connection, table: Table) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Return id and content of every row; none for one that holds what its column cannot."""
    keys = connection.execute(select(table.c.id).order_by(table.c.id)).scalars().all()
    for start in range(0, len(keys), _AT_ONCE):
        some = keys[start : start + _AT_ONCE]
        try:
            yield from _read(connection, table, some)
        except _UNREADABLE:
            for key in some:
                try:
                    yield from _read(connection, table, [key])
                except _UNREADABLE:
                    yield key, None


def _read(connection: Connection, table: Table, keys: Sequence[int]) -> list[tuple[int, dict[str, Any]]]:
    between = select(table).where(table.c.id >= keys[0], table.c.id <= keys[-1]).order_by(table.c.id)
    return [(row["id"], dict(row)) for row in connection.execute(between).mappings()]


def _chain(connection: Connection, chain: Table, name: str, said: _Links) -> Iterator[Break]:
    previous, expected = GENESIS, 1
    for key, event in _each(connection, chain):
        if key != expected:
            yield Break(name, expected, "is missing")
        elif event is not None and event["previous"] != previous:
            yield Break(name, key, "does not continue the event before it")
        if event is None or _digest(event_digest, event) != event["hash"]:
            yield Break(name, key, CHANGED)
        if event is not None:
            _gather(event, said)
        previous, expected = (event["hash"] if event else ""), key + 1
        said.last = (key, previous)
    head = connection.execute(select(chain_head).where(chain_head.c.chain == chain.name)).one_or_none()
    if (head.event_id, head.hash) != said.last if head else said.last[0]:
        yield Break(name, max(head.event_id if head else 0, said.last[0]), "is not the head that was kept")


def _gather(event: dict[str, Any], said: _Links) -> None:
    try:
        rows, detail = json.loads(event.get("rows") or "[]"), json.loads(event.get("detail") or "{}")
    except (TypeError, ValueError):
        return  # changed, and named as such; what it covered is then without its event
    for table, key, row_hash in rows:
        said.covered[table, key] = (event["id"], row_hash)
    if "person" in detail and "name" in detail:
        said.people[detail["person"]] = (event["id"], detail)
    said.kind = detail.get("kind", said.kind)


def _digest(make: Any, *what: Any) -> str:
    try:
        return str(make(*what))
    except (TypeError, ValueError):
        return ""  # holds what no row of ours can hold


def _rows(connection: Connection, covered: dict[tuple[str, int], tuple[int, str]]) -> Iterator[Break]:
    unseen = dict(covered)
    for table in CHAINED:
        for key, row in _each(connection, table):
            event, row_hash = unseen.pop((table.name, key), (None, None))
            where = f"row {key} of {table.name}"
            if event is None:
                claimed = row["event_id"] if row else 0
                yield Break(
                    RECORD, claimed, f"does not cover {where}, which was added or whose event is gone"
                )
            elif row is None or _digest(row_digest, table.name, row) != row_hash:
                yield Break(RECORD, event, f"{where} {CHANGED}")
    for (name, key), (event, _) in unseen.items():
        yield Break(RECORD, event, f"row {key} of {name} was deleted")


def _texts(connection: Connection) -> Iterator[Break]:
    for column in (answer.c.text_hash, release.c.reason_hash):
        table = column.table
        kept = select(
            table.c.event_id, free_text.c.hash.label("found"), column, free_text.c.salt, free_text.c.text
        )
        joined = kept.outerjoin_from(table, free_text, column == free_text.c.hash)
        for event, found, wanted, salt, text in connection.execute(joined.where(column.is_not(None))):
            if found is None or text is None:
                yield Break(RECORD, event, f"a text of {table.name} was deleted or blanked")
            elif text_digest(salt, text) != wanted:
                yield Break(RECORD, event, f"a text of {table.name} {CHANGED}")


def _people(connection: Connection, said: _Links) -> Iterator[Break]:
    """Names and sites as they were given, and whether this is a demo: no event changes them."""
    for row in connection.execute(select(person.c.id, person.c.login, person.c.name, person.c.site)):
        event, detail = said.people.get(row.id, (said.last[0], {}))
        if (detail.get("login"), detail.get("name"), detail.get("site")) != (row.login, row.name, row.site):
            yield Break(RECORD, event, f"person {row.login} {CHANGED}, or was never added by an event")
    kind = connection.execute(select(place.c.value).where(place.c.key == "kind")).scalar_one_or_none()
    if kind != said.kind:
        yield Break(RECORD, 1, f"this place was made as {said.kind} and is stamped as {kind}")
