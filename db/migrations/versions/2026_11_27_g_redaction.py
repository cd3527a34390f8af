"""A text typed by mistake can be blanked: who did it, when and why is kept, and the chain stays valid."""

import sqlalchemy as sa
from alembic import op

from db.moment import Moment
from db.triggers import protect, unprotect

revision = "2026_11_27_g"
down_revision = "2026_11_26_f"
branch_labels = None
depends_on = None

APPEND_ONLY = ("redaction",)


def upgrade() -> None:
    """Make the table and protect it."""
    op.create_table(
        "redaction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("of_event_id", sa.Integer(), nullable=False, comment="which wrote the text"),
        sa.Column("text_hash", sa.String(length=64), nullable=False),
        sa.Column("reason_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False, comment="idempotency key"),
        sa.Column(
            "event_id", sa.Integer(), nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.ForeignKeyConstraint(["of_event_id"], ["audit_event.id"], name=op.f("fk_redaction_of_event_id")),
        sa.ForeignKeyConstraint(["text_hash"], ["free_text.hash"], name=op.f("fk_redaction_text_hash")),
        sa.ForeignKeyConstraint(["reason_hash"], ["free_text.hash"], name=op.f("fk_redaction_reason_hash")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_redaction_person_id")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name=op.f("fk_redaction_event_id"), initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_redaction")),
        sa.UniqueConstraint("text_hash", name=op.f("uq_redaction_text_hash")),
        sa.UniqueConstraint("key", name=op.f("uq_redaction_key")),
        comment="chained; a text was blanked, its hash stays in the chain",
    )  # fmt: skip
    op.create_index("ix_redaction_event_id", "redaction", ["event_id"])
    for statement in protect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    """Take the table away again."""
    for statement in unprotect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    op.drop_table("redaction")
