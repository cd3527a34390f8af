"""People and their roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Row, and_, bindparam, func, insert, select, update

from db.schema import person, role_grant
from her2dash.store.ledger import Ledger


@dataclass(frozen=True)
class PersonRow:
    """A person with the roles held now."""

    id: int
    login: str
    name: str
    site: str | None
    language: str
    password_hash: str | None
    roles: frozenset[str]


# The newest row of a person and role counts. Asked of each person apart: looking one up, which every action
# does, does not go through everybody's.
_given = role_grant.alias("given")
_newest = (
    select(func.max(_given.c.id))
    .where(_given.c.person_id == role_grant.c.person_id, _given.c.role == role_grant.c.role)
    .scalar_subquery()
)
_holds = and_(role_grant.c.person_id == person.c.id, role_grant.c.granted, role_grant.c.id == _newest)
_PEOPLE = (
    select(
        person.c.id, person.c.login, person.c.name, person.c.site, person.c.language, person.c.password_hash,
        role_grant.c.role,
    )
    .select_from(person)
    .outerjoin(role_grant, _holds)
    .order_by(person.c.login)
)  # fmt: skip
_BY_LOGIN = _PEOPLE.where(person.c.login == bindparam("login"))
_BY_ID = _PEOPLE.where(person.c.id == bindparam("id"))
_EVER_HELD = select(role_grant.c.role).where(role_grant.c.person_id == bindparam("who"), role_grant.c.granted)


def add_person(
    ledger: Ledger,
    *,
    login: str,
    name: str,
    site: str | None,
    language: str,
    password_hash: str | None,
    at: datetime,
) -> int:
    """Insert a person; the roles are given by `grant`."""
    made = insert(person).values(
        login=login, name=name, site=site, language=language, password_hash=password_hash, created_at=at
    )
    return int(ledger.connection.execute(made.returning(person.c.id)).scalar_one())


def password_mark(password_hash: str | None) -> str | None:
    """Return what an event says of a password: it shows a replaced one and helps nobody to guess it."""
    return None if password_hash is None else sha256(password_hash.encode()).hexdigest()


def grant(
    ledger: Ledger, *, who: int, role: str, granted: bool, at: datetime, reason: str | None = None
) -> None:
    """Give or withdraw a role, dated, with its reason if there is one."""
    kept = ledger.keep_text(reason) if reason else None
    ledger.add(role_grant, person_id=who, role=role, granted=granted, at=at, reason_hash=kept)


def by_login(connection: Connection, login: str) -> PersonRow | None:
    """Return the person of a login name, none if there is no such person."""
    return next(_read(connection.execute(_BY_LOGIN, {"login": login})), None)


def by_id(connection: Connection, who: int) -> PersonRow | None:
    """Return a person, none if there is no such person."""
    return next(_read(connection.execute(_BY_ID, {"id": who})), None)


def all_people(connection: Connection) -> tuple[PersonRow, ...]:
    """Return everybody, by login."""
    return tuple(_read(connection.execute(_PEOPLE)))


def ever_held(connection: Connection, who: int) -> frozenset[str]:
    """Return every role that a person holds or has held."""
    return frozenset(connection.execute(_EVER_HELD, {"who": who}).scalars())


def set_password(connection: Connection, who: int, password_hash: str) -> None:
    """Keep a new password; the event that says so holds its mark."""
    connection.execute(update(person).where(person.c.id == who).values(password_hash=password_hash))


def set_language(connection: Connection, who: int, language: str) -> None:
    """Keep the language in which a person wants the interface."""
    connection.execute(update(person).where(person.c.id == who).values(language=language))


def _read(rows: Iterable[Row[Any]]) -> Iterator[PersonRow]:
    """Put a person's roles together, one of which stands in each row."""
    for _, of_person in groupby(rows, key=itemgetter(0)):
        first, *others = of_person
        roles = frozenset(row.role for row in (first, *others) if row.role is not None)
        yield PersonRow(
            first.id, first.login, first.name, first.site, first.language, first.password_hash, roles
        )
