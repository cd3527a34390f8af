"""Invitations: a code, with which a person sets a password, once, in three days; who makes it for whom."""

from __future__ import annotations

from datetime import datetime, timedelta

from her2dash.access import Permission
from her2dash.actions.attempts import Kind, Try, note_wrong, refuse_haste
from her2dash.actions.desk import Desk, Office, Work
from her2dash.actions.door import action
from her2dash.actions.leaving import Leaving, end_others
from her2dash.actions.letters import drawn
from her2dash.actions.password_rules import must_be_strong
from her2dash.actions.people_reach import invited_by, must_be_no_demo
from her2dash.actions.registry import entrance
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store import invitations, people
from her2dash.store.database import Connection
from her2dash.store.ledger import Author, Deed, Ledger
from her2dash.store.people import PersonRow

LASTS = timedelta(days=3)

_SET = "person.password_set"
_NOT_RIGHT = N_("The user name or the code is not right, or the code was used or has ended.")


@action(Permission.INVITE, writes=True)
def invite(work: Work, *, login: str) -> tuple[str, datetime]:
    """Return a code with which a person sets a password, and its end; earlier codes no longer work.

    It is the way in for a new person and for one who forgot the password; the old password works until then.
    NotFound for a coordinator who asks it for somebody else than a physician of the own site.
    """
    must_be_no_demo(work)
    person = invited_by(work, login)
    code, ends = drawn(4, 5), work.now + LASTS  # 99 bits
    invitations.invite(work.connection, who=person.id, code=code, at=work.now, ends_at=ends)
    work.note("person.invited", person=person.id)
    return code, ends


@entrance
def set_first_password(office: Office, *, login: str, code: str, password: str, address: str) -> None:
    """Set the password of who holds a code, and end every session of that person.

    Refused, with one sentence for all, where name and code do not belong together, or the code was used or
    has ended; after several of these the next try has to wait. A weak password leaves the code as it is.
    """
    typed = code.strip().upper()
    person = _must_be_invited(office, Try(Kind.INVITATION, login, address, ""), typed)
    must_be_strong(password, _words_about(office, person))
    hashed, now = office.passwords.hash(password), office.clock.now()  # slow: nobody waits for it below
    with office.database.writing() as connection:
        if invitations.whose(connection, typed, now) != person.id:
            raise Refused(_NOT_RIGHT)
        _set(office, connection, person, hashed, None)
        detail = {"person": person.id, "password": people.password_mark(hashed)}
        Ledger(connection).close(Author(person.id, None, "page"), Deed(_SET, detail=detail), now)


@entrance
def change_password(desk: Desk, *, password: str, new: str) -> None:
    """Replace the own password by a new one; every other session of the person ends."""
    me = _me(desk)
    must_be_strong(new, _words_about(desk.office, me))
    _replace(desk, password=password, new_hash=desk.office.passwords.hash(new))


def _words_about(office: Office, person: PersonRow) -> list[str]:
    """Return what somebody would try first who knows the person and the study."""
    study = office.study
    titles = (title[language] for title in (study.title, study.short) for language in study.languages)
    return [person.login, *person.name.split(), study.id, "her2dash", *" ".join(titles).split()]


def _must_be_invited(office: Office, tried: Try, code: str) -> PersonRow:
    with office.database.reading() as connection:
        person = people.by_login(connection, tried.login) if tried.login.isprintable() else None
        holder = invitations.whose(connection, code, office.clock.now())
    refuse_haste(office, tried, None)
    if person is None or holder != person.id:
        note_wrong(office, tried, Author(person.id if person else None, None, "page"))
        raise Refused(_NOT_RIGHT)
    return person


def _set(office: Office, connection: Connection, person: PersonRow, hashed: str, but: int | None) -> None:
    """Keep a password; no code works any more, and every session of the person but one ends."""
    now = office.clock.now()
    people.set_password(connection, person.id, hashed)
    invitations.close_all(connection, person.id, now)
    end_others(office.database, connection, person.id, but=but, how=Leaving.NEW_PASSWORD, at=now)


@action(Permission.OWN_ACCOUNT)
def _me(work: Work) -> PersonRow:
    return work.person


@action(Permission.OWN_ACCOUNT, writes=True, confirmed=True)
def _replace(work: Work, *, password: str, new_hash: str) -> None:
    del password  # the door has checked it
    if work.office.demo:
        raise Refused(N_("In a demo nobody has a password."))
    _set(work.office, work.connection, work.person, new_hash, work.session.id)
    work.note(_SET, person=work.person.id, password=people.password_mark(new_hash))
