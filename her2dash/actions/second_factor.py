"""The second factor of a person: set up and removed by oneself, required and taken away by administrators."""

from __future__ import annotations

from dataclasses import dataclass

from her2dash.access import Permission
from her2dash.actions import codes
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.leaving import Leaving, end_others
from her2dash.actions.people_reach import managed, must_be_no_demo
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store import first_steps, second_factors
from her2dash.store.people import PersonRow

SHORTEST_REASON = 5

NOT_RIGHT = N_("The code is not right, or was used before. Type the next one that your app shows.")


@dataclass(frozen=True)
class State:
    """Whether a person signs in with a code, and whether an administrator wants it so."""

    is_set_up: bool
    required: bool


@dataclass(frozen=True)
class Shown:
    """A secret on its way into an app: as a link, for a QR code too, and as letters to be typed."""

    link: str
    letters: str


@action(Permission.OWN_ACCOUNT)
def own(work: Work) -> State:
    """Return how it stands with the person at this desk."""
    return _state(work, work.person.id)


@action(Permission.OWN_ACCOUNT, writes=True, confirmed=True)
def set_up(work: Work, *, password: str) -> None:
    """Draw a secret to be shown in this sign-in; it counts, and an earlier one ends, with its first code."""
    del password  # the door has checked it
    if work.office.demo:
        raise Refused(N_("In a demo nobody has a password."))
    second_factors.draw(work.connection, work.person.id, codes.new_secret(), _this_sign_in(work))
    work.nothing_changed = True  # for the record: the event is written when it counts


@action(Permission.OWN_ACCOUNT)
def shown(work: Work) -> Shown | None:
    """Return the secret that was drawn in this sign-in and does not count yet; none if there is none."""
    drawn = _drawn(work)
    return None if drawn is None else shown_to(work.person.login, work.study.id, drawn)


@action(Permission.OWN_ACCOUNT, writes=True)
def confirm(work: Work, *, code: str) -> None:
    """Let the drawn secret count, since its code is right; every other sign-in of the person ends."""
    drawn = _drawn(work)
    if drawn is None:
        raise Refused(N_("There is no second factor to confirm here. Begin anew."))
    step = codes.step_of_code(drawn, code, work.now)
    if step is None:
        raise Refused(NOT_RIGHT)
    second_factors.take(work.connection, work.person.id, step)
    _end_sign_ins(work, work.person, but=work.session.id)
    work.note("factor.set_up", person=work.person.id, factor=second_factors.mark(drawn))


@action(Permission.OWN_ACCOUNT, writes=True, confirmed=True)
def remove(work: Work, *, password: str) -> None:
    """Sign in with the password alone from now on; Refused where an administrator wants a second factor."""
    del password  # the door has checked it
    state = _state(work, work.person.id)
    if state.required:
        raise Refused(N_("A second factor is required of you. You can set up another in its place."))
    if not state.is_set_up:
        raise Refused(N_("You have no second factor."))
    _end(work, work.person, but=work.session.id)
    work.note("factor.removed", person=work.person.id, factor=None)


@action(Permission.MANAGE_PEOPLE)
def state_of(work: Work, *, login: str) -> State:
    """Return how it stands with a person."""
    return _state(work, managed(work, login).id)


@action(Permission.MANAGE_PEOPLE, writes=True)
def require_of(work: Work, *, login: str, required: bool) -> None:
    """Require a second factor of a person, or no longer.

    Where it becomes required, every sign-in of the person ends; who has none sets it up at the next one.
    """
    must_be_no_demo(work)
    person = managed(work, login)
    if second_factors.is_required(work.connection, person.id) is required:
        work.nothing_changed = True
        return
    second_factors.decide(work.ledger, who=person.id, required=required, at=work.now)
    if required:
        _end_sign_ins(work, person, but=None)
    else:
        first_steps.end_of(work.connection, person.id, work.now)
    work.note("factor.required" if required else "factor.not_required", person=person.id)


@action(Permission.MANAGE_PEOPLE, writes=True)
def take_away(work: Work, *, login: str, reason: str) -> None:
    """Let a person's second factor work no longer, a telephone being lost; every sign-in of the person ends.

    Where it is required, the next sign-in leads to setting up another. Nobody does this to oneself: the own
    one is removed with the password.
    """
    must_be_no_demo(work)
    person, why = managed(work, login), " ".join(reason.split())
    if person.id == work.person.id:
        raise Refused(N_("Your own second factor is removed or replaced on the page My account."))
    if len(why) < SHORTEST_REASON:
        raise Refused(N_("Say in a few words why the second factor is taken away."))
    state = _state(work, person.id)
    if not state.is_set_up:
        raise Refused(N_("{login} has no second factor."), login=login)
    _end(work, person, but=None)
    second_factors.decide(
        work.ledger, who=person.id, required=state.required, at=work.now, taken_away_because=why
    )
    work.note("factor.taken_away", person=person.id, factor=None)


def shown_to(login: str, study: str, secret: str) -> Shown:
    """Return a secret as an app reads it and as a person types it."""
    letters = " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))
    return Shown(codes.link(secret, login=login, study=study), letters)


def _state(work: Work, who: int) -> State:
    held = second_factors.of(work.connection, who)
    return State(held.secret is not None, second_factors.is_required(work.connection, who))


def _drawn(work: Work) -> str | None:
    held = second_factors.of(work.connection, work.person.id)
    return held.drawn if held.drawn_for == _this_sign_in(work) else None


def _this_sign_in(work: Work) -> str:
    return f"session {work.session.id}"


def _end(work: Work, person: PersonRow, *, but: int | None) -> None:
    second_factors.forget(work.connection, person.id)
    _end_sign_ins(work, person, but=but)


def _end_sign_ins(work: Work, person: PersonRow, *, but: int | None) -> None:
    connection, how = work.connection, Leaving.SECOND_FACTOR
    first_steps.end_of(connection, person.id, work.now)
    end_others(work.office.database, connection, person.id, but=but, how=how, at=work.now)
