"""Inquiries about signed answers and their steps: rows are added, never changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from db.schema import free_text, inquiry, inquiry_step, person, sheet
from her2dash.store.ledger import Ledger
from her2dash.store.parts import OfEach


@dataclass(frozen=True)
class StepRow:
    """One step of an inquiry; `text` none beside a `text_hash`: blanked."""

    inquiry_id: int
    patient_id: int
    form: str
    form_version: int
    item: str | None
    step: str
    text_hash: str | None
    text: str | None
    person_id: int
    person_name: str
    role: str
    at: datetime
    event_id: int


_STEPS: Select[Any] = (
    select(
        inquiry.c.id, sheet.c.patient_id, sheet.c.form, sheet.c.form_version, inquiry.c.item,
        inquiry_step.c.step, inquiry_step.c.text_hash, free_text.c.text, inquiry_step.c.person_id,
        person.c.name, inquiry_step.c.role, inquiry_step.c.at, inquiry_step.c.event_id,
    )
    .select_from(inquiry_step)
    .join(inquiry, inquiry.c.id == inquiry_step.c.inquiry_id)
    .join(sheet, sheet.c.id == inquiry.c.sheet_id)
    .join(person, person.c.id == inquiry_step.c.person_id)
    .outerjoin(free_text, free_text.c.hash == inquiry_step.c.text_hash)
    .order_by(inquiry_step.c.id)
)  # fmt: skip
_OF_PATIENTS = OfEach(_STEPS, sheet.c.patient_id)
_OF_INQUIRY = _STEPS.where(inquiry.c.id == bindparam("number"))
_BY_KEY = _STEPS.where(inquiry_step.c.key == bindparam("key"))

_LATER = inquiry_step.alias("later")
_NEWEST = (
    select(func.max(_LATER.c.id)).where(_LATER.c.inquiry_id == inquiry.c.id).correlate(inquiry)
).scalar_subquery()
_UNSETTLED = (
    select(sheet.c.patient_id)
    .distinct()
    .select_from(inquiry)
    .join(sheet, sheet.c.id == inquiry.c.sheet_id)
    .join(inquiry_step, inquiry_step.c.id == _NEWEST)
    .where(inquiry_step.c.step != "closed")
)
_EVENTS = (
    select(inquiry_step.c.event_id, sheet.c.patient_id, sheet.c.form)
    .select_from(inquiry_step)
    .join(inquiry, inquiry.c.id == inquiry_step.c.inquiry_id)
    .join(sheet, sheet.c.id == inquiry.c.sheet_id)
)


def add_inquiry(ledger: Ledger, *, sheet_id: int, item: str | None) -> int:
    """Begin an inquiry about a question of a sheet, or about all of it; its first step follows."""
    return ledger.add(inquiry, sheet_id=sheet_id, item=item)


def add_step(ledger: Ledger, *, text: str | None, **facts: object) -> int:
    """Ask, answer or close."""
    return ledger.add(inquiry_step, text_hash=ledger.keep_text(text) if text else None, **facts)


def steps_of(connection: Connection, patients: Iterable[int]) -> tuple[StepRow, ...]:
    """Return the steps of the inquiries about these patients, those of each patient oldest first."""
    return tuple(StepRow(*row) for row in _OF_PATIENTS.rows(connection, patients))


def steps_of_inquiry(connection: Connection, number: int) -> tuple[StepRow, ...]:
    """Return the steps of one inquiry, oldest first; none where there is no such inquiry."""
    return tuple(StepRow(*row) for row in connection.execute(_OF_INQUIRY, {"number": number}))


def step_by_key(connection: Connection, key: str) -> StepRow | None:
    """Return the step that an earlier request with this key has written."""
    row = connection.execute(_BY_KEY, {"key": key}).first()
    return None if row is None else StepRow(*row)


def unsettled(connection: Connection) -> tuple[int, ...]:
    """Return the patients about whom an inquiry is open or answered."""
    return tuple(connection.execute(_UNSETTLED).scalars())


def events_of_steps(connection: Connection) -> tuple[tuple[int, int, str], ...]:
    """Return every event that wrote a step, with the patient and the form that it is about."""
    return tuple((row[0], row[1], row[2]) for row in connection.execute(_EVENTS))
