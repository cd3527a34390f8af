"""Adding people and giving roles."""

from __future__ import annotations

from collections.abc import Sequence

from her2dash.access import Permission, Role
from her2dash.actions.accounts import SYSTEM
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.errors import Refused
from her2dash.i18n import LANGUAGES, N_
from her2dash.store import people
from her2dash.store.people import PersonRow


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
def withdraw_role(work: Work, *, login: str, role: Role) -> None:
    """Take a role from a person; it acts at the person's next click."""
    person = people.by_login(work.connection, login)
    if person is None or role.value not in person.roles:
        raise Refused(N_("{login} does not hold the role {role}."), login=login, role=role.value)
    _must_leave_an_administrator(work, person, role)
    people.grant(work.ledger, who=person.id, role=role.value, granted=False, at=work.now)
    work.note("role.withdrawn", person=person.id, withdrawn=role.value)


def _must_leave_an_administrator(work: Work, person: PersonRow, role: Role) -> None:
    if person.login == SYSTEM:
        raise Refused(N_("The command line keeps its role: people are added through it."))
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
