"""A lock set by mistake can be lifted for good: lifted, with its reason, and until no moment."""

from alembic import op

from db.triggers import protect

revision = "2026_11_30_m"
down_revision = "2026_11_30_l"
branch_labels = None
depends_on = None

_BEFORE = "locked or (until is not null and reason_hash is not null)"
_AFTER = "locked or reason_hash is not null"


def upgrade() -> None:
    """Let a lifted lock be without a moment."""
    _check(_AFTER)


def downgrade() -> None:
    """Want the moment again; a lock that was lifted for good stands in the way, and is not made up."""
    _check(_BEFORE)


def _check(rule: str) -> None:
    dialect = op.get_bind().dialect.name
    with op.batch_alter_table("lock") as lock:
        lock.drop_constraint(op.f("ck_lock_lifted"), type_="check")
        lock.create_check_constraint(op.f("ck_lock_lifted"), rule)
    if dialect == "sqlite":  # there the table was made anew, without its triggers
        for statement in protect(dialect, ("lock",)):
            op.execute(statement)
