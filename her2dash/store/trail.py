"""The events of both chains as people read them: some of them, the newest first."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    RowMapping,
    ScalarSelect,
    Select,
    Table,
    func,
    select,
)

from db.schema import (
    access_event,
    assignment,
    audit_event,
    correction,
    explanation,
    factor_decision,
    free_text,
    inquiry_step,
    lock,
    patient,
    person,
    redaction,
    release,
    replanning,
    role_grant,
)
from her2dash.access import Scope

# The columns that stand for why something was done, in somebody's own words.
_REASONS: tuple[Column[Any], ...] = (
    correction.c.reason_hash, release.c.reason_hash, explanation.c.text_hash, redaction.c.reason_hash,
    inquiry_step.c.text_hash, lock.c.reason_hash, role_grant.c.reason_hash, factor_decision.c.reason_hash,
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """Which events are asked for; what is empty does not narrow them.

    `number` is any part of a study number, `person` any part of a printed name, `thing` what the deed was
    done to ("answer", "form", "patient" ...), `since` and `until` moments, the second exclusive.
    """

    number: str = ""
    person: str = ""
    thing: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class EventRow:
    """One event of the record, with the names that it speaks of."""

    id: int
    at: datetime
    person_name: str | None
    channel: str
    deed: str
    role: str | None
    patient_id: int | None
    patient_number: str | None
    hash: str
    detail: Mapping[str, Any]


@dataclass(frozen=True)
class AccessRow:
    """One event of the access log: who looked, signed in or was refused."""

    id: int
    at: datetime
    person_name: str | None
    channel: str
    deed: str
    subject: str


@dataclass(frozen=True)
class Typed:
    """What somebody typed as the reason of an event; `text` none: blanked."""

    hash: str
    text: str | None


def events(
    connection: Connection, wanted: Wanted, *, scope: Scope, without: Collection[int] = (), skip: int = 0,
    at_once: int | None = None,
) -> tuple[EventRow, ...]:  # fmt: skip
    """Return events of the record but those `without`, the newest first.

    A scope of some sites has the events of their patients.
    """
    chosen = _events(wanted, scope, without).order_by(audit_event.c.id.desc()).offset(skip).limit(at_once)
    return tuple(_event(row) for row in connection.execute(chosen).mappings())


def event_at(
    connection: Connection, number: int, *, scope: Scope, without: Collection[int] = ()
) -> EventRow | None:
    """Return one event of the record, none where there is none or it lies outside the scope."""
    asked = _events(Wanted(), scope, without).where(audit_event.c.id == number)
    row = connection.execute(asked).mappings().first()
    return None if row is None else _event(row)


def count_events(
    connection: Connection, wanted: Wanted, *, scope: Scope, without: Collection[int] = ()
) -> int:
    """Return how many events of the record were asked for."""
    return _count(connection, _events(wanted, scope, without))


def accesses(
    connection: Connection, wanted: Wanted, *, skip: int = 0, at_once: int | None = None
) -> tuple[AccessRow, ...]:
    """Return events of the access log, the newest first."""
    chosen = _accesses(wanted).order_by(access_event.c.id.desc()).offset(skip).limit(at_once)
    return tuple(AccessRow(**row) for row in connection.execute(chosen).mappings())


def count_accesses(connection: Connection, wanted: Wanted) -> int:
    """Return how many events of the access log were asked for."""
    return _count(connection, _accesses(wanted))


def reasons_of(connection: Connection, of: Iterable[int]) -> dict[int, Typed]:
    """Return what was typed as the reason of each of these events."""
    numbers, found = list(of), dict[int, Typed]()
    for column in _REASONS:
        event = column.table.c.event_id
        typed = select(event, free_text.c.hash, free_text.c.text).select_from(column.table)
        asked = typed.join(free_text, free_text.c.hash == column).where(event.in_(numbers))
        found |= {row[0]: Typed(row[1], row[2]) for row in connection.execute(asked)}
    return found


def moves_of(connection: Connection, of: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Return what was before and what is after each of these events: the planned day, or the physician."""
    numbers = list(of)
    days = connection.execute(_REPLANNED.where(replanning.c.event_id.in_(numbers)))
    people = connection.execute(_REASSIGNED.where(assignment.c.event_id.in_(numbers)))
    return {
        **{row.event_id: (row.before.isoformat(), row.after.isoformat()) for row in days},
        **{row.event_id: (row.before, row.after) for row in people},
    }


