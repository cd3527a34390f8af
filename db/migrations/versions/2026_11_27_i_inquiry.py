"""Monitor and investigator ask about answers of a signed form: what was asked, answered, closed is kept."""

import sqlalchemy as sa
from alembic import op

from db.moment import Moment
from db.triggers import protect, unprotect

revision = "2026_11_27_i"
down_revision = "2026_11_27_h"
branch_labels = None
depends_on = None

APPEND_ONLY = ("inquiry", "inquiry_step")


def upgrade() -> None:
    """Make the tables and protect them."""
    _make_inquiry()
    _make_step()
    for statement in protect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def _make_inquiry() -> None:
    op.create_table(
        "inquiry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=60), nullable=True, comment="none: the form as a whole"),
        sa.Column(
            "event_id", sa.Integer(), nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.ForeignKeyConstraint(["sheet_id"], ["sheet.id"], name=op.f("fk_inquiry_sheet_id")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name=op.f("fk_inquiry_event_id"), initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry")),
        comment="chained; what a question is about; where it stands is its newest step",
    )  # fmt: skip
    op.create_index("ix_inquiry_event_id", "inquiry", ["event_id"])
    op.create_index("ix_inquiry_sheet_id", "inquiry", ["sheet_id"])


def _make_step() -> None:
    op.create_table(
        "inquiry_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("inquiry_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("text_hash", sa.String(length=64), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False, comment="idempotency key"),
        sa.Column(
            "event_id", sa.Integer(), nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.CheckConstraint(
            "step in ('asked', 'answered', 'closed')", name=op.f("ck_inquiry_step_step")
        ),
        sa.CheckConstraint(
            "step = 'closed' or text_hash is not null", name=op.f("ck_inquiry_step_text")
        ),
        sa.ForeignKeyConstraint(["inquiry_id"], ["inquiry.id"], name=op.f("fk_inquiry_step_inquiry_id")),
        sa.ForeignKeyConstraint(["text_hash"], ["free_text.hash"], name=op.f("fk_inquiry_step_text_hash")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_inquiry_step_person_id")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name=op.f("fk_inquiry_step_event_id"), initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inquiry_step")),
        sa.UniqueConstraint("key", name=op.f("uq_inquiry_step_key")),
        comment="chained; asked, answered, closed; the newest row of an inquiry counts",
    )  # fmt: skip
    op.create_index("ix_inquiry_step_event_id", "inquiry_step", ["event_id"])
    op.create_index("ix_inquiry_step_inquiry_id", "inquiry_step", ["inquiry_id"])


def downgrade() -> None:
    """Take the tables away again."""
    for statement in unprotect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    for table in reversed(APPEND_ONLY):
        op.drop_table(table)
