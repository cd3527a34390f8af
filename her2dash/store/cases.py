"""The rows of the statistics: one per patient, and the version of the data they stand for."""

from __future__ import annotations

from dataclasses import asdict, fields
from enum import Enum

from sqlalchemy import Connection, delete, func, insert, select

from db.schema import audit_event, patient_case
from her2dash.analysis.cases import Case


def keep(connection: Connection, patient: int, case: Case) -> None:
    """Replace a patient's row, in the transaction that changed what it stands for."""
    connection.execute(delete(patient_case).where(patient_case.c.patient_id == patient))
    # Drivers differ in how they write an enumeration: they get its code.
    row = {name: value.value if isinstance(value, Enum) else value for name, value in asdict(case).items()}
    connection.execute(insert(patient_case).values(patient_id=patient, **row))


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


def data_version(connection: Connection) -> int:
    """Return the id of the newest event that changed signed data; 0 for an empty study."""
    newest = select(func.coalesce(func.max(audit_event.c.id), 0)).where(audit_event.c.moves)
    return int(connection.execute(newest).scalar_one())
