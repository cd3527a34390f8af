"""A second factor beside the password: its secret, what administrators decide of it, half a sign-in."""

import sqlalchemy as sa
from alembic import op

from db.moment import Moment
from db.triggers import protect, unprotect

revision = "2026_11_30_n"
down_revision = "2026_11_30_m"
branch_labels = None
depends_on = None

APPEND_ONLY = ("factor_decision",)


def upgrade() -> None:
    """Make the tables and protect the chained one."""
    _make_second_factor()
    _make_factor_decision()
    _make_first_step()
    for statement in protect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)


def downgrade() -> None:
    """Take the tables away again."""
    for statement in unprotect(op.get_bind().dialect.name, APPEND_ONLY):
        op.execute(statement)
    for table in ("first_step", "factor_decision", "second_factor"):
        op.drop_table(table)


def _make_second_factor() -> None:
    op.create_table(
        "second_factor",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column(
            "secret", sa.String(length=64), nullable=True,
            comment="base32, as the person's app holds it; none: there is none",
        ),
        sa.Column(
            "last_step", sa.Integer(), nullable=True,
            comment="the 30 seconds whose code was taken last: a code works once",
        ),
        sa.Column(
            "drawn", sa.String(length=64), nullable=True,
            comment="a secret that was shown and counts after its first right code",
        ),
        sa.Column(
            "drawn_for", sa.String(length=40), nullable=True, comment="the sign-in that it was shown to"
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_second_factor_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_factor")),
        comment="what makes the codes of a person; decision 12 says what its lying here means",
    )  # fmt: skip


def _make_factor_decision() -> None:
    op.create_table(
        "factor_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "required", sa.Boolean(), nullable=False,
            comment="whether the person signs in with a code from now on",
        ),
        sa.Column(
            "taken_away", sa.Boolean(), nullable=False, comment="the one that the person had no longer works"
        ),
        sa.Column("reason_hash", sa.String(length=64), nullable=True, comment="why it was taken away"),
        sa.Column("at", Moment(), nullable=False),
        sa.Column(
            "event_id", sa.Integer(), nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.CheckConstraint(
            "not taken_away or reason_hash is not null", name=op.f("ck_factor_decision_reason")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_factor_decision_person_id")),
        sa.ForeignKeyConstraint(
            ["reason_hash"], ["free_text.hash"], name=op.f("fk_factor_decision_reason_hash")
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["audit_event.id"], name=op.f("fk_factor_decision_event_id"),
            initially="DEFERRED", deferrable=True,
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_factor_decision")),
        comment="chained; the newest row of a person counts",
    )  # fmt: skip
    op.create_index("ix_factor_decision_event_id", "factor_decision", ["event_id"])
    op.create_index("ix_factor_decision_person_id", "factor_decision", ["person_id"])


def _make_first_step() -> None:
    op.create_table(
        "first_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "token_hash", sa.String(length=64), nullable=False, comment="SHA-256; the token is never stored"
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False),
        sa.Column("used_at", Moment(), nullable=True, comment="also when it was ended otherwise"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_first_step_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_first_step")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_first_step_token_hash")),
        comment="a right password whose code is still to come; no session, so it opens nothing",
    )
    op.create_index("ix_first_step_person_id", "first_step", ["person_id"])
