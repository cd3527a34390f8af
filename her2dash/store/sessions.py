"""Sessions and wrong passwords. A token is known to its browser alone; here stands its hash."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select, update

from db.schema import attempt, session

_BEGIN = insert(session).returning(session.c.id)
_LIVE = select(
    session.c.id, session.c.person_id, session.c.channel, session.c.last_seen, session.c.ends_at
).where(
    session.c.token_hash == bindparam("token"),
    session.c.revoked_at.is_(None),
    session.c.ends_at > bindparam("now"),
    session.c.last_seen > bindparam("idle_since"),
)
_TOUCH = update(session).where(session.c.id == bindparam("which")).values(last_seen=bindparam("seen"))


@dataclass(frozen=True)
class SessionRow:
    """One sign-in of one person."""

    id: int
    person_id: int
    channel: str
    last_seen: datetime
    ends_at: datetime


_ENDED = (session.c.id, session.c.person_id, session.c.channel)


@dataclass(frozen=True)
class EndedRow:
    """A session that was ended just now: which, whose, and by which way it had begun."""

    id: int
    person_id: int
    channel: str


def hidden(text: str) -> str:
    """Return the hash under which a token, a login name or an address is kept."""
    return sha256(text.encode()).hexdigest()


def begin(
    connection: Connection,
    *,
    token: str,
    who: int,
    channel: str,
    at: datetime,
    ends_at: datetime,
    address: str | None = None,
) -> int:
    """Insert a session and return its id."""
    made = {
        "token_hash": hidden(token), "person_id": who, "channel": channel, "created_at": at,
        "last_seen": at, "ends_at": ends_at,
        "address_hash": None if address is None else hidden(address),
    }  # fmt: skip
    return int(connection.execute(_BEGIN, made).scalar_one())


def has_been_at(connection: Connection, who: int, address: str) -> bool:
    """Tell whether a person signed in from an address before."""
    there = select(session.c.id).where(session.c.person_id == who, session.c.address_hash == hidden(address))
    return connection.execute(there.limit(1)).first() is not None


def live(connection: Connection, token: str, *, at: datetime, idle_since: datetime) -> SessionRow | None:
    """Return the session of a token, none if it ended, idled out, was revoked or never was."""
    asked = {"token": hidden(token), "now": at, "idle_since": idle_since}
    row = connection.execute(_LIVE, asked).one_or_none()
    return None if row is None else SessionRow(*row)


def touch(connection: Connection, which: int, at: datetime) -> None:
    """Note that the person is still there."""
    connection.execute(_TOUCH, {"which": which, "seen": at})


def revoke(connection: Connection, token: str, at: datetime) -> tuple[EndedRow, ...]:
    """End the session of a token at once; return it, nothing if somebody had ended it before."""
    return _end(connection, session.c.token_hash == hidden(token), at=at)


def revoke_these(connection: Connection, which: Iterable[int], at: datetime) -> tuple[EndedRow, ...]:
    """End these sessions at once; return those that nobody had ended before."""
    return _end(connection, session.c.id.in_(tuple(which)), at=at)


def revoke_others(connection: Connection, who: int, but: int | None, at: datetime) -> tuple[EndedRow, ...]:
    """End every session of a person but one, those too that time has ended; return them."""
    return _end(connection, session.c.person_id == who, session.c.id != (but or 0), at=at)


def _end(connection: Connection, *which: ColumnElement[bool], at: datetime) -> tuple[EndedRow, ...]:
    ended = update(session).where(*which, session.c.revoked_at.is_(None)).values(revoked_at=at)
    rows = (EndedRow(*row) for row in connection.execute(ended.returning(*_ENDED)))
    return tuple(sorted(rows, key=lambda row: row.id))


def revoke_all(connection: Connection, at: datetime) -> None:
    """End every session at once."""
    connection.execute(update(session).where(session.c.revoked_at.is_(None)).values(revoked_at=at))


def note_attempt(connection: Connection, *, kind: str, login: str, address: str, at: datetime) -> None:
    """Keep a wrong password, by login and by address."""
    said = {"login_hash": hidden(login), "address_hash": hidden(address)}
    connection.execute(insert(attempt).values(kind=kind, at=at, **said))


def attempts(
    connection: Connection, kind: str, of: Mapping[str, str], *, since: datetime
) -> tuple[int, datetime | None]:
    """Return how many wrong passwords of a kind there were since, and the last.

    `of` names login, address or both.
    """
    counted = select(func.count().label("n"), func.max(attempt.c.at).label("last")).where(
        attempt.c.kind == kind, attempt.c.at > since
    )
    for name, said in of.items():
        counted = counted.where(attempt.c[f"{name}_hash"] == hidden(said))
    row = connection.execute(counted).one()
    return int(row.n), row.last
