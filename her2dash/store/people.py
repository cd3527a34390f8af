"""People and their roles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update

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


def grant(ledger: Ledger, *, who: int, role: str, granted: bool, at: datetime) -> None:
    """Give or withdraw a role, dated."""
    ledger.add(role_grant, person_id=who, role=role, granted=granted, at=at)


def by_login(connection: Connection, login: str) -> PersonRow | None:
    """Return the person of a login name, none if there is no such person."""
    return _one(connection, connection.execute(select(person).where(person.c.login == login)).one_or_none())


def by_id(connection: Connection, who: int) -> PersonRow | None:
    """Return a person, none if there is no such person."""
    return _one(connection, connection.execute(select(person).where(person.c.id == who)).one_or_none())


def all_people(connection: Connection) -> tuple[PersonRow, ...]:
    """Return everybody, by login."""
    rows = connection.execute(select(person).order_by(person.c.login)).all()
    return tuple(
        _with_roles(row, held)
        for row, held in zip(rows, _roles(connection, [r.id for r in rows]), strict=True)
    )


def ever_held(connection: Connection, who: int) -> frozenset[str]:
    """Return every role that a person holds or has held."""
    given = select(role_grant.c.role).where(role_grant.c.person_id == who, role_grant.c.granted)
    return frozenset(connection.execute(given).scalars())


def set_language(connection: Connection, who: int, language: str) -> None:
    """Keep the language in which a person wants the interface."""
    connection.execute(update(person).where(person.c.id == who).values(language=language))


def _one(connection: Connection, row: Row[Any] | None) -> PersonRow | None:
    return None if row is None else _with_roles(row, _roles(connection, [row.id])[0])


def _with_roles(row: Row[Any], roles: frozenset[str]) -> PersonRow:
    return PersonRow(row.id, row.login, row.name, row.site, row.language, row.password_hash, roles)


def _roles(connection: Connection, people: Iterable[int]) -> list[frozenset[str]]:
    # The newest row of a person and role counts.
    wanted = list(people)
    newest = (
        select(func.max(role_grant.c.id))
        .where(role_grant.c.person_id.in_(wanted))
        .group_by(role_grant.c.person_id, role_grant.c.role)
    )
    held = connection.execute(
        select(role_grant.c.person_id, role_grant.c.role).where(
            role_grant.c.id.in_(newest), role_grant.c.granted
        )
    ).all()
    return [frozenset(row.role for row in held if row.person_id == who) for who in wanted]
