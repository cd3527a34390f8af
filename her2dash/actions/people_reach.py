"""Which accounts a person looks after: an administrator all, a coordinator physicians of the own site."""

from __future__ import annotations

from her2dash.access import Permission, Role
from her2dash.actions.accounts import SYSTEM
from her2dash.actions.desk import Work
from her2dash.errors import NotFound, Refused
from her2dash.i18n import N_
from her2dash.store import people
from her2dash.store.people import PersonRow


def managed(work: Work, login: str) -> PersonRow:
    """Return a person whom an administrator manages; Refused where there is none of that name."""
    person = people.by_login(work.connection, login) if login.isprintable() else None
    if person is None or person.login == SYSTEM:
        raise Refused(N_("There is no person with the login name {login}."), login=login)
    return person


def invited_by(work: Work, login: str) -> PersonRow:
    """Return a person for whom a code may be made.

    To a coordinator everybody else is not found, whether there is such a person or not.
    """
    if work.has(Permission.MANAGE_PEOPLE):
        return managed(work, login)
    person = people.by_login(work.connection, login) if login.isprintable() else None
    if person is None or not may_invite(work, person):
        raise NotFound(N_("There is no physician of your site with the login name {login}."), login=login)
    return person


def may_invite(work: Work, person: PersonRow) -> bool:
    """Tell whether a code to set a password may be made for a person.

    With a code one can sign in as that person. A coordinator makes it for who is physician and nothing else,
    and not for who serves every site: it opens nothing of other sites, no endpoint and no right over others.
    """
    if person.login == SYSTEM:
        return False
    if work.has(Permission.MANAGE_PEOPLE):
        return True
    is_local = person.site is not None and work.person.site in (None, person.site)
    return Role.COORDINATOR in work.roles and person.roles == {Role.PHYSICIAN} and is_local


def must_be_no_demo(work: Work) -> None:
    """Refuse to change the people of a demo: each has a button on its sign-in page, for every visitor."""
    if work.office.demo and work.session.channel != "command":
        raise Refused(N_("In a demo the people and their roles stay as they are."))
