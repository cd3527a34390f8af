"""Every sign-out stands in the access log, whoever ended the sign-in and by which way, beside every sign-in.

What a person does with other sign-ins than the own one is an event of the record too: no action writes
without its event (design, "The one door"). Time ends a sign-in without an event: nobody did it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum

from her2dash.actions.door import IDLE
from her2dash.store.database import Connection, Database
from her2dash.store.ledger import Author, note_access
from her2dash.store.own_sessions import open_of
from her2dash.store.sessions import EndedRow, revoke_others


class Leaving(StrEnum):
    """By which way a session was ended, as the access log keeps it."""

    SIGNED_OUT = ""
    AFAR = "from afar"
    ADMINISTRATOR = "by an administrator"
    NEW_PASSWORD = "new password"  # noqa: S105 - a word, no password
    SIGNED_IN_ANEW = "signed in anew"
    SECOND_FACTOR = "second factor"


def note_ended(
    database: Database, connection: Connection, ended: Iterable[EndedRow], how: Leaving, at: datetime
) -> None:
    """Write to the access log which sessions were ended, in the transaction that ended them."""
    database.hold_log(connection)
    for one in ended:
        author = Author(one.person_id, one.id, one.channel)
        note_access(connection, author, "session.ended", how.value, at)


def end_others(
    database: Database, connection: Connection, who: int, *, but: int | None, how: Leaving, at: datetime
) -> None:
    """End every session of a person but one, and note those that time had not ended before."""
    were_open = {one.id for one in open_of(connection, who, at=at, idle_since=at - IDLE)}
    ended = revoke_others(connection, who, but, at)
    note_ended(database, connection, [one for one in ended if one.id in were_open], how, at)
