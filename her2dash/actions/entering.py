"""What a right password leads to: a session, or half of one where a code is still to come."""

from __future__ import annotations

from datetime import datetime, timedelta
from secrets import token_urlsafe

from her2dash.actions.codes import new_secret
from her2dash.actions.door import LASTS
from her2dash.actions.leaving import Leaving, note_ended
from her2dash.store import first_steps, second_factors, sessions
from her2dash.store.database import Connection, Database
from her2dash.store.ledger import Author, note_access

TYPING = timedelta(minutes=5)
"""How long a code may be typed after the password."""

SETTING_UP = timedelta(minutes=15)
"""How long a second factor may be set up after the password: many install an app for it first."""


def begin_session(
    database: Database, connection: Connection, *, who: int, channel: str, at: datetime,
    replaces: str | None = None, address: str | None = None,
) -> str:  # fmt: skip
    """Return the token of a new session, which takes the place of the one that it replaces."""
    token = token_urlsafe(32)
    if replaces is not None:
        left = sessions.revoke(connection, replaces, at)
        note_ended(database, connection, left, Leaving.SIGNED_IN_ANEW, at)
    session = sessions.begin(
        connection, token=token, who=who, channel=channel, at=at, ends_at=at + LASTS, address=address
    )
    note_access(connection, Author(who, session, channel), "session.began", "", at)
    return token


def begin_step(connection: Connection, *, who: int, at: datetime) -> str | None:
    """Return the token of a first step, none for a person who signs in with a password alone.

    Who must have a second factor and has none is shown a new secret in this step, and in no other.
    """
    has_one = second_factors.of(connection, who).secret is not None
    if not (has_one or second_factors.is_required(connection, who)):
        return None
    token, ends = token_urlsafe(32), at + (TYPING if has_one else SETTING_UP)
    step = first_steps.begin(connection, token=token, who=who, at=at, ends_at=ends)
    if not has_one:
        second_factors.draw(connection, who, new_secret(), shown_in_step(step))
    note_access(connection, Author(who, None, "page"), "factor.asked", "", at)
    return token


def shown_in_step(step: int) -> str:
    """Return the name of a first step to which a secret is shown."""
    return f"step {step}"
