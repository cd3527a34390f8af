"""The second step of signing in: the code after the password, or setting up what makes the codes."""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock

from her2dash.actions import codes
from her2dash.actions.attempts import Kind, Try, note_wrong, refuse_haste
from her2dash.actions.desk import Office
from her2dash.actions.entering import begin_session, shown_in_step
from her2dash.actions.leaving import Leaving, end_others
from her2dash.actions.registry import entrance
from her2dash.actions.second_factor import NOT_RIGHT, Shown, shown_to
from her2dash.errors import Refused, SignedOut
from her2dash.store import first_steps, people, second_factors
from her2dash.store.ledger import Author, Deed, Ledger
from her2dash.store.people import PersonRow
from her2dash.store.second_factors import FactorRow

# A code costs nothing to compare: many at once would all be tried before the first wrong one is counted.
_in_turn = Lock()


@dataclass(frozen=True)
class Asked:
    """What the second step asks for: a code, or with `shown` that a second factor is set up first."""

    shown: Shown | None


@dataclass(frozen=True)
class _Step:
    """Whose first step it is, and what stands of this person."""

    number: int
    person: PersonRow
    factor: FactorRow

    @property
    def drawn(self) -> str | None:
        """The secret that this step shows; none where there is one that counts."""
        factor = self.factor
        return factor.drawn if not factor.secret and factor.drawn_for == shown_in_step(self.number) else None


@entrance
def asked(office: Office, *, step: str) -> Asked:
    """Return what is asked of who holds the token of a first step; SignedOut where that leads nowhere."""
    found = _found(office, step)
    drawn = found.drawn
    return Asked(shown_to(found.person.login, office.study.id, drawn) if drawn else None)


@entrance
def finish(office: Office, *, step: str, code: str, address: str, replaces: str | None) -> str:
    """Return the token of a new session for the first step's token and a right code.

    SignedOut where the step was used or has ended; Refused for a wrong code, one that was used before, and a
    try that comes too soon after several wrong ones.
    """
    found = _found(office, step)
    who = found.person.id
    if found.drawn is not None:
        _set_up(office, step, code)
    else:
        _use(office, found, code, address)
    with office.database.noting() as connection:
        now = office.clock.now()
        first_steps.end_of(connection, who, now)
        return begin_session(
            office.database, connection, who=who, channel="page", at=now, replaces=replaces, address=address
        )


def _found(office: Office, step: str) -> _Step:
    with office.database.reading() as connection:
        row = first_steps.live(connection, step, office.clock.now())
        person = people.by_id(connection, row.person_id) if row else None
        if row is None or person is None:
            raise SignedOut
        found = _Step(row.id, person, second_factors.of(connection, person.id))
    if not (found.factor.secret or found.drawn):
        raise SignedOut  # a later sign-in was shown another secret
    return found


def _use(office: Office, found: _Step, code: str, address: str) -> None:
    tried, secret = Try(Kind.CODE, found.person.login, address, ""), found.factor.secret or ""
    with _in_turn:
        refuse_haste(office, tried, None)
        step = codes.step_of_code(secret, code, office.clock.now())
        if step is not None:
            with office.database.noting() as connection:
                if second_factors.use(connection, found.person.id, secret, step):
                    return
        note_wrong(office, tried, Author(found.person.id, None, "page"))
    raise Refused(NOT_RIGHT)


def _set_up(office: Office, step: str, code: str) -> None:
    """Let the secret that this step shows count; nobody has to guess here, so a wrong code costs nothing."""
    with office.database.writing() as connection:
        ledger, now = Ledger(connection), office.clock.now()
        row = first_steps.live(connection, step, now)
        factor = second_factors.of(connection, row.person_id) if row else None
        if row is None or factor is None or factor.secret or factor.drawn_for != shown_in_step(row.id):
            raise SignedOut
        used = codes.step_of_code(factor.drawn or "", code, now)
        if used is None:
            raise Refused(NOT_RIGHT)
        second_factors.take(connection, row.person_id, used)
        end_others(office.database, connection, row.person_id, but=None, how=Leaving.SECOND_FACTOR, at=now)
        detail = {"person": row.person_id, "factor": second_factors.mark(factor.drawn)}
        ledger.close(Author(row.person_id, None, "page"), Deed("factor.set_up", detail=detail), now)
