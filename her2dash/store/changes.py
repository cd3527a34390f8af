"""Corrections, forms given up, moved plans, explained queries: rows are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, bindparam, select

from db.schema import closing, correction, explanation, free_text, person, redaction, replanning, sheet
from her2dash.store.ledger import Ledger
from her2dash.store.parts import OfEach


@dataclass(frozen=True)
class CorrectionRow:
    """A signed form was opened again, or that was dropped (`opened` false)."""

    id: int
    sheet_id: int
    opened: bool
    reason: str | None
    person_name: str
    at: datetime
    event_id: int


@dataclass(frozen=True)
class ClosingRow:
    """A form is not obtained, for a coded reason; none: it is wanted again."""

    patient_id: int
    form: str
    reason: str | None
    person_name: str
    at: datetime


@dataclass(frozen=True)
class ExplanationRow:
    """Why answers that break a rule are right all the same."""

    patient_id: int
    rule: str
    evidence_hash: str
    text: str | None
    person_name: str
    at: datetime


@dataclass(frozen=True)
class ReplanningRow:
    """The test was planned for another day."""

    planned_on: date
    person_name: str
    at: datetime


_CORRECTIONS = OfEach(
    select(
        correction.c.id, correction.c.sheet_id, correction.c.opened, free_text.c.text, person.c.name,
        correction.c.at, correction.c.event_id,
    )
    .select_from(correction)
    .join(sheet, sheet.c.id == correction.c.sheet_id)
    .join(person, person.c.id == correction.c.person_id)
    .outerjoin(free_text, free_text.c.hash == correction.c.reason_hash)
    .order_by(correction.c.id),
    sheet.c.patient_id,
)  # fmt: skip
_CLOSINGS = OfEach(
    select(closing.c.patient_id, closing.c.form, closing.c.reason, person.c.name, closing.c.at)
    .select_from(closing)
    .join(person, person.c.id == closing.c.person_id)
    .order_by(closing.c.id),
    closing.c.patient_id,
)
_EXPLANATIONS = OfEach(
    select(
        explanation.c.patient_id, explanation.c.rule, explanation.c.evidence_hash, free_text.c.text,
        person.c.name, explanation.c.at,
    )
    .select_from(explanation)
    .join(person, person.c.id == explanation.c.person_id)
    .join(free_text, free_text.c.hash == explanation.c.text_hash)
    .order_by(explanation.c.id),
    explanation.c.patient_id,
)  # fmt: skip
_DONE = {
    table.name: select(table.c.id).where(table.c.key == bindparam("key"))
    for table in (correction, closing, replanning, explanation, redaction)
}


def add_correction(ledger: Ledger, *, reason: str | None, **facts: object) -> int:
    """Open a signed form again with a reason, or drop that without one."""
    return ledger.add(correction, reason_hash=ledger.keep_text(reason) if reason else None, **facts)


def add_closing(ledger: Ledger, **facts: object) -> int:
    """Give a form up for a coded reason, or want it again."""
    return ledger.add(closing, **facts)


def add_replanning(ledger: Ledger, **facts: object) -> int:
    """Plan the test for another day."""
    return ledger.add(replanning, **facts)


def add_explanation(ledger: Ledger, *, text: str, **facts: object) -> int:
    """Explain answers that break a rule."""
    return ledger.add(explanation, text_hash=ledger.keep_text(text), **facts)


def is_done(connection: Connection, table: str, key: str) -> bool:
    """Tell whether an earlier, same request has written its change."""
    return connection.execute(_DONE[table], {"key": key}).first() is not None


def corrections_of(connection: Connection, patients: Iterable[int]) -> tuple[CorrectionRow, ...]:
    """Return the corrections of these patients' sheets, those of each oldest first."""
    return tuple(CorrectionRow(*row) for row in _CORRECTIONS.rows(connection, patients))


def replannings_of(connection: Connection, patient: int) -> tuple[ReplanningRow, ...]:
    """Return how the planned day of a patient's test moved, oldest first."""
    wanted = (
        select(replanning.c.planned_on, person.c.name.label("person_name"), replanning.c.at)
        .join(person, person.c.id == replanning.c.person_id)
        .where(replanning.c.patient_id == patient)
        .order_by(replanning.c.id)
    )
    return tuple(ReplanningRow(**row) for row in connection.execute(wanted).mappings())


def closings_of(connection: Connection, patients: Iterable[int]) -> tuple[ClosingRow, ...]:
    """Return what was given up and wanted again of these patients, of each oldest first."""
    return tuple(ClosingRow(*row) for row in _CLOSINGS.rows(connection, patients))


def explanations_of(connection: Connection, patients: Iterable[int]) -> tuple[ExplanationRow, ...]:
    """Return the explanations that were given for these patients, of each oldest first."""
    return tuple(ExplanationRow(*row) for row in _EXPLANATIONS.rows(connection, patients))
