"""The people of the study as who looks after their accounts sees them: no secret, no place of a sign-in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.door import IDLE, action
from her2dash.actions.people_reach import managed, may_invite
from her2dash.store import account_states as states
from her2dash.store import people
from her2dash.store.account_states import GrantRow


@dataclass(frozen=True)
class RoleChange:
    """A role was given or withdrawn: when, by whom, and why if that was said."""

    role: Role
    given: bool
    at: datetime
    by: str | None
    reason: str | None
    reason_blanked: bool


@dataclass(frozen=True)
class Guard:
    """What an administrator is told besides: how many sign-ins are open, and of the second factor."""

    sessions: int
    has_second_factor: bool
    second_factor_required: bool


@dataclass(frozen=True)
class Listed:
    """A person, the roles held now, and how far the account has come.

    `invited_until` is the end of a code that still works; `guard` is for administrators alone.
    """

    id: int
    login: str
    name: str
    site: str | None
    roles: tuple[RoleChange, ...]
    has_password: bool
    invited_until: datetime | None
    last_signed_in: datetime | None
    guard: Guard | None


@action(Permission.INVITE)
def everybody(work: Work) -> tuple[Listed, ...]:
    """Return the people by printed name: everybody, or to a coordinator those who may be invited."""
    connection = work.connection
    held, seen = states.held_since(connection), states.last_signed_in(connection)
    invited, guards = states.invited_until(connection, work.now), _guards(work)
    found = [one for one in people.all_people(connection) if may_invite(work, one)]
    return tuple(
        Listed(
            one.id, one.login, one.name, one.site, tuple(map(_change, held.get(one.id, ()))),
            one.password_hash is not None, invited.get(one.id), seen.get(one.id), guards(one.id),
        )
        for one in sorted(found, key=lambda one: (one.name.casefold(), one.login))
    )  # fmt: skip


def _guards(work: Work) -> Callable[[int], Guard | None]:
    if not work.has(Permission.MANAGE_PEOPLE):
        return lambda _: None
    connection, idle_since = work.connection, work.now - IDLE
    count = states.open_sessions(connection, at=work.now, idle_since=idle_since)
    has, must = states.with_second_factor(connection), states.second_factor_required(connection)
    return lambda who: Guard(count.get(who, 0), who in has, who in must)


@action(Permission.MANAGE_PEOPLE)
def role_history(work: Work, *, login: str) -> tuple[RoleChange, ...]:
    """Return how a person's roles came and went, the newest first."""
    return tuple(map(_change, reversed(states.grants_of(work.connection, managed(work, login).id))))


def _change(row: GrantRow) -> RoleChange:
    blanked = row.gave_reason and row.reason is None
    return RoleChange(Role(row.role), row.granted, row.at, row.by, row.reason, blanked)
