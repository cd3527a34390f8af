"""The reports that were made of data cuts: one row each, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from db.schema import audit_event, person, report
from her2dash.store.canonical import canonical
from her2dash.store.ledger import Ledger


@dataclass(frozen=True)
class ReportRow:
    """What a report stated, without its numbers."""

    id: int
    cut: datetime
    data_version: int
    head_id: int
    head_hash: str
    language: str
    html_hash: str
    filters: Mapping[str, Any]
    withheld: tuple[str, ...]
    code: str
    analysis: str
    study_digest: str
    drawn_by: str | None
    person_name: str
    at: datetime


_JSON = {"filters": dict, "withheld": tuple}
_OWN = tuple(field.name for field in fields(ReportRow) if field.name != "person_name")
_REPORTS = (
    select(*(report.c[name] for name in _OWN), person.c.name)
    .select_from(report)
    .join(person, person.c.id == report.c.person_id)
)


def add_report(
    ledger: Ledger, *, filters: Mapping[str, object], numbers: object, withheld: object, **facts: object
) -> int:
    """Insert what a report stated and return its id."""
    told = {"filters": filters, "numbers": numbers, "withheld": withheld}
    return ledger.add(report, **{name: canonical(value) for name, value in told.items()}, **facts)


def all_reports(connection: Connection) -> tuple[ReportRow, ...]:
    """Return every report, the newest first."""
    rows = connection.execute(_REPORTS.order_by(report.c.id.desc())).mappings()
    return tuple(_row(dict(row)) for row in rows)


def by_id(connection: Connection, key: int) -> ReportRow | None:
    """Return a report, none if there is none."""
    row = connection.execute(_REPORTS.where(report.c.id == key)).mappings().one_or_none()
    return None if row is None else _row(dict(row))


def by_key(connection: Connection, key: str) -> int | None:
    """Return the report that an earlier, same request has made."""
    return connection.execute(select(report.c.id).where(report.c.key == key)).scalar_one_or_none()


def numbers_of(connection: Connection, key: int) -> Any:
    """Return the tables of a report as they were kept."""
    return json.loads(connection.execute(select(report.c.numbers).where(report.c.id == key)).scalar_one())


def head_at(connection: Connection, until: datetime) -> tuple[int, str] | None:
    """Return id and hash of the newest event of the record at a moment; none before the first."""
    newest = (
        select(audit_event.c.id, audit_event.c.hash)
        .where(audit_event.c.at <= until)
        .order_by(audit_event.c.id.desc())
        .limit(1)
    )
    row = connection.execute(newest).one_or_none()
    return None if row is None else (row.id, row.hash)


def _row(row: dict[str, Any]) -> ReportRow:
    read = {name: kind(json.loads(row[name])) for name, kind in _JSON.items()}
    return ReportRow(person_name=row["name"], **{name: read.get(name, row[name]) for name in _OWN})