def _before(table: Table, what: Column[Any], *, by: Column[int]) -> ScalarSelect[Any]:
    """Return what the row before said, of the same patient."""
    own = table.alias()
    newest = select(own.c.id).where(own.c.patient_id == by, own.c.id < table.c.id).correlate(table)
    return newest.order_by(own.c.id.desc()).limit(1).with_only_columns(own.c[what.name]).scalar_subquery()


_REPLANNED = (
    select(
        replanning.c.event_id, replanning.c.planned_on.label("after"),
        func.coalesce(
            _before(replanning, replanning.c.planned_on, by=replanning.c.patient_id), patient.c.planned_on
        ).label("before"),
    )
    .select_from(replanning)
    .join(patient, patient.c.id == replanning.c.patient_id)
)  # fmt: skip
_NOW, _THEN = person.alias("now"), person.alias("then")
_REASSIGNED = (
    select(assignment.c.event_id, _NOW.c.name.label("after"), _THEN.c.name.label("before"))
    .select_from(assignment)
    .join(_NOW, _NOW.c.id == assignment.c.person_id)
    .join(
        _THEN,
        _THEN.c.id == _before(assignment, assignment.c.person_id, by=assignment.c.patient_id),
    )
)


def _events(wanted: Wanted, scope: Scope, without: Collection[int]) -> Select[Any]:
    own = audit_event.c
    asked = (
        select(
            own.id, own.at, person.c.name.label("person_name"), own.channel, own.deed, own.role,
            own.patient_id, patient.c.number.label("patient_number"), own.hash, own.detail,
        )
        .select_from(audit_event)
        .outerjoin(person, person.c.id == own.person_id)
        .outerjoin(patient, patient.c.id == own.patient_id)
        .where(*_narrowed(audit_event, wanted))
    )  # fmt: skip
    if without:
        asked = asked.where(own.id.not_in(without))
    if wanted.number:
        asked = asked.where(patient.c.number.icontains(wanted.number, autoescape=True))
    return asked if scope.everything else asked.where(patient.c.site.in_(scope.sites))


def _accesses(wanted: Wanted) -> Select[Any]:
    own = access_event.c
    asked = (
        select(own.id, own.at, person.c.name.label("person_name"), own.channel, own.deed, own.subject)
        .select_from(access_event)
        .outerjoin(person, person.c.id == own.person_id)
        .where(*_narrowed(access_event, wanted))
    )
    if wanted.number:
        asked = asked.where(own.subject.icontains(wanted.number, autoescape=True))
    return asked


def _narrowed(chain: Table, wanted: Wanted) -> list[ColumnElement[bool]]:
    narrow: list[ColumnElement[bool]] = []
    if wanted.person:
        narrow.append(person.c.name.icontains(wanted.person, autoescape=True))
    if wanted.thing:
        narrow.append(chain.c.deed.startswith(f"{wanted.thing}.", autoescape=True))
    if wanted.since is not None:
        narrow.append(chain.c.at >= wanted.since)
    if wanted.until is not None:
        narrow.append(chain.c.at < wanted.until)
    return narrow


def _event(row: RowMapping) -> EventRow:
    """Return an event; one that somebody wrote past the app is shown too, if need be without its detail."""
    try:
        detail = json.loads(row["detail"])
    except ValueError:
        detail = None
    return EventRow(**{**row, "detail": detail if isinstance(detail, dict) else {}})


def _count(connection: Connection, asked: Select[Any]) -> int:
    return int(connection.execute(select(func.count()).select_from(asked.subquery())).scalar_one())
