"""Reports of data cuts: what each stated is kept, so that it can be found, made anew and compared."""

import sqlalchemy as sa
from alembic import op

from db.moment import Moment
from db.triggers import protect, unprotect

revision = "2026_11_26_e"
down_revision = "2026_11_25_d"
branch_labels = None
depends_on = None

APPEND_ONLY = ("report",)


def upgrade() -> None:
    """Make the table and protect it."""
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("cut", Moment(), nullable=False, comment="what was known at this moment is in it"),
        sa.Column("data_version", sa.Integer(), nullable=False),
        sa.Column("head_id", sa.Integer(), nullable=False, comment="newest event at the cut"),
        sa.Column(
            "head_hash", sa.String(length=64), nullable=False, comment="its hash, as the report prints it"
        ),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("html_hash", sa.String(length=64), nullable=False, comment="SHA-256 of the report as HTML"),
        sa.Column(
            "filters", sa.Text(), nullable=False, comment="JSON: which patients, by which reading of the test"
        ),
        sa.Column(
            "numbers", sa.Text(), nullable=False, comment="JSON: the tables of every figure, for comparisons"
        ),
        sa.Column(
            "withheld", sa.Text(), nullable=False,
            comment="JSON: patients of its maker whose test was not released, and counts as pending in it",
        ),
        sa.Column("code", sa.String(length=40), nullable=False, comment="version of her2dash"),
        sa.Column("analysis", sa.String(length=20), nullable=False, comment="version of the analysis"),
        sa.Column(
            "study_digest", sa.String(length=64), nullable=False,
            comment="SHA-256 of the study's definition",
        ),
        sa.Column(
            "drawn_by", sa.String(length=80), nullable=True,
            comment="the browser that drew its figures; none: it has none",
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False, comment="idempotency key"),
        sa.Column(
            "event_id", sa.Integer(), nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.ForeignKeyConstraint(["head_id"], ["audit_event.id"], name=op.f("fk_report_head_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_report_person_id")),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name=op.f("fk_report_event_id"), initially="DEFERRED",
            deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("key", name=op.f("uq_report_key")),
        comment="chained; a report can be made anew from the record as of its cut",
    )  # fmt: skip
    for statement in protect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    """Take the table away again."""
    for statement in unprotect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    op.drop_table("report")
