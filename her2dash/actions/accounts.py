"""Signing in and out, and the own account."""

from __future__ import annotations

from datetime import timedelta

from her2dash.access import Permission, Role, permissions
from her2dash.actions.attempts import Kind, Try, check_password
from her2dash.actions.desk import Desk, Office, Work
from her2dash.actions.door import IDLE, action
from her2dash.actions.entering import begin_session, begin_step
from her2dash.actions.leaving import Leaving, note_ended
from her2dash.actions.registry import entrance
from her2dash.actions.views import Me
from her2dash.errors import Forbidden, NotFound, Refused, SecondStep
from her2dash.i18n import LANGUAGES, N_
from her2dash.store import people, sessions
from her2dash.store.ledger import Author

# The named person of commands: the trail shows it, and nobody signs in as it.
SYSTEM = "cli"


@entrance
def sign_in(office: Office, *, login: str, password: str, address: str, replaces: str | None) -> str:
    """Check name and password and return the token of a new session; Refused with one sentence for both.

    SecondStep, with a token that opens nothing, where the person signs in with a code too.
    """
    with office.database.reading() as connection:
        # PostgreSQL cannot even be asked for a name with a NUL in it.
        person = people.by_login(connection, login) if login.isprintable() else None
    able = person is not None and bool(person.roles)
    check_password(
        office,
        Try(Kind.SIGN_IN, login, address, password),
        hashed=person.password_hash if person and able else None,
        author=Author(person.id if person else None, None, "page"),
    )
    assert person is not None  # noqa: S101 - check_password refuses an unknown name
    now = office.clock.now()
    with office.database.noting() as connection:
        step = begin_step(connection, who=person.id, at=now)
        if step is None:
            return begin_session(
                office.database, connection, who=person.id, channel="page", at=now, replaces=replaces,
                address=address,
            )  # fmt: skip
    raise SecondStep(step)


@entrance
def enter_demo(office: Office, *, login: str, replaces: str | None) -> str:
    """Return the token of a new session of a demo's person; no password is asked in a demo."""
    if not office.demo:
        raise Forbidden(N_("Only a demo can be entered without a password."))
    with office.database.reading() as connection:
        person = people.by_login(connection, login)
    if person is None or not person.roles or login == SYSTEM:
        raise NotFound(N_("There is no such person in this demo."))
    return _begin(office, person.id, "demo", replaces)


@entrance
def command_desk(office: Office) -> Desk:
    """Return the desk of the command line: a named system person, so that the trail shows no blank."""
    with office.database.reading() as connection:
        person = people.by_login(connection, SYSTEM)
    if person is None:
        raise NotFound(N_("The command line has no person here; run her2dash init first."))
    return office.desk(_begin(office, person.id, "command", None))


@entrance
def is_open(office: Office, token: str) -> int | None:
    """Return the session's id if the token is that of a live session, else none; writes nothing."""
    now = office.clock.now()
    with office.database.reading() as connection:
        session = sessions.live(connection, token, at=now, idle_since=now - IDLE)
    return session.id if session else None


@entrance
def end_session(office: Office, token: str) -> None:
    """End the session of a token at once, whatever state it is in."""
    now = office.clock.now()
    with office.database.noting() as connection:
        note_ended(
            office.database, connection, sessions.revoke(connection, token, now), Leaving.SIGNED_OUT, now
        )


@entrance
def demo_people(office: Office) -> tuple[tuple[str, str, Role], ...]:
    """Return login, name and role of a demo's first person of each role, for its sign-in page."""
    if not office.demo:
        return ()
    with office.database.reading() as connection:
        everybody = people.all_people(connection)
    first = {
        role: min(
            (p for p in everybody if role in p.roles and p.login != SYSTEM), key=lambda p: p.id, default=None
        )
        for role in Role
    }
    return tuple((person.login, person.name, role) for role, person in first.items() if person)


@entrance
def sign_out(desk: Desk) -> None:
    """End the session of this desk."""
    end_session(desk.office, desk._token)  # noqa: SLF001 - ending needs no live session, so it is no action


@action(Permission.OWN_ACCOUNT)
def who(work: Work) -> Me:
    """Return the person at this desk."""
    person, roles = work.person, work.roles
    return Me(person.id, person.login, person.name, roles, person.site, person.language, permissions(roles))


@action(Permission.OWN_ACCOUNT)
def time_left(work: Work) -> timedelta:
    """Return how long this session lasts when nothing more is done in it."""
    return min(work.session.last_seen + IDLE, work.session.ends_at) - work.now


@action(Permission.OWN_ACCOUNT, writes=True)
def set_language(work: Work, *, language: str) -> None:
    """Keep the language in which the person wants the interface."""
    if language not in LANGUAGES:
        raise Refused(
            N_("There is no interface in {language}; there is {known}."),
            language=language,
            known=", ".join(LANGUAGES),
        )
    people.set_language(work.connection, work.person.id, language)
    work.note("person.language_set", person=work.person.id, language=language)


@action(Permission.OWN_ACCOUNT, writes=True)
def stay(work: Work) -> None:
    """Count as activity: the idle limit starts anew, as it does with every writing action."""
    work.nothing_changed = True


def _begin(office: Office, person: int, channel: str, replaces: str | None) -> str:
    with office.database.noting() as connection:
        return begin_session(
            office.database, connection, who=person, channel=channel, at=office.clock.now(), replaces=replaces
        )
