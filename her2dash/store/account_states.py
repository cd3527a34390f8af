"""Where accounts stand: roles since when, codes, last sign-in, open sessions. No secret is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from db.schema import (
    audit_event,
    factor_decision,
    free_text,
    invitation,
    person,
    role_grant,
    second_factor,
    session,
)


@dataclass(frozen=True)
class GrantRow:
    """A role was given to a person, or withdrawn (`granted` false); with why, if that was said."""

    person_id: int
    role: str
    granted: bool
    at: datetime
    by: str | None
    gave_reason: bool
    reason: str | None  # none also when it was blanked


def _grants() -> Select[Any]:
    own = role_grant.c
    return (
        select(
            own.person_id, own.role, own.granted, own.at, person.c.name, own.reason_hash.is_not(None),
            free_text.c.text,
        )
        .select_from(role_grant)
        .join(audit_event, audit_event.c.id == own.event_id)
        .outerjoin(person, person.c.id == audit_event.c.person_id)
        .outerjoin(free_text, free_text.c.hash == own.reason_hash)
        .order_by(own.id)
    )  # fmt: skip


def grants_of(connection: Connection, who: int) -> tuple[GrantRow, ...]:
    """Return every gift and withdrawal of a person's roles, oldest first."""
    asked = _grants().where(role_grant.c.person_id == who)
    return tuple(GrantRow(*row) for row in connection.execute(asked))


def held_since(connection: Connection) -> Mapping[int, tuple[GrantRow, ...]]:
    """Return of each person the gifts of the roles that are held now, oldest first."""
    newest = select(func.max(role_grant.c.id)).group_by(role_grant.c.person_id, role_grant.c.role)
    asked = _grants().where(role_grant.c.id.in_(newest), role_grant.c.granted)
    held: dict[int, tuple[GrantRow, ...]] = {}
    for row in connection.execute(asked):
        gift = GrantRow(*row)
        held[gift.person_id] = (*held.get(gift.person_id, ()), gift)
    return held


def last_signed_in(connection: Connection) -> Mapping[int, datetime]:
    """Return when each person who ever did signed in last."""
    asked = select(session.c.person_id, func.max(session.c.created_at)).group_by(session.c.person_id)
    return {row[0]: row[1] for row in connection.execute(asked)}


def open_sessions(connection: Connection, *, at: datetime, idle_since: datetime) -> Mapping[int, int]:
    """Return how many sessions each person has that neither ended, idled out nor were revoked."""
    asked = (
        select(session.c.person_id, func.count())
        .where(session.c.revoked_at.is_(None), session.c.ends_at > at, session.c.last_seen > idle_since)
        .group_by(session.c.person_id)
    )
    return {row[0]: row[1] for row in connection.execute(asked)}


def invited_until(connection: Connection, at: datetime) -> Mapping[int, datetime]:
    """Return the end of each code that still works, by person."""
    own = invitation.c
    asked = select(own.person_id, own.ends_at).where(own.used_at.is_(None), own.ends_at > at)
    return {row[0]: row[1] for row in connection.execute(asked)}


def with_second_factor(connection: Connection) -> frozenset[int]:
    """Return who signs in with a code; whether there is a secret is asked, not the secret."""
    asked = select(second_factor.c.person_id).where(second_factor.c.secret.is_not(None))
    return frozenset(connection.execute(asked).scalars())


def second_factor_required(connection: Connection) -> frozenset[int]:
    """Return of whom a second factor is required, by the newest decision about each."""
    own = factor_decision.c
    newest = select(func.max(own.id)).group_by(own.person_id)
    asked = select(own.person_id).where(own.id.in_(newest), own.required)
    return frozenset(connection.execute(asked).scalars())
