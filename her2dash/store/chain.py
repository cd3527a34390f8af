"""Verifying both chains from outside: every event, every row that an event covers, and the heads."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, Table, func, select

from db.schema import CHAINED, access_event, audit_event, chain_head, signature
from her2dash.store.beside import (
    broken_factors,
    broken_people,
    broken_reports,
    broken_stamps,
    broken_texts,
    broken_triggers,
)
from her2dash.store.canonical import row_digest
from her2dash.store.ledger import GENESIS, event_digest
from her2dash.store.links import ACCESS, CASES, CHANGED, RECORD, TRIGGERS, Break, Links, gather
from her2dash.store.scan import UNREADABLE, each

__all__ = ["ACCESS", "CASES", "RECORD", "TRIGGERS", "UNREADABLE", "Break", "Verdict", "verify"]

_NOTHING_NOTED: Mapping[str, str] = MappingProxyType({})


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
    cases_checked: bool = False


def verify(connection: Connection, noted: Mapping[str, str] = _NOTHING_NOTED) -> Verdict:
    """Check every event's hash and place, every covered row, every chained row's event, and both heads.

    `noted` are heads that were noted earlier: each must lie on its chain. What stands beside the chains
    (texts, people, stamps, reports, triggers) is compared with them.
    """
    said = Links()
    breaks = [
        *_chain(connection, audit_event, RECORD, said, noted.get(RECORD)),
        *_chain(connection, access_event, ACCESS, said, noted.get(ACCESS)),
        *_rows(connection, said.covered),
        *broken_texts(connection, said),
        *broken_people(connection, said),
        *broken_factors(connection, said),
        *broken_stamps(connection, said),
        *broken_reports(connection, said),
        *broken_triggers(connection),
    ]
    return Verdict(
        events=_count(connection, audit_event),
        accesses=_count(connection, access_event),
        rows=len(said.covered),
        signatures=_count(connection, signature),
        heads={name: last for name, (_, last) in said.last.items()},
        breaks=tuple(sorted(breaks, key=lambda one: (one.chain != RECORD, one.event))),
    )


def _count(connection: Connection, table: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def _chain(
    connection: Connection, chain: Table, name: str, said: Links, noted: str | None
) -> Iterator[Break]:
    previous, expected, passed = GENESIS, 1, noted in (None, GENESIS)
    for key, event in each(connection, select(chain), chain.c.id):
        if key != expected:
            yield Break(name, expected, "is missing")
        elif event is not None and event["previous"] != previous:
            yield Break(name, key, "does not continue the event before it")
        if event is None or _digest(event_digest, event) != event["hash"]:
            yield Break(name, key, CHANGED)
        if event is not None and not gather(name, event, said):
            yield Break(name, key, "says what no event of ours says")
        previous, expected = (event["hash"] if event else ""), key + 1
        passed = passed or previous == noted
        said.last[name] = (key, previous)
    yield from _end(connection, chain, name, said.last[name])
    if not passed:
        why = f"the noted head {noted} is not on the chain: its end was cut off, or it was written anew"
        yield Break(name, said.last[name][0], why)


def _end(connection: Connection, chain: Table, name: str, last: tuple[int, str]) -> Iterator[Break]:
    try:
        head = connection.execute(select(chain_head).where(chain_head.c.chain == chain.name)).one_or_none()
    except UNREADABLE:
        head = None
    kept = (head.event_id, head.hash) if head else (0, GENESIS)
    if kept != last:
        newest = kept[0] if isinstance(kept[0], int) else 0
        yield Break(name, max(newest, last[0]), "is not the head that was kept")


def _digest(make: Any, *what: Any) -> str:
    try:
        return str(make(*what))
    except (TypeError, ValueError):
        return ""  # holds what no row of ours can hold


def _rows(connection: Connection, covered: Mapping[tuple[str, int], tuple[int, str]]) -> Iterator[Break]:
    unseen = dict(covered)
    for table in CHAINED:
        for key, row in each(connection, select(table), table.c.id):
            event, row_hash = unseen.pop((table.name, key), (None, None))
            where = f"row {key} of {table.name}"
            if event is None:
                yield Break(
                    RECORD, _claimed(row), f"does not cover {where}, which was added or whose event is gone"
                )
            elif row is None or _digest(row_digest, table.name, row) != row_hash:
                yield Break(RECORD, event, f"{where} {CHANGED}")
    for (name, key), (event, _) in unseen.items():
        yield Break(RECORD, event, f"row {key} of {name} was deleted")


def _claimed(row: Mapping[str, Any] | None) -> int:
    event = row["event_id"] if row else 0
    return event if isinstance(event, int) else 0
