"""The desk that pages hold, the work that an action sees, and the office behind both."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from her2dash.access import Permission, Role, Scope, may, scope_of
from her2dash.actions.clock import Clock
from her2dash.actions.passwords import Passwords
from her2dash.store.database import Connection, Database
from her2dash.store.ledger import Author, Deed, Ledger
from her2dash.store.people import PersonRow
from her2dash.store.sessions import SessionRow
from her2dash.study.model import Study


@dataclass(frozen=True)
class Office:
    """One study on one database, open for work."""

    study: Study
    database: Database
    clock: Clock
    passwords: Passwords
    demo: bool
    # Readings already written to the access log: (session, subject). A second process notes them again.
    looked_at: set[tuple[int, str]] = field(default_factory=set)

    def desk(self, token: str) -> Desk:
        """Return a desk for a session token; every action asks anew whether the session lives."""
        return Desk(self, token)


class Desk:
    """What pages and commands hold: it knows a session and nothing more."""

    def __init__(self, office: Office, token: str) -> None:
        self.office = office
        self._token = token


class View(Protocol):
    """What it takes to read a patient's record: inside an action, or when a copy is verified from outside."""

    @property
    def study(self) -> Study:
        """The study's definition."""
        ...

    @property
    def connection(self) -> Connection:
        """An open transaction."""
        ...

    @property
    def until(self) -> datetime | None:
        """The moment up to which the record is read; None for everything in it."""
        ...

    @property
    def today(self) -> date:
        """The day in the study's zone."""
        ...

    def local_day(self, moment: datetime) -> date:
        """Return the day of a moment in the study's zone."""
        ...


@dataclass
class Work:
    """What the body of an action sees: who asks, on which connection, at what moment."""

    office: Office
    connection: Connection
    person: PersonRow
    session: SessionRow
    now: datetime
    opened_ledger: Ledger | None
    deed: Deed | None = None
    looked: str | None = None
    nothing_changed: bool = False
    until: None = None  # an action reads the whole record; her2dash.actions.past reads it as it was

    @property
    def study(self) -> Study:
        """The study's definition."""
        return self.office.study

    @property
    def roles(self) -> frozenset[Role]:
        """The roles that the person holds now."""
        return frozenset(Role(role) for role in self.person.roles)

    @property
    def scope(self) -> Scope:
        """The patients that the person reaches."""
        return scope_of(self.roles, site=self.person.site, person=self.person.id)

    @property
    def today(self) -> date:
        """The day in the study's zone."""
        return self.local_day(self.now)

    @property
    def author(self) -> Author:
        """Who did it, for the chains."""
        return Author(self.person.id, self.session.id, self.session.channel)

    @property
    def ledger(self) -> Ledger:
        """Where an action writes; a reading one has none."""
        if self.opened_ledger is None:
            raise RuntimeError("a reading action wants to write: declare it with writes=True")
        return self.opened_ledger

    def local_day(self, moment: datetime) -> date:
        """Return the day of a moment in the study's zone."""
        return moment.astimezone(ZoneInfo(self.study.zone)).date()

    def has(self, permission: Permission) -> bool:
        """Tell whether the person has a right."""
        return may(self.roles, permission)

    def note(self, deed: str, **facts: object) -> None:
        """Say what this action did: the event that the door appends at the end."""
        moves, role, patient = facts.pop("moves", False), facts.pop("role", None), facts.pop("patient", None)
        self.deed = Deed(
            deed,
            role=None if role is None else str(role),
            patient=patient if isinstance(patient, int) else None,
            moves=bool(moves),
            detail=facts,
        )

    def looked_at(self, subject: str) -> None:
        """Say what patient data the person was shown: the door writes it to the access log."""
        self.looked = subject
