"""Of whom something came into the record after a moment: everybody else stands today as then."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, select, union

from db.schema import release, replanning, sheet, signature


def signed_or_released(connection: Connection, after: datetime) -> frozenset[int]:
    """Return the patients of whom a form was signed, or the index test released, after a moment.

    Nothing else moves a patient's row for the statistics; the moment is that of the rows, which stand where
    they belong also in a history that was taken over much later.
    """
    signed = select(sheet.c.patient_id).join(signature, signature.c.sheet_id == sheet.c.id)
    wanted = union(
        signed.where(signature.c.at > after), select(release.c.patient_id).where(release.c.at > after)
    )
    return frozenset(connection.execute(wanted).scalars())


def replanned(connection: Connection, after: datetime) -> frozenset[int]:
    """Return the patients whose test was planned for another day after a moment."""
    wanted = select(replanning.c.patient_id).where(replanning.c.at > after)
    return frozenset(connection.execute(wanted.distinct()).scalars())
