"""Codes that let a person set a password, once; who was given one knows it, here stands its hash."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from sqlalchemy import Connection, insert, select, update

from db.schema import invitation


def invite(connection: Connection, *, who: int, code: str, at: datetime, ends_at: datetime) -> None:
    """Keep a code; an earlier one of the same person no longer works."""
    close_all(connection, who, at)
    made = insert(invitation).values(person_id=who, code_hash=_hidden(code), made_at=at, ends_at=ends_at)
    connection.execute(made)


def whose(connection: Connection, code: str, at: datetime) -> int | None:
    """Return whose code it is, none if it was used, has ended or never was."""
    own = invitation.c
    found = select(own.person_id).where(
        own.code_hash == _hidden(code), own.used_at.is_(None), own.ends_at > at
    )
    return connection.execute(found).scalar_one_or_none()


def close_all(connection: Connection, who: int, at: datetime) -> None:
    """Let no code of a person work any longer."""
    own = invitation.c
    connection.execute(
        update(invitation).where(own.person_id == who, own.used_at.is_(None)).values(used_at=at)
    )


def _hidden(code: str) -> str:
    return sha256(code.encode()).hexdigest()
