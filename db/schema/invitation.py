"""Invitations: a code that a person uses once to set a password."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, String, Table

from db.moment import Moment
from db.schema.base import metadata, to

invitation = Table(
    "invitation",
    metadata,
    Column("id", Integer, primary_key=True),
    to("person.id"),
    Column("code_hash", String(64), nullable=False, unique=True, comment="SHA-256; the code is never stored"),
    Column("made_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("used_at", Moment, comment="also when a newer one took its place"),
    Index("ix_invitation_person_id", "person_id"),
    comment="codes that let a person set a password, once",
)
