"""People set their password themselves: an invitation is a code that does so once."""

import sqlalchemy as sa
from alembic import op

from db.moment import Moment

revision = "2026_11_27_h"
down_revision = "2026_11_27_g"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "code_hash", sa.String(length=64), nullable=False, comment="SHA-256; the code is never stored"
        ),
        sa.Column("made_at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True, comment="also when a newer one took its place"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_invitation_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitation_code_hash")),
        comment="codes that let a person set a password, once",
    )
    op.create_index("ix_invitation_person_id", "invitation", ["person_id"])


def downgrade() -> None:
    """Take the table away again."""
    op.drop_table("invitation")
