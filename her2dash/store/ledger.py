"""Appending to the two chains: the one event of a transaction, and the rows that it covers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert, select, update

from db.schema import CHAINED, access_event, audit_event, chain_head, free_text
from her2dash.store.canonical import canonical, digest, row_digest, text_digest

GENESIS = "0" * 64

# Statements are made once: making one anew costs more than running it.
_ADD = {table.name: insert(table).returning(*table.c) for table in CHAINED}
_KEEP_TEXT = insert(free_text)
_APPEND = {chain.name: insert(chain) for chain in (audit_event, access_event)}
_NEWEST = {
    chain.name: select(chain.c.id, chain.c.hash).order_by(chain.c.id.desc()).limit(1)
    for chain in (audit_event, access_event)
}
_BEGIN_HEAD = insert(chain_head)
_MOVE_HEAD = (
    update(chain_head)
    .where(chain_head.c.chain == bindparam("of"))
    .values(event_id=bindparam("newest"), hash=bindparam("own"))
)


@dataclass(frozen=True)
class Author:
    """Who did it, in which session and over which channel."""

    person: int | None
    session: int | None
    channel: str


@dataclass(frozen=True)
class Deed:
    """What an action did, in codes and numbers, never in what somebody typed."""

    name: str
    role: str | None = None
    patient: int | None = None
    moves: bool = False
    detail: Mapping[str, object] = field(default_factory=dict)


class Ledger:
    """Writes chained rows and, at the end, the event that holds their hashes.

    The caller has the writers' turn (Database.writing), so the next id is known from the start.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        newest, self._previous = _head(connection, audit_event)
        self.event_id = newest + 1
        self._rows: list[tuple[str, int, str]] = []

    @property
    def is_empty(self) -> bool:
        """Whether no chained row was written yet."""
        return not self._rows

    @property
    def head(self) -> str:
        """The hash of the newest event of the record: it stands for everything before this transaction."""
        return self._previous

    def add(self, table: Table, **values: object) -> int:
        """Insert a row of a chained table and remember its hash; return its id."""
        assert table in CHAINED, table.name  # noqa: S101 - a slip of ours, not of a person
        written = self.connection.execute(_ADD[table.name], {"event_id": self.event_id, **values})
        row = written.mappings().one()
        self._cover(table, dict(row))
        return int(row["id"])

    def _cover(self, table: Table, row: Mapping[str, Any]) -> None:
        self._rows.append((table.name, row["id"], row_digest(table.name, row)))

    def keep_text(self, text: str) -> str:
        """Store what somebody typed apart from the chain; return the hash that stands for it."""
        kept = salted(text)
        self.connection.execute(_KEEP_TEXT, kept)
        return kept["hash"]

    def close(self, author: Author, deed: Deed, at: datetime) -> None:
        """Append the event of this transaction."""
        _append(self.connection, audit_event, **self._event(author, deed, at))

    def _event(self, author: Author, deed: Deed, at: datetime) -> dict[str, Any]:
        return {
            "id": self.event_id, "previous": self._previous, "at": at, "person_id": author.person,
            "session_id": author.session, "channel": author.channel, "deed": deed.name, "role": deed.role,
            "patient_id": deed.patient, "moves": deed.moves, "detail": canonical(deed.detail),
            "rows": canonical(self._rows),
        }  # fmt: skip

    def go_on(self) -> None:
        """Go on where the chain ends now, after a batch that was written in this transaction."""
        assert self.is_empty, "rows of another event"  # noqa: S101 - a slip of ours
        newest, self._previous = _head(self.connection, audit_event)
        self.event_id = newest + 1


def salted(text: str) -> dict[str, str]:
    """Return what somebody typed as it is kept, under its salted hash."""
    salt = token_hex(16)
    return {"hash": text_digest(salt, text), "salt": salt, "text": text}


def note_access(connection: Connection, author: Author, deed: str, subject: str, at: datetime) -> None:
    """Append a sign-in, a refusal or a reading to the access log."""
    newest, previous = _head(connection, access_event)
    _append(
        connection,
        access_event,
        id=newest + 1,
        previous=previous,
        at=at,
        person_id=author.person,
        session_id=author.session,
        channel=author.channel,
        deed=deed,
        subject=subject,
    )


def event_digest(event: Mapping[str, Any]) -> str:
    """Return the hash of an event over everything else in its row, the hash before included."""
    return digest({name: value for name, value in event.items() if name != "hash" and value is not None})


def _append(connection: Connection, chain: Table, **event: Any) -> None:
    own = event_digest(event)
    connection.execute(_APPEND[chain.name], {**event, "hash": own})
    move_head(connection, chain, event["id"], own)


def move_head(connection: Connection, chain: Table, newest: int, own: str) -> None:
    """Keep the newest event of a chain apart too: an event cut off the end is missed there."""
    moved = connection.execute(_MOVE_HEAD, {"of": chain.name, "newest": newest, "own": own})
    if moved.rowcount == 0:
        connection.execute(_BEGIN_HEAD, {"chain": chain.name, "event_id": newest, "hash": own})


def _head(connection: Connection, chain: Table) -> tuple[int, str]:
    last = connection.execute(_NEWEST[chain.name]).one_or_none()
    return (last.id, last.hash) if last else (0, GENESIS)
