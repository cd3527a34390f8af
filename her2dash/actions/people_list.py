"""The people of the study as who looks after their accounts sees them: no secret, no place of a sign-in."""

from __future__ import annotations

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
class Listed:
    """A person, the roles held now, and how far the account has come.

    `invited_until` is the end of a code that still works; `sessions`, how many sign-ins are open, is told to
    administrators alone.
    """

    id: int
    login: str
    name: str
    site: str | None
    roles: tuple[RoleChange, ...]
    has_password: bool
    invited_until: datetime | None
    last_signed_in: datetime | None
    sessions: int | None


@action(Permission.INVITE)
def everybody(work: Work) -> tuple[Listed, ...]:
    """Return the people by printed name: everybody, or to a coordinator those who may be invited."""
    at, connection = work.now, work.connection
    held, seen = states.held_since(connection), states.last_signed_in(connection)
    invited = states.invited_until(connection, at)
    manages = work.has(Permission.MANAGE_PEOPLE)
    count = states.open_sessions(connection, at=at, idle_since=at - IDLE) if manages else {}
    found = [one for one in people.all_people(connection) if may_invite(work, one)]
    return tuple(
        Listed(
            one.id, one.login, one.name, one.site, tuple(map(_change, held.get(one.id, ()))),
            one.password_hash is not None, invited.get(one.id), seen.get(one.id),
            count.get(one.id, 0) if manages else None,
        )
        for one in sorted(found, key=lambda one: (one.name.casefold(), one.login))
    )  # fmt: skip


@action(Permission.MANAGE_PEOPLE)
def role_history(work: Work, *, login: str) -> tuple[RoleChange, ...]:
    """Return how a person's roles came and went, the newest first."""
    return tuple(map(_change, reversed(states.grants_of(work.connection, managed(work, login).id))))


def _change(row: GrantRow) -> RoleChange:
    blanked = row.gave_reason and row.reason is None
    return RoleChange(Role(row.role), row.granted, row.at, row.by, row.reason, blanked)
