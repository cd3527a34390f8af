"""What really happens: corrections, forms given up, moved plans, explained queries; and what they feed.

The patient's row for the statistics gains the work-up, the tissue, the marker and the end of participation;
its lesions stand in a table of their own. Both are derived: an older place fills them at its next signature.
"""

from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

from db.moment import Moment
from db.triggers import protect, unprotect

revision = "2026_11_25_d"
down_revision = "2026_11_23_c"
branch_labels = None
depends_on = None

APPEND_ONLY = ("correction", "closing", "replanning", "explanation")

CODED = ("workup", "biopsy", "marker", "ended")
NUMBERS = ("marker_total", "marker_positive")


def _who_and_when(table: str) -> Iterator[sa.schema.SchemaItem]:
    """Return the columns that every change of the record has, and their rules."""
    yield sa.Column("person_id", sa.Integer(), nullable=False)
    yield sa.Column("role", sa.String(length=20), nullable=False)
    yield sa.Column("at", Moment(), nullable=False)
    yield sa.Column("key", sa.String(length=64), nullable=False, comment="idempotency key")
    comment = "the audit event that wrote this row and holds its hash"
    yield sa.Column("event_id", sa.Integer(), nullable=False, comment=comment)
    yield sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f(f"fk_{table}_person_id"))
    yield sa.ForeignKeyConstraint(
        ["event_id"], ["audit_event.id"], name=op.f(f"fk_{table}_event_id"), initially="DEFERRED",
        deferrable=True,
    )  # fmt: skip
    yield sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))
    yield sa.UniqueConstraint("key", name=op.f(f"uq_{table}_key"))


def _of(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    """Make the tables, protect them, and add the columns of the statistics."""
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column(
            "opened", sa.Boolean(), nullable=False, comment="false: dropped, the signature before it stands"
        ),
        sa.Column("reason_hash", sa.String(length=64), nullable=True),
        *_who_and_when("correction"),
        _of("correction", "sheet_id", "sheet.id"),
        _of("correction", "reason_hash", "free_text.hash"),
        sa.CheckConstraint("not opened or reason_hash is not null", name=op.f("ck_correction_reason")),
        comment="chained; a signed form was opened again, until its next signature",
    )
    op.create_index("ix_correction_sheet_id", "correction", ["sheet_id"])
    op.create_table(
        "closing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=True, comment="code; none: it is wanted again"),
        *_who_and_when("closing"),
        _of("closing", "patient_id", "patient.id"),
        comment="chained; a form is not obtained; the newest row of a patient and form counts",
    )
    op.create_index("ix_closing_patient_id", "closing", ["patient_id"])
    op.create_table(
        "replanning",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        *_who_and_when("replanning"),
        _of("replanning", "patient_id", "patient.id"),
        comment="chained; the test is planned for another day; the newest row counts",
    )
    op.create_index("ix_replanning_patient_id", "replanning", ["patient_id"])
    op.create_table(
        "explanation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column(
            "evidence_hash", sa.String(length=64), nullable=False,
            comment="SHA-256 of the answers that it explains",
        ),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        *_who_and_when("explanation"),
        _of("explanation", "patient_id", "patient.id"),
        _of("explanation", "text_hash", "free_text.hash"),
        comment="chained; why answers that do not fit together are right; other answers want another",
    )  # fmt: skip
    op.create_index("ix_explanation_patient_id", "explanation", ["patient_id"])
    for statement in protect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    _extend_the_cases()


def _extend_the_cases() -> None:
    op.add_column("patient_case", sa.Column("ended_on", sa.Date(), nullable=True))
    for name in CODED:
        op.add_column("patient_case", sa.Column(name, sa.String(length=40), nullable=True))
    for name in NUMBERS:
        op.add_column("patient_case", sa.Column(name, sa.Integer(), nullable=True))
    op.create_table(
        "patient_lesion",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("lesion", sa.Integer(), autoincrement=False, nullable=False, comment="its row in the form"),
        sa.Column("site", sa.String(length=40), nullable=True),
        sa.Column("call", sa.String(length=20), nullable=False),
        sa.Column("uptake", sa.Float(), nullable=True, comment="SUVmax"),
        _of("patient_lesion", "patient_id", "patient.id"),
        sa.PrimaryKeyConstraint("patient_id", "lesion", name=op.f("pk_patient_lesion")),
        comment="the lesions of the index test; derived, kept with the patient's case",
    )


def downgrade() -> None:
    """Take tables and columns away again."""
    op.drop_table("patient_lesion")
    for name in (*NUMBERS, *CODED, "ended_on"):
        op.drop_column("patient_case", name)
    for statement in unprotect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    for name in reversed(APPEND_ONLY):
        op.drop_table(name)
