"""A role is given or withdrawn for a reason, if somebody says one; its text stands apart like every other.

The column is added in plain SQL: both databases take the reference with it, and SQLite need not make the
table anew, which would drop its triggers.
"""

from alembic import op

revision = "2026_11_30_l"
down_revision = "2026_11_27_j"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.execute(
        "alter table role_grant add column reason_hash varchar(64) "
        "constraint fk_role_grant_reason_hash references free_text (hash)"
    )


def downgrade() -> None:
    """Take the column away again."""
    op.execute("alter table role_grant drop column reason_hash")
