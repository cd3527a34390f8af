"""Who is here and the two chains: everything that is written names its event from the first day on."""

import sqlalchemy as sa
from alembic import op

from db.moment import Moment
from db.triggers import protect, unprotect

revision = "2026_11_23_a"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("role_grant", "audit_event", "access_event")


def upgrade() -> None:
    """Make the tables and protect them."""
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False, comment="sign-in or signature"),
        sa.Column("login_hash", sa.String(length=64), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
        comment="wrong passwords; they make the next try wait, and lock nobody out",
    )
    op.create_index("ix_attempt_address_hash_at", "attempt", ["address_hash", "at"])
    op.create_index("ix_attempt_login_hash_at", "attempt", ["login_hash", "at"])

    op.create_table(
        "free_text",
        sa.Column(
            "hash",
            sa.String(length=64),
            nullable=False,
            comment="SHA-256 of salt and text; chained rows hold it",
        ),
        sa.Column("salt", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=True, comment="none: redacted; the chain stays valid"),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_free_text")),
        comment="what people typed, apart from the chain, so that a name typed by mistake can be blanked",
    )
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column(
            "name", sa.String(length=200), nullable=False, comment="the name printed under a signature"
        ),
        sa.Column(
            "password_hash",
            sa.String(length=200),
            nullable=True,
            comment="none: cannot sign in with a password",
        ),
        sa.Column("site", sa.String(length=20), nullable=True, comment="none: serves every site"),
        sa.Column("language", sa.String(length=5), nullable=False),
        sa.Column("created_at", Moment(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
        sa.UniqueConstraint("login", name=op.f("uq_person_login")),
        comment="people; never deleted, since the record names them",
    )
    op.create_table(
        "place",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_place")),
        comment="what this database is: study, demo or real; checked at every start",
    )
    op.create_table(
        "access_event",
        sa.Column(
            "id", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2, 3 ... without a gap"
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("deed", sa.String(length=60), nullable=False, comment="thing.deed, in the past"),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False, comment="hash of the event before"),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_access_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_access_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_access_event_hash")),
        comment="sign-ins, refusals and readings; a chain of its own, so that looking wakes no board",
    )
    op.create_table(
        "audit_event",
        sa.Column(
            "id", sa.Integer(), autoincrement=False, nullable=False, comment="1, 2, 3 ... without a gap"
        ),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("session_id", sa.Integer(), nullable=True),
        sa.Column("channel", sa.String(length=20), nullable=False),
        sa.Column("deed", sa.String(length=60), nullable=False, comment="thing.deed, in the past"),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("patient_id", sa.Integer(), nullable=True),
        sa.Column(
            "moves",
            sa.Boolean(),
            nullable=False,
            comment="signed data changed: the newest such id is the data version",
        ),
        sa.Column(
            "detail", sa.Text(), nullable=False, comment="JSON; codes and numbers, never what somebody typed"
        ),
        sa.Column("rows", sa.Text(), nullable=False, comment="JSON: table, id and hash of every row written"),
        sa.Column("previous", sa.String(length=64), nullable=False, comment="hash of the event before"),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_audit_event_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_event")),
        sa.UniqueConstraint("hash", name=op.f("uq_audit_event_hash")),
        comment="the record's chain; append-only",
    )
    op.create_index("ix_audit_event_moves_id", "audit_event", ["moves", "id"])
    op.create_table(
        "chain_head",
        sa.Column("chain", sa.String(length=20), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("chain", name=op.f("pk_chain_head")),
        comment="the newest event of each chain, kept with it: what is cut off the end is missed here",
    )

    op.create_table(
        "session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "token_hash", sa.String(length=64), nullable=False, comment="SHA-256; the token is never stored"
        ),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=20), nullable=False, comment="page, command or demo"),
        sa.Column("created_at", Moment(), nullable=False),
        sa.Column("last_seen", Moment(), nullable=False),
        sa.Column("ends_at", Moment(), nullable=False, comment="the absolute end"),
        sa.Column("revoked_at", Moment(), nullable=True),
        sa.Column(
            "address_hash",
            sa.String(length=64),
            nullable=True,
            comment="SHA-256; where the person signed in; none: not by a browser",
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_session_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_session_token_hash")),
    )
    op.create_index("ix_session_person_id", "session", ["person_id"])

    op.create_table(
        "role_grant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("granted", sa.Boolean(), nullable=False, comment="false: the role was withdrawn"),
        sa.Column("at", Moment(), nullable=False),
        sa.Column(
            "event_id",
            sa.Integer(),
            nullable=False,
            comment="the audit event that wrote this row and holds its hash",
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["audit_event.id"],
            name=op.f("fk_role_grant_event_id"),
            initially="DEFERRED",
            deferrable=True,
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_role_grant_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_grant")),
        comment="chained; the newest row of a person and role counts",
    )
    op.create_index("ix_role_grant_person_id_role", "role_grant", ["person_id", "role"])
    for statement in protect(op.get_bind().dialect.name, APPEND_ONLY, text=True):
        op.execute(statement)


def downgrade() -> None:
    """Take the tables away again."""
    for statement in unprotect(op.get_bind().dialect.name, APPEND_ONLY, text=True):
        op.execute(statement)
    op.drop_table("role_grant")
    op.drop_table("session")
    op.drop_table("chain_head")
    op.drop_table("audit_event")
    op.drop_table("access_event")
    op.drop_table("place")
    op.drop_table("person")
    op.drop_table("free_text")
    op.drop_table("attempt")
