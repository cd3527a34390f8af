"""Patients, their referring physician and their release; every query takes the reader's scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    ScalarSelect,
    Select,
    Table,
    and_,
    bindparam,
    func,
    or_,
    select,
    true,
)

from db.schema import assignment, patient, person, release, replanning
from her2dash.access import Scope
from her2dash.store.ledger import Ledger
from her2dash.store.parts import parts
from her2dash.store.people import PersonRow


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


def add_patient(ledger: Ledger, *, physician: PersonRow, at: datetime, key: str, **facts: Any) -> Patient:
    """Insert a patient and the referring physician."""
    made = ledger.add(patient, enrolled_at=at, key=key, **facts)
    ledger.add(assignment, patient_id=made, person_id=physician.id, at=at)
    return Patient(
        id=made, enrolled_at=at, physician_id=physician.id, physician_name=physician.name,
        released_at=None, sealed_before=None, release_event=None, **facts,
    )  # fmt: skip


def by_handle(connection: Connection, handle: str, *, scope: Scope) -> Patient | None:
    """Return a patient, none if there is none or it lies outside the scope."""
    asked = {"handle": handle, **_reached(scope)}
    row = connection.execute(_by_handle(everything=scope.everything), asked).mappings().one_or_none()
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


def all_patients(
    connection: Connection, *, scope: Scope, until: datetime | None = None
) -> tuple[Patient, ...]:
    """Return the patients of the scope, by number; with `until` as they stood at that moment."""
    query = _by_number(everything=scope.everything, past=until is not None)
    rows = connection.execute(query, {"until": until, **_reached(scope)}).mappings()
    return tuple(Patient(**row) for row in rows)


def these_patients(
    connection: Connection, wanted: Iterable[int], *, scope: Scope, until: datetime | None = None
) -> tuple[Patient, ...]:
    """Return those of these patients who are in the scope, by number."""
    query = _by_number(everything=scope.everything, past=until is not None).where(
        patient.c.id.in_(bindparam("wanted", expanding=True))
    )
    found: list[Patient] = []
    for some in parts(wanted):
        asked = {"until": until, "wanted": some, **_reached(scope)}
        found += (Patient(**row) for row in connection.execute(query, asked).mappings())
    return tuple(sorted(found, key=lambda one: one.number))


def assign(ledger: Ledger, *, patient_id: int, physician: int, at: datetime) -> int:
    """Make somebody else the referring physician from now on."""
    return ledger.add(assignment, patient_id=patient_id, person_id=physician, at=at)


def ever_assigned(connection: Connection, physician: int) -> frozenset[int]:
    """Return the patients whom a physician treats or treated once."""
    wanted = select(assignment.c.patient_id).where(assignment.c.person_id == physician)
    return frozenset(connection.execute(wanted).scalars())


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


@cache
def _patients(*, everything: bool, past: bool = False) -> Select[Any]:
    """Return the query of a scope: made once, since making it anew costs more than running it.

    What is newest is asked of each patient apart: looking one up does not go through everybody's.
    """

    def known(at: ColumnElement[datetime]) -> ColumnElement[bool]:
        return at <= bindparam("until") if past else true()

    def newest(table: Table) -> ScalarSelect[int]:
        own = table.alias()
        found = select(func.max(own.c.id)).where(own.c.patient_id == patient.c.id, known(own.c.at))
        return found.correlate(patient).scalar_subquery()

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
        .select_from(patient)
        .join(assignment, assignment.c.id == newest(assignment))
        .join(person, person.c.id == assignment.c.person_id)
        .outerjoin(release, and_(release.c.patient_id == patient.c.id, known(release.c.at)))
        .outerjoin(replanning, replanning.c.id == newest(replanning))
        .where(true() if everything else _REACHED, known(patient.c.enrolled_at))
    )


@cache
def _by_handle(*, everything: bool) -> Select[Any]:
    return _patients(everything=everything).where(patient.c.handle == bindparam("handle"))


@cache
def _by_number(*, everything: bool, past: bool) -> Select[Any]:
    return _patients(everything=everything, past=past).order_by(patient.c.number)


def _reached(scope: Scope) -> dict[str, object]:
    return {"sites": list(scope.sites), "physician": scope.physician}


_REACHED = or_(
    patient.c.site.in_(bindparam("sites", expanding=True)), assignment.c.person_id == bindparam("physician")
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
