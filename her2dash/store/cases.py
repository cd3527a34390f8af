"""The rows of the statistics: one per patient, and the version of the data they stand for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, fields
from enum import Enum

from sqlalchemy import Connection, delete, func, insert, select

from db.schema import audit_event, patient_case, patient_lesion
from her2dash.analysis.cases import Case
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call


def keep(connection: Connection, patient: int, case: Case, lesions: Iterable[CaseLesion]) -> None:
    """Replace a patient's row and lesions, in the transaction that changed what they stand for."""
    connection.execute(delete(patient_case).where(patient_case.c.patient_id == patient))
    # Drivers differ in how they write an enumeration: they get its code.
    row = {name: value.value if isinstance(value, Enum) else value for name, value in asdict(case).items()}
    connection.execute(insert(patient_case).values(patient_id=patient, **row))
    connection.execute(delete(patient_lesion).where(patient_lesion.c.patient_id == patient))
    if found := [{**asdict(lesion), "call": lesion.call.value} for lesion in lesions]:
        connection.execute(insert(patient_lesion), [{"patient_id": patient, **each} for each in found])


def by_patient(connection: Connection) -> dict[int, Case]:
    """Return the case of each patient by the patient's id, as it is kept."""
    columns = [patient_case.c[field.name] for field in fields(Case)]
    rows = connection.execute(select(patient_case.c.patient_id, *columns)).mappings()
    return {row["patient_id"]: Case(**{f.name: row[f.name] for f in fields(Case)}) for row in rows}


def all_cases(connection: Connection) -> tuple[Case, ...]:
    """Return one case per patient, by enrolment and number."""
    columns = [patient_case.c[field.name] for field in fields(Case)]
    rows = connection.execute(select(*columns).order_by(patient_case.c.enrolled_on, patient_case.c.patient))
    return tuple(Case(**row) for row in rows.mappings())


def lesions_by_patient(connection: Connection) -> dict[int, tuple[CaseLesion, ...]]:
    """Return the lesions of each patient by the patient's id, as they are kept, in their order."""
    rows = connection.execute(
        select(patient_lesion).order_by(patient_lesion.c.patient_id, patient_lesion.c.lesion)
    )
    found: dict[int, list[CaseLesion]] = {}
    for row in rows:
        lesion = CaseLesion(row.lesion, row.site, Call(row.call), row.uptake)
        found.setdefault(row.patient_id, []).append(lesion)
    return {patient: tuple(lesions) for patient, lesions in found.items()}


def lesions_by_number(connection: Connection) -> dict[str, tuple[CaseLesion, ...]]:
    """Return the lesions of each patient by the patient's study number."""
    numbers = connection.execute(select(patient_case.c.patient_id, patient_case.c.patient)).all()
    lesions = lesions_by_patient(connection)
    return {row.patient: lesions[row.patient_id] for row in numbers if row.patient_id in lesions}


def data_version(connection: Connection) -> int:
    """Return the id of the newest event that changed signed data; 0 for an empty study."""
    newest = select(func.coalesce(func.max(audit_event.c.id), 0)).where(audit_event.c.moves)
    return int(connection.execute(newest).scalar_one())
