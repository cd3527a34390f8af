"""The place, its people, their roles, sessions and wrong passwords."""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from db.moment import Moment
from db.schema.base import event, metadata, to

place = Table(
    "place",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
    comment="what this database is: study, demo or real; checked at every start",
)

person = Table(
    "person",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("login", String(80), nullable=False, unique=True),
    Column("name", String(200), nullable=False, comment="the name printed under a signature"),
    Column("password_hash", String(200), comment="none: cannot sign in with a password"),
    Column("site", String(20), comment="none: serves every site"),
    Column("language", String(5), nullable=False),
    Column("created_at", Moment, nullable=False),
    comment="people; never deleted, since the record names them",
)

role_grant = Table(
    "role_grant",
    metadata,
    Column("id", Integer, primary_key=True),
    to("person.id"),
    Column("role", String(20), nullable=False),
    Column("granted", Boolean, nullable=False, comment="false: the role was withdrawn"),
    Column("at", Moment, nullable=False),
    Column("reason_hash", String(64), ForeignKey("free_text.hash")),
    event(),
    Index("ix_role_grant_person_id_role", "person_id", "role"),
    comment="chained; the newest row of a person and role counts",
)

session = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "token_hash", String(64), nullable=False, unique=True, comment="SHA-256; the token is never stored"
    ),
    to("person.id"),
    Column("channel", String(20), nullable=False, comment="page, command or demo"),
    Column("created_at", Moment, nullable=False),
    Column("last_seen", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False, comment="the absolute end"),
    Column("revoked_at", Moment),
    Column("address_hash", String(64), comment="SHA-256; where the person signed in; none: not by a browser"),
    Index("ix_session_person_id", "person_id"),
)

attempt = Table(
    "attempt",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False, comment="sign-in or signature"),
    Column("login_hash", String(64), nullable=False),
    Column("address_hash", String(64), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_attempt_login_hash_at", "login_hash", "at"),
    Index("ix_attempt_address_hash_at", "address_hash", "at"),
    comment="wrong passwords; they make the next try wait, and lock nobody out",
)
