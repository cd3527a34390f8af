"""Adding people, giving and withdrawing roles, signing somebody out."""

from __future__ import annotations

from collections.abc import Sequence

from her2dash.access import Permission, Role
from her2dash.actions.accounts import SYSTEM
from her2dash.actions.desk import Work
from her2dash.actions.door import IDLE, action
from her2dash.actions.leaving import Leaving, note_ended
from her2dash.actions.people_reach import managed, must_be_no_demo
from her2dash.errors import Refused
from her2dash.i18n import LANGUAGES, N_
from her2dash.store import first_steps, people
from her2dash.store.own_sessions import open_of
from her2dash.store.people import PersonRow
from her2dash.store.sessions import revoke_these

LONGEST_REASON = 300

_KEEPS = N_("The command line keeps its role: people are added through it.")


@action(Permission.MANAGE_PEOPLE, writes=True)
def add_person(
    work: Work,
    *,
    login: str,
    name: str,
    roles: Sequence[Role],
    site: str | None = None,
    language: str = "en",
    password_hash: str | None = None,
) -> int:
    """Add a person with roles; the hash comes from outside, since hashing is slow."""
    must_be_no_demo(work)
    _check(work, login, name, roles, site, language)
    added = people.add_person(
        work.ledger,
        login=login,
        name=name,
        site=site,
        language=language,
        password_hash=password_hash,
        at=work.now,
    )
    for role in roles:
        people.grant(work.ledger, who=added, role=role.value, granted=True, at=work.now)
    work.note(
        "person.added", person=added, login=login, name=name, site=site, roles=[role.value for role in roles],
        password=people.password_mark(password_hash),
    )  # fmt: skip
    return added


@action(Permission.MANAGE_PEOPLE, writes=True)
def give_role(work: Work, *, login: str, role: Role, reason: str = "") -> bool:
    """Give a role to a person from now on; return whether it was given now, and not held already.

    It acts at the person's next click, at the site that the person was added for. What an unblinded role
    could see counts from now on, also when the role is withdrawn again (`access.UNBLINDED`).
    """
    must_be_no_demo(work)
    if login == SYSTEM:
        raise Refused(_KEEPS)
    person = managed(work, login)
    if role.value in person.roles:
        work.nothing_changed = True
        return False
    _note(work, person, role, granted=True, reason=reason)
    return True


@action(Permission.MANAGE_PEOPLE, writes=True)
def withdraw_role(work: Work, *, login: str, role: Role, reason: str = "") -> None:
    """Take a role from a person; it acts at the person's next click."""
    must_be_no_demo(work)
    person = people.by_login(work.connection, login) if login.isprintable() else None
    if person is None or role.value not in person.roles:
        raise Refused(N_("{login} does not hold the role {role}."), login=login, role=role.value)
    _must_leave_an_administrator(work, person, role)
    _note(work, person, role, granted=False, reason=reason)


@action(Permission.MANAGE_PEOPLE, writes=True)
def sign_out_everywhere(work: Work, *, login: str) -> int:
    """End every open session of a person at once, but the one in which it is asked; return how many.

    A sign-in that waits for its code ends too.
    """
    must_be_no_demo(work)
    person = managed(work, login)
    first_steps.end_of(work.connection, person.id, work.now)
    found = open_of(work.connection, person.id, at=work.now, idle_since=work.now - IDLE)
    numbers = [row.id for row in found if row.id != work.session.id]
    if not numbers:
        work.nothing_changed = True
        return 0
    ended = revoke_these(work.connection, numbers, work.now)
    note_ended(work.office.database, work.connection, ended, Leaving.ADMINISTRATOR, work.now)
    work.note("person.sessions_ended", person=person.id, sessions=numbers, count=len(numbers))
    return len(numbers)


def _note(work: Work, person: PersonRow, role: Role, *, granted: bool, reason: str) -> None:
    why = " ".join(reason.split())
    if len(why) > LONGEST_REASON:
        raise Refused(
            N_("A reason has at most {longest} letters; this one is longer."), longest=LONGEST_REASON
        )
    people.grant(
        work.ledger, who=person.id, role=role.value, granted=granted, at=work.now, reason=why or None
    )
    # Not `role`, which is the role in which something was done.
    facts = {"given": role.value} if granted else {"withdrawn": role.value}
    work.note("role.given" if granted else "role.withdrawn", person=person.id, **facts)


def _must_leave_an_administrator(work: Work, person: PersonRow, role: Role) -> None:
    if person.login == SYSTEM:
        raise Refused(_KEEPS)
    held = [one for one in people.all_people(work.connection) if role.value in one.roles]
    if role is Role.ADMIN and {one.login for one in held} <= {person.login, SYSTEM}:
        raise Refused(
            N_("{login} is the last administrator. Give the role to somebody else first."), login=person.login
        )


def _check(work: Work, login: str, name: str, roles: Sequence[Role], site: str | None, language: str) -> None:
    if not login.strip() or not name.strip():
        raise Refused(N_("A person needs a login name and a printed name."))
    if len(login) > 80 or len(name) > 200 or not (login + name).isprintable():
        raise Refused(N_("A login name has at most 80 letters, a printed name 200."))
    if people.by_login(work.connection, login) is not None:
        raise Refused(N_("The login name {login} is in use; choose another."), login=login)
    if not roles:
        raise Refused(N_("A person needs at least one role: {roles}."), roles=", ".join(Role))
    if site is not None and site not in {known.code for known in work.study.sites}:
        raise Refused(
            N_("There is no site {site}; there is {known}."),
            site=site,
            known=", ".join(s.code for s in work.study.sites),
        )
    if language not in LANGUAGES:
        raise Refused(
            N_("There is no interface in {language}; there is {known}."),
            language=language,
            known=", ".join(LANGUAGES),
        )
