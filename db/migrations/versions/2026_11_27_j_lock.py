"""What is ready can be locked: a form, a patient, and the study's data base with a signature of its own."""

import sqlalchemy as sa
from alembic import op

from db.moment import Moment
from db.triggers import protect, unprotect

revision = "2026_11_27_j"
down_revision = "2026_11_27_i"
branch_labels = None
depends_on = None

APPEND_ONLY = ("lock",)


def upgrade() -> None:
    """Make the table and protect it."""
    op.create_table(
        "lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=True, comment="none: the study's data base"),
        sa.Column("form", sa.String(length=40), nullable=True, comment="none: all of the patient's record"),
        sa.Column(
            "locked", sa.Boolean(), nullable=False,
            comment="false: lifted until a moment, then locked by itself",
        ),
        sa.Column("until", Moment(), nullable=True, comment="when it locks again"),
        sa.Column("reason_hash", sa.String(length=64), nullable=True, comment="why it was lifted"),
        sa.Column(
            "printed_name", sa.String(length=200), nullable=True,
            comment="with those below: the signature of a lock of the study",
        ),
        sa.Column(
            "meaning", sa.Text(), nullable=True, comment="the sentence that was signed, as it was shown"
        ),
        sa.Column("language", sa.String(length=5), nullable=True),
        sa.Column("data_version", sa.Integer(), nullable=True),
        sa.Column(
            "head_hash", sa.String(length=64), nullable=True,
            comment="hash of the newest event before: the record that was signed",
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False, comment="idempotency key"),
        sa.Column(
            "event_id", sa.Integer(), nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.CheckConstraint("form is null or patient_id is not null", name=op.f("ck_lock_form")),
        sa.CheckConstraint(
            "locked or (until is not null and reason_hash is not null)", name=op.f("ck_lock_lifted")
        ),
        sa.CheckConstraint(
            "patient_id is not null or (printed_name is not null and meaning is not null and "
            "language is not null and data_version is not null and head_hash is not null)",
            name=op.f("ck_lock_signed"),
        ),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_lock_patient_id")),
        sa.ForeignKeyConstraint(["reason_hash"], ["free_text.hash"], name=op.f("fk_lock_reason_hash")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_lock_person_id")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name=op.f("fk_lock_event_id"), initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lock")),
        sa.UniqueConstraint("key", name=op.f("uq_lock_key")),
        comment="chained; the newest row of a form, a patient or the study counts",
    )  # fmt: skip
    op.create_index("ix_lock_event_id", "lock", ["event_id"])
    op.create_index("ix_lock_patient_id", "lock", ["patient_id"])
    for statement in protect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    """Take the table away again."""
    for statement in unprotect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    op.drop_table("lock")
