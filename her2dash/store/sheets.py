"""Sheets, their answers and their signatures: rows are added, never changed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from db.schema import answer, correction, free_text, person, sheet, signature
from her2dash.store.ledger import Ledger
from her2dash.study.model import Value


@dataclass(frozen=True)
class SheetRow:
    """One form of one patient."""

    id: int
    patient_id: int
    form: str
    form_version: int


@dataclass(frozen=True)
class AnswerRow:
    """One answer as it was given; `value` none: taken back."""

    id: int
    sheet_id: int
    item: str
    version: int
    based_on: int
    value: Value | None
    text_hash: str | None
    person_id: int
    person_name: str
    at: datetime


@dataclass(frozen=True)
class SignatureRow:
    """One signature of one sheet."""

    id: int
    sheet_id: int
    person_id: int
    role: str
    printed_name: str
    meaning: str
    at: datetime
    answers_upto: int
    content_hash: str
    reference: str
    unblinded: bool
    source: str
    event_id: int


def sheets_of(connection: Connection, patients: Iterable[int]) -> tuple[SheetRow, ...]:
    """Return the sheets that were opened for these patients."""
    rows = connection.execute(
        select(sheet).where(sheet.c.patient_id.in_(list(patients))).order_by(sheet.c.id)
    )
    return tuple(SheetRow(row.id, row.patient_id, row.form, row.form_version) for row in rows)


def sheet_of(connection: Connection, patient: int, form: str) -> SheetRow | None:
    """Return a patient's sheet of a form, none if nobody began it."""
    return next((row for row in sheets_of(connection, [patient]) if row.form == form), None)


def add_sheet(ledger: Ledger, *, patient: int, form: str, form_version: int, at: datetime) -> SheetRow:
    """Open a form of a patient."""
    made = ledger.add(sheet, patient_id=patient, form=form, form_version=form_version, opened_at=at)
    return SheetRow(made, patient, form, form_version)


def add_answer(ledger: Ledger, *, value: Value | None, is_text: bool, **facts: object) -> int:
    """Insert an answer; what somebody typed is kept apart and stands here as its hash."""
    typed = is_text and value is not None
    return ledger.add(
        answer,
        value=None if value is None or typed else json.dumps(value),
        text_hash=ledger.keep_text(str(value)) if typed else None,
        **facts,
    )


def add_signature(ledger: Ledger, **facts: object) -> int:
    """Insert a signature."""
    return ledger.add(signature, **facts)


def answers_of(connection: Connection, sheets: Iterable[int]) -> tuple[AnswerRow, ...]:
    """Return every answer of these sheets in the order in which they were given."""
    rows = connection.execute(_answers().where(answer.c.sheet_id.in_(list(sheets))).order_by(answer.c.id))
    return tuple(_answer(row) for row in rows)


def answer_by_key(connection: Connection, key: str) -> AnswerRow | None:
    """Return the answer that an earlier, same request has written."""
    row = connection.execute(_answers().where(answer.c.key == key)).one_or_none()
    return None if row is None else _answer(row)


def newest_mark(connection: Connection, sheet_id: int) -> int:
    """Return a number that moves whenever somebody answers, signs or corrects this sheet."""
    answers = select(func.coalesce(func.max(answer.c.id), 0)).where(answer.c.sheet_id == sheet_id)
    others = (select(func.count()).where(table.c.sheet_id == sheet_id) for table in (signature, correction))
    return int(connection.execute(answers).scalar_one()) * 1000 + sum(
        int(connection.execute(each).scalar_one()) for each in others
    )


def signed_versions(connection: Connection) -> dict[str, dict[int, int]]:
    """Return for each form how many signed sheets there are of each version."""
    signed = select(signature.c.sheet_id)
    counted = (
        select(sheet.c.form, sheet.c.form_version, func.count().label("n"))
        .where(sheet.c.id.in_(signed))
        .group_by(sheet.c.form, sheet.c.form_version)
        .order_by(sheet.c.form, sheet.c.form_version)
    )
    found: dict[str, dict[int, int]] = {}
    for row in connection.execute(counted):
        found.setdefault(row.form, {})[row.form_version] = row.n
    return found


def signatures_of(connection: Connection, sheets: Iterable[int]) -> tuple[SignatureRow, ...]:
    """Return the signatures of these sheets, oldest first."""
    wanted = select(*_SIGNED).where(signature.c.sheet_id.in_(list(sheets))).order_by(signature.c.id)
    return tuple(SignatureRow(**row) for row in connection.execute(wanted).mappings())


def signature_by_key(connection: Connection, key: str) -> SignatureRow | None:
    """Return the signature that an earlier, same request has written."""
    row = connection.execute(select(*_SIGNED).where(signature.c.key == key)).mappings().one_or_none()
    return None if row is None else SignatureRow(**row)


_SIGNED = [signature.c[name] for name in SignatureRow.__dataclass_fields__]


def _answers() -> Select[Any]:
    columns = [answer.c[name] for name in AnswerRow.__dataclass_fields__ if name != "person_name"]
    return (
        select(*columns, person.c.name.label("person_name"), free_text.c.text)
        .join(person, person.c.id == answer.c.person_id)
        .outerjoin(free_text, free_text.c.hash == answer.c.text_hash)
    )


def _answer(row: Row[Any]) -> AnswerRow:
    facts = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public way to a row's names
    typed = facts.pop("text")
    return AnswerRow(**{**facts, "value": typed if facts["text_hash"] else _read(facts["value"])})


def _read(value: str | None) -> Value | None:
    given = None if value is None else json.loads(value)
    return tuple(given) if isinstance(given, list) else given
