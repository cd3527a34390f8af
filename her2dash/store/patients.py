"""Patients, their referring physician and their release; every query takes the reader's scope."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select, true

from db.schema import assignment, patient, person, release, replanning
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


def assign(ledger: Ledger, *, patient_id: int, physician: int, at: datetime) -> int:
    """Make somebody else the referring physician from now on."""
    return ledger.add(assignment, patient_id=patient_id, person_id=physician, at=at)


def assignments_of(connection: Connection, patient_id: int) -> tuple[tuple[str, datetime], ...]:
    """Return the referring physicians that a patient has had, with the moment from which, oldest first."""
    rows = connection.execute(
        select(person.c.name, assignment.c.at)
        .join(person, person.c.id == assignment.c.person_id)
        .where(assignment.c.patient_id == patient_id)
        .order_by(assignment.c.id)
    )
    return tuple((row.name, row.at) for row in rows)


def add_release(ledger: Ledger, **facts: object) -> int:
    """Insert the release of a patient's index test."""
    return ledger.add(release, **facts)


def release_is_done(connection: Connection, key: str) -> bool:
    """Tell whether an earlier request with this key has released a patient."""
    return connection.execute(select(release.c.id).where(release.c.key == key)).first() is not None


def _patients(scope: Scope) -> Select[Any]:
    newest = select(func.max(assignment.c.id)).group_by(assignment.c.patient_id)
    moved = select(func.max(replanning.c.id)).group_by(replanning.c.patient_id)
    columns = [patient.c[name] for name in _OWN]
    return (
        select(
            *columns,
            func.coalesce(replanning.c.planned_on, patient.c.planned_on).label("planned_on"),
            assignment.c.person_id.label("physician_id"),
            person.c.name.label("physician_name"),
            release.c.at.label("released_at"),
            release.c.sealed_before,
            release.c.event_id.label("release_event"),
        )
        .join(assignment, and_(assignment.c.patient_id == patient.c.id, assignment.c.id.in_(newest)))
        .join(person, person.c.id == assignment.c.person_id)
        .outerjoin(release, release.c.patient_id == patient.c.id)
        .outerjoin(replanning, and_(replanning.c.patient_id == patient.c.id, replanning.c.id.in_(moved)))
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
    "enrolled_at",
)


def _reached(scope: Scope) -> ColumnElement[bool]:
    if scope.everything:
        return true()
    return or_(patient.c.site.in_(scope.sites), assignment.c.person_id == scope.physician)
