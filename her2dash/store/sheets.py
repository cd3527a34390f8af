"""Sheets, their answers and their signatures: rows are added, never changed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, select, true

from db.schema import answer, correction, free_text, patient, person, sheet, signature
from her2dash.store.ledger import Ledger
from her2dash.store.parts import AnyRow, OfEach, parts
from her2dash.store.people import PersonRow
from her2dash.study.model import BLANKED, Value


@dataclass(frozen=True)
class SheetRow:
    """One form of one patient."""

    id: int
    patient_id: int
    form: str
    form_version: int


class AnswerRow(NamedTuple):
    """One answer as it was given; `value` none: taken back; BLANKED: a text that was blanked since.

    Of a registry hundreds of thousands are read at once: a frozen dataclass takes four times as long to make.
    """

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


_SHEETS = OfEach(
    select(*(sheet.c[name] for name in SheetRow.__dataclass_fields__)).order_by(sheet.c.id),
    sheet.c.patient_id,
)
_ANSWERS = (
    select(
        answer.c.id, answer.c.sheet_id, answer.c.item, answer.c.version, answer.c.based_on, answer.c.value,
        answer.c.text_hash, answer.c.person_id, person.c.name, answer.c.at, free_text.c.text,
    )
    .select_from(answer)
    .join(person, person.c.id == answer.c.person_id)
    .outerjoin(free_text, free_text.c.hash == answer.c.text_hash)
)  # fmt: skip
_ANSWERS_OF = OfEach(
    _ANSWERS.join(sheet, sheet.c.id == answer.c.sheet_id).order_by(answer.c.id), sheet.c.patient_id
)
_ANSWER_BY_KEY = _ANSWERS.where(answer.c.key == bindparam("key"))
_SIGNED = select(*(signature.c[name] for name in SignatureRow.__dataclass_fields__))
_SIGNATURES_OF = OfEach(
    _SIGNED.join(sheet, sheet.c.id == signature.c.sheet_id).order_by(signature.c.id), sheet.c.patient_id
)
_SIGNATURE_BY_KEY = _SIGNED.where(signature.c.key == bindparam("key"))
_BY_REFERENCE = select(signature.c.id).where(signature.c.reference == bindparam("reference"))
_MARK = select(
    *(
        select(count).where(table.c.sheet_id == bindparam("sheet")).scalar_subquery()
        for table, count in (
            (answer, func.coalesce(func.max(answer.c.id), 0)),
            (signature, func.count(signature.c.id)),
            (correction, func.count(correction.c.id)),
        )
    )
)


def sheets_of(connection: Connection, patients: Iterable[int]) -> tuple[SheetRow, ...]:
    """Return the sheets that were opened for these patients."""
    return tuple(SheetRow(*row) for row in _SHEETS.rows(connection, patients))


def sheet_of(connection: Connection, patient: int, form: str) -> SheetRow | None:
    """Return a patient's sheet of a form, none if nobody began it."""
    return next((row for row in sheets_of(connection, [patient]) if row.form == form), None)


def add_sheet(ledger: Ledger, *, patient: int, form: str, form_version: int, at: datetime) -> SheetRow:
    """Open a form of a patient."""
    made = ledger.add(sheet, patient_id=patient, form=form, form_version=form_version, opened_at=at)
    return SheetRow(made, patient, form, form_version)


def add_answer(
    ledger: Ledger, *, sheet_id: int, item: str, version: int, based_on: int, value: Value | None,
    is_text: bool, author: PersonRow, at: datetime, **facts: object,
) -> AnswerRow:  # fmt: skip
    """Insert an answer; what somebody typed is kept apart and stands here as its hash."""
    typed = is_text and value is not None
    text_hash = ledger.keep_text(str(value)) if typed else None
    made = ledger.add(
        answer, sheet_id=sheet_id, item=item, version=version, based_on=based_on,
        value=None if value is None or typed else json.dumps(value), text_hash=text_hash,
        person_id=author.id, at=at, **facts,
    )  # fmt: skip
    return AnswerRow(made, sheet_id, item, version, based_on, value, text_hash, author.id, author.name, at)


def add_signature(ledger: Ledger, *, language: str, key: str, **facts: Any) -> SignatureRow:
    """Insert a signature."""
    made = ledger.add(signature, language=language, key=key, **facts)
    return SignatureRow(id=made, event_id=ledger.event_id, **facts)


def answers_of(connection: Connection, patients: Iterable[int]) -> tuple[AnswerRow, ...]:
    """Return every answer about these patients, those about each in the order in which they were given."""
    return tuple(_answer(row) for row in _ANSWERS_OF.rows(connection, patients))


def answer_by_key(connection: Connection, key: str) -> AnswerRow | None:
    """Return the answer that an earlier, same request has written."""
    row = connection.execute(_ANSWER_BY_KEY, {"key": key}).one_or_none()
    return None if row is None else _answer(row)


def newest_mark(connection: Connection, sheet_id: int) -> int:
    """Return a number that moves whenever somebody answers, signs or corrects this sheet."""
    newest, signed, corrected = connection.execute(_MARK, {"sheet": sheet_id}).one()
    return int(newest) * 1000 + int(signed) + int(corrected)


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


def signatures_of(connection: Connection, patients: Iterable[int]) -> tuple[SignatureRow, ...]:
    """Return the signatures of these patients' sheets, those of each oldest first."""
    return tuple(SignatureRow(*row) for row in _SIGNATURES_OF.rows(connection, patients))


def lacking(
    connection: Connection, forms: Collection[str], until: datetime | None = None,
    only: Collection[int] | None = None,
) -> frozenset[int]:  # fmt: skip
    """Return the patients, or who of `only`, of whom one of these forms is not signed, or was not then."""
    if only is None:
        return _lacking(connection, forms, until)
    return frozenset().union(*(_lacking(connection, forms, until, some) for some in parts(only)))


def _lacking(
    connection: Connection, forms: Collection[str], until: datetime | None, only: list[int] | None = None
) -> frozenset[int]:
    signed = (
        select(sheet.c.patient_id, sheet.c.form)
        .distinct()
        .join(signature, signature.c.sheet_id == sheet.c.id)
    )
    signed = signed.where(sheet.c.form.in_(forms), true() if until is None else signature.c.at <= until)
    everybody = select(patient.c.id)
    if only is not None:
        signed, everybody = (
            signed.where(sheet.c.patient_id.in_(only)),
            everybody.where(patient.c.id.in_(only)),
        )
    told = signed.subquery()
    complete = select(told.c.patient_id).group_by(told.c.patient_id).having(func.count() == len(forms))
    return frozenset(connection.execute(everybody.except_(complete)).scalars())


def signature_by_key(connection: Connection, key: str) -> SignatureRow | None:
    """Return the signature that an earlier, same request has written."""
    row = connection.execute(_SIGNATURE_BY_KEY, {"key": key}).one_or_none()
    return None if row is None else SignatureRow(*row)


def reference_taken(connection: Connection, reference: str) -> bool:
    """Tell whether a signature has this reference."""
    return connection.execute(_BY_REFERENCE, {"reference": reference}).first() is not None


def _answer(row: AnyRow) -> AnswerRow:
    key, sheet_id, item, version, based_on, coded, text_hash, who, name, at, typed = row
    value = (BLANKED if typed is None else typed) if text_hash else _read(coded)
    return AnswerRow(key, sheet_id, item, version, based_on, value, text_hash, who, name, at)


@lru_cache(maxsize=4096)  # few different answers stand in many rows
def _read(value: str | None) -> Value | None:
    given = None if value is None else json.loads(value)
    return tuple(given) if isinstance(given, list) else given
