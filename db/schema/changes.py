"""What happens to the record afterwards: corrections, forms given up, moved plans, explained queries."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
)
from sqlalchemy.schema import SchemaItem

from db.moment import Moment
from db.schema.base import event, metadata, to


def _change(name: str, *columns: SchemaItem, comment: str) -> Table:
    """Return a chained table of changes: who, in which role, when, and once only."""
    return Table(
        name,
        metadata,
        Column("id", Integer, primary_key=True),
        *columns,
        to("person.id"),
        Column("role", String(20), nullable=False),
        Column("at", Moment, nullable=False),
        Column("key", String(64), nullable=False, unique=True, comment="idempotency key"),
        event(),
        comment=comment,
    )


correction = _change(
    "correction",
    to("sheet.id"),
    Column("opened", Boolean, nullable=False, comment="false: dropped, the signature before it stands"),
    Column("reason_hash", String(64), ForeignKey("free_text.hash")),
    CheckConstraint("not opened or reason_hash is not null", name="reason"),
    Index("ix_correction_sheet_id", "sheet_id"),
    comment="chained; a signed form was opened again, until its next signature",
)

closing = _change(
    "closing",
    to("patient.id"),
    Column("form", String(40), nullable=False),
    Column("reason", String(40), comment="code; none: it is wanted again"),
    Index("ix_closing_patient_id", "patient_id"),
    comment="chained; a form is not obtained; the newest row of a patient and form counts",
)

replanning = _change(
    "replanning",
    to("patient.id"),
    Column("planned_on", Date, nullable=False),
    Index("ix_replanning_patient_id", "patient_id"),
    comment="chained; the test is planned for another day; the newest row counts",
)

explanation = _change(
    "explanation",
    to("patient.id"),
    Column("rule", String(40), nullable=False),
    Column("evidence_hash", String(64), nullable=False, comment="SHA-256 of the answers that it explains"),
    Column("text_hash", String(64), ForeignKey("free_text.hash"), nullable=False),
    Index("ix_explanation_patient_id", "patient_id"),
    comment="chained; why answers that do not fit together are right; other answers want another",
)
