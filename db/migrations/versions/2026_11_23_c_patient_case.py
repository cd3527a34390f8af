"""One row per patient for the statistics, so that the dashboard never re-reads a registry of forms."""

import sqlalchemy as sa
from alembic import op

revision = "2026_11_23_c"
down_revision = "2026_11_23_b"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "patient_case",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("patient", sa.String(length=20), nullable=False),
        sa.Column("site", sa.String(length=20), nullable=False),
        sa.Column("dilemma", sa.String(length=40), nullable=False),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("included", sa.Boolean(), nullable=False),
        sa.Column("index_call", sa.String(length=20), nullable=False),
        sa.Column("index_on", sa.Date(), nullable=True),
        sa.Column("therapy", sa.String(length=20), nullable=False),
        sa.Column("therapy_on", sa.Date(), nullable=True),
        sa.Column("released_on", sa.Date(), nullable=True),
        sa.Column("sealed_before", sa.Boolean(), nullable=True),
        sa.Column("status_pre", sa.String(length=40), nullable=True),
        sa.Column("status_post", sa.String(length=40), nullable=True),
        sa.Column("plan_pre", sa.String(length=40), nullable=True),
        sa.Column("plan_post", sa.String(length=40), nullable=True),
        sa.Column("plan_later", sa.String(length=40), nullable=True),
        sa.Column("understanding", sa.String(length=40), nullable=True),
        sa.Column("changed", sa.String(length=40), nullable=True),
        sa.Column("as_intended", sa.String(length=40), nullable=True),
        sa.Column("why_not", sa.String(length=40), nullable=True),
        sa.Column("supported", sa.String(length=40), nullable=True),
        sa.Column("solved", sa.String(length=40), nullable=True),
        sa.Column("agents_pre", sa.Text(), nullable=True, comment="codes, comma between them"),
        sa.Column("agents_post", sa.Text(), nullable=True, comment="codes, comma between them"),
        sa.Column("agents_later", sa.Text(), nullable=True, comment="codes, comma between them"),
        sa.Column("drivers", sa.Text(), nullable=True, comment="codes, comma between them"),
        sa.Column("tests_avoided", sa.Text(), nullable=True, comment="codes, comma between them"),
        sa.Column("tests_added", sa.Text(), nullable=True, comment="codes, comma between them"),
        sa.Column("confidence_pre", sa.Integer(), nullable=True),
        sa.Column("confidence_post", sa.Integer(), nullable=True),
        sa.Column("confidence_later", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["patient_id"], ["patient.id"], name=op.f("fk_patient_case_patient_id")),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_patient_case")),
        comment="one row per patient for the statistics; derived, kept in the transaction that changes it",
    )
    op.create_index("ix_patient_case_site", "patient_case", ["site"])


def downgrade() -> None:
    """Take the table away again."""
    op.drop_table("patient_case")
