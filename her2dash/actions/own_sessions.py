"""Where a person is signed in, and signing out from afar: a phone left behind, a browser of the ward.

ICH E6(R3) 4.3.8: access is attributable, and withdrawn as soon as it is not needed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import IDLE, action
from her2dash.actions.leaving import Leaving, note_ended
from her2dash.errors import NotFound, Refused
from her2dash.i18n import N_
from her2dash.store.own_sessions import open_of
from her2dash.store.sessions import revoke_these


@dataclass(frozen=True)
class OwnSession:
    """One sign-in of the person at this desk that is still open."""

    number: int
    since: datetime
    last_seen: datetime
    channel: str
    is_this: bool


@action(Permission.OWN_ACCOUNT)
def sessions(work: Work) -> tuple[OwnSession, ...]:
    """Return where the person is signed in now: this one first, then the newest first."""
    found = open_of(work.connection, work.person.id, at=work.now, idle_since=work.now - IDLE)
    told = (
        OwnSession(row.id, row.created_at, row.last_seen, row.channel, row.id == work.session.id)
        for row in found
    )
    return tuple(sorted(told, key=lambda one: not one.is_this))


@action(Permission.OWN_ACCOUNT, writes=True)
def end_session(work: Work, *, number: int) -> None:
    """End another open session of the person at once.

    NotFound for one that has ended or is somebody else's, Refused for the one in which it is asked.
    """
    if number == work.session.id:
        raise Refused(N_("This is the sign-in you work in. To end it, sign out."))
    if number not in _others(work):
        raise NotFound(N_("You have no such sign-in, or it has ended."))
    _end(work, [number])


@action(Permission.OWN_ACCOUNT, writes=True)
def end_all_others(work: Work) -> int:
    """End every open session of the person but this one; return how many those were."""
    others = _others(work)
    if not others:
        work.nothing_changed = True
        return 0
    _end(work, others)
    return len(others)


def _others(work: Work) -> list[int]:
    found = open_of(work.connection, work.person.id, at=work.now, idle_since=work.now - IDLE)
    return [row.id for row in found if row.id != work.session.id]


def _end(work: Work, numbers: list[int]) -> None:
    ended = revoke_these(work.connection, numbers, work.now)
    note_ended(work.office.database, work.connection, ended, Leaving.AFAR, work.now)
    work.note("person.signed_out", person=work.person.id, sessions=numbers, count=len(numbers))
