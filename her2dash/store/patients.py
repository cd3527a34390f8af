"""Patients, their referring physician and their release; every query takes the reader's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from db.schema import assignment, patient, person, release
from her2dash.access import Scope
from her2dash.store.ledger import Ledger


@dataclass(frozen=True)
class Patient:
    """One patient with the referring physician of now, and the release, if there was one."""

    id: int
    handle: str
    number: str
    site: str
    age: int
    dilemma: str
    eligible: bool
    consent_on: date
    planned_on: date
    enrolled_at: datetime
    physician_id: int
    physician_name: str
    released_at: datetime | None
    sealed_before: bool | None
    release_event: int | None


def add_patient(ledger: Ledger, *, physician: int, at: datetime, **facts: object) -> int:
    """Insert a patient and the referring physician; return the patient's id."""
    made = ledger.add(patient, enrolled_at=at, **facts)
    ledger.add(assignment, patient_id=made, person_id=physician, at=at)
    return made


def by_handle(connection: Connection, handle: str, *, scope: Scope) -> Patient | None:
    """Return a patient, none if there is none or it lies outside the scope."""
    row = connection.execute(_patients(scope).where(patient.c.handle == handle)).mappings().one_or_none()
    return None if row is None else Patient(**row)


def by_key(connection: Connection, key: str) -> str | None:
    """Return the handle of the patient that an earlier, same request enrolled."""
    return connection.execute(select(patient.c.handle).where(patient.c.key == key)).scalar_one_or_none()


def number_taken(connection: Connection, number: str) -> bool:
    """Tell whether a study number is in use, whatever the scope."""
    return connection.execute(select(patient.c.id).where(patient.c.number == number)).first() is not None


def numbers_of(connection: Connection, site: str) -> tuple[str, ...]:
    """Return the study numbers that a site has used."""
    found = select(patient.c.number).where(patient.c.site == site).order_by(patient.c.number)
    return tuple(connection.execute(found).scalars())


def all_patients(connection: Connection, *, scope: Scope) -> tuple[Patient, ...]:
    """Return the patients of the scope, by number."""
    rows = connection.execute(_patients(scope).order_by(patient.c.number)).mappings()
    return tuple(Patient(**row) for row in rows)


def add_release(ledger: Ledger, **facts: object) -> int:
    """Insert the release of a patient's index test."""
    return ledger.add(release, **facts)


def _patients(scope: Scope) -> Select[Any]:
    newest = select(func.max(assignment.c.id)).group_by(assignment.c.patient_id)
    columns = [patient.c[name] for name in _OWN]
    return (
        select(
            *columns,
            assignment.c.person_id.label("physician_id"),
            person.c.name.label("physician_name"),
            release.c.at.label("released_at"),
            release.c.sealed_before,
            release.c.event_id.label("release_event"),
        )
        .join(assignment, and_(assignment.c.patient_id == patient.c.id, assignment.c.id.in_(newest)))
        .join(person, person.c.id == assignment.c.person_id)
        .outerjoin(release, release.c.patient_id == patient.c.id)
        .where(_reached(scope))
    )


_OWN = (
    "id",
    "handle",
    "number",
    "site",
    "age",
    "dilemma",
    "eligible",
    "consent_on",
    "planned_on",
    "enrolled_at",
)


def _reached(scope: Scope) -> ColumnElement[bool]:
    if scope.everything:
        return true()
    return or_(patient.c.site.in_(scope.sites), assignment.c.person_id == scope.physician)
