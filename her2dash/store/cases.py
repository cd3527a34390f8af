"""The rows of the statistics: one per patient, and the version of the data they stand for."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from dataclasses import asdict, fields
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from db.schema import audit_event, patient_case, patient_lesion
from her2dash.analysis.cases import Case
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call

_FORGET = tuple(
    delete(table).where(table.c.patient_id == bindparam("of")) for table in (patient_case, patient_lesion)
)
_CASES = select(patient_case.c.patient_id, *(patient_case.c[field.name] for field in fields(Case)))
_LESIONS = select(
    patient_lesion.c.patient_id, patient_lesion.c.lesion, patient_lesion.c.site, patient_lesion.c.call,
    patient_lesion.c.uptake,
).order_by(patient_lesion.c.patient_id, patient_lesion.c.lesion)  # fmt: skip
_CALLS = {call.value: call for call in Call}
_KEEP_CASE, _KEEP_LESION = insert(patient_case), insert(patient_lesion)


def keep(connection: Connection, patient: int, case: Case, lesions: Iterable[CaseLesion]) -> None:
    """Replace a patient's row and lesions, in the transaction that changed what they stand for."""
    for forget in _FORGET:
        connection.execute(forget, {"of": patient})
    # Drivers differ in how they write an enumeration: they get its code.
    row = {name: value.value if isinstance(value, Enum) else value for name, value in asdict(case).items()}
    connection.execute(_KEEP_CASE, {"patient_id": patient, **row})
    if found := [{**asdict(lesion), "call": lesion.call.value} for lesion in lesions]:
        connection.execute(_KEEP_LESION, [{"patient_id": patient, **each} for each in found])


def by_patient(connection: Connection, only: Collection[int] | None = None) -> dict[int, Case]:
    """Return the case of each patient, or of these, by the patient's id, as it is kept."""
    wanted = _CASES if only is None else _CASES.where(patient_case.c.patient_id.in_(only))
    return {patient: Case(*map(_once, row)) for patient, *row in connection.execute(wanted)}


def lesions_by_patient(
    connection: Connection, only: Collection[int] | None = None
) -> dict[int, tuple[CaseLesion, ...]]:
    """Return the lesions of each patient, or of these, by the patient's id, as they are kept, in order."""
    wanted = _LESIONS if only is None else _LESIONS.where(patient_lesion.c.patient_id.in_(only))
    found: dict[int, list[CaseLesion]] = {}
    for patient, lesion, site, call, uptake in connection.execute(wanted):
        found.setdefault(patient, []).append(CaseLesion(lesion, _once(site), _CALLS[call], uptake))
    return {patient: tuple(lesions) for patient, lesions in found.items()}


def _once(value: Any) -> Any:
    """Return a value as kept: of few codes in many rows there is one text each, not one for each row."""
    return sys.intern(value) if type(value) is str else value


def changed_since(connection: Connection, version: int) -> frozenset[int]:
    """Return the patients whose signed data changed after a data version."""
    wanted = select(audit_event.c.patient_id).where(audit_event.c.moves, audit_event.c.id > version)
    return frozenset(connection.execute(wanted.distinct()).scalars())


def data_version(connection: Connection, until: datetime | None = None) -> int:
    """Return the id of the newest event that changed signed data, up to a moment; 0 for an empty study."""
    newest = select(func.coalesce(func.max(audit_event.c.id), 0)).where(audit_event.c.moves)
    if until is not None:
        newest = newest.where(audit_event.c.at <= until)
    return int(connection.execute(newest).scalar_one())
