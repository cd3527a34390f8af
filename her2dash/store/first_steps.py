"""Half a sign-in: a right password whose code is still to come; no session, so it opens nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from db.schema import first_step
from her2dash.store.sessions import hidden

_OWN = first_step.c


@dataclass(frozen=True)
class StepRow:
    """One right password, of one person."""

    id: int
    person_id: int


def begin(connection: Connection, *, token: str, who: int, at: datetime, ends_at: datetime) -> int:
    """Insert a first step and return its id."""
    made = insert(first_step).values(token_hash=hidden(token), person_id=who, at=at, ends_at=ends_at)
    return int(connection.execute(made.returning(_OWN.id)).scalar_one())


def live(connection: Connection, token: str, at: datetime) -> StepRow | None:
    """Return the first step of a token, none if it was used, has ended or never was."""
    found = select(_OWN.id, _OWN.person_id).where(
        _OWN.token_hash == hidden(token), _OWN.used_at.is_(None), _OWN.ends_at > at
    )
    row = connection.execute(found).one_or_none()
    return None if row is None else StepRow(*row)


def end_of(connection: Connection, who: int, at: datetime) -> None:
    """Let no first step of a person lead on any longer."""
    connection.execute(
        update(first_step).where(_OWN.person_id == who, _OWN.used_at.is_(None)).values(used_at=at)
    )


def end_all(connection: Connection, at: datetime) -> None:
    """Let no first step of anybody lead on any longer."""
    connection.execute(update(first_step).where(_OWN.used_at.is_(None)).values(used_at=at))
