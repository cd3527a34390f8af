"""Checking a password or a code: slow for a guesser, the same time for an unknown name, a lock for nobody."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from her2dash.actions.desk import Office
from her2dash.actions.registry import entrance
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store import sessions
from her2dash.store.ledger import Author, note_access

# Wrong passwords that cost nothing (a person mistypes, a hospital shares one address), and the longest wait
# after more. The waits by address alone and by name alone slow a guesser of many names, or from many places.
# They do not concern whoever signed in from there before: no stranger's tries keep a person out.
_PAIR = ("login", "address")
_LIMITS = {
    _PAIR: (3, timedelta(minutes=5)),
    ("address",): (20, timedelta(minutes=5)),
    ("login",): (30, timedelta(seconds=10)),
}

# Only who knows the password is asked for a code: nobody else can make the person wait, so the waits are
# longer and hold wherever one is. Three of a million codes are right at a time; some twenty tries an hour
# are left.
_LIMITS_OF_CODES = {_PAIR: (3, timedelta(minutes=15)), ("login",): (10, timedelta(minutes=15))}
_REMEMBERED = timedelta(hours=1)

# A bcrypt hash of nothing anybody knows, of the usual cost: an unknown name is compared with it.
_NOBODY = "$2b$12$C6UzMDM.H6dfI/f/IKcEeO7ZpD0N4b1u3n2E1Rk5b6Y7c8d9e0f1G"


class Kind(StrEnum):
    """What the password was typed for; wrong ones of one kind make no try of the other wait."""

    SIGN_IN = "sign-in"
    SIGNATURE = "signature"
    INVITATION = "invitation"
    CODE = "code"


_WRONG = {
    Kind.SIGN_IN: "password.wrong", Kind.SIGNATURE: "password.wrong", Kind.INVITATION: "invitation.wrong",
    Kind.CODE: "code.wrong",
}  # fmt: skip

# Who signs has typed no name.
_NOT_RIGHT = (N_("The user name or the password is not right."), N_("The password is not right."))

_TOO_MANY = (
    N_("Too many wrong passwords. Try again in {seconds} s."),
    N_("Too many wrong codes. Try again in {seconds} s."),
)


@dataclass(frozen=True)
class Try:
    """A password or a code that somebody typed: for what, under which name, and where."""

    kind: Kind
    login: str
    address: str
    password: str


@entrance
def check_password(office: Office, tried: Try, *, hashed: str | None, author: Author) -> None:
    """Refuse a wrong password, and a try that comes too soon after several wrong ones.

    The wait doubles with every further wrong password and is forgotten after an hour. `hashed` none
    stands for an unknown name, or a person without a password.
    """
    refuse_haste(office, tried, author.person)
    right = office.passwords.matches(tried.password, hashed or _NOBODY)
    if hashed is None or not right:
        note_wrong(office, tried, author)
        raise Refused(_NOT_RIGHT[tried.kind is Kind.SIGNATURE])


@entrance
def note_wrong(office: Office, tried: Try, author: Author) -> None:
    """Count a wrong password or code; the wait begins now, since comparing took a while."""
    now = office.clock.now()
    with office.database.noting() as connection:
        sessions.note_attempt(connection, kind=tried.kind, login=tried.login, address=tried.address, at=now)
        note_access(connection, author, _WRONG[tried.kind], sessions.hidden(tried.login)[:12], now)


@entrance
def refuse_haste(office: Office, tried: Try, person: int | None) -> None:
    """Refuse a try that comes too soon after several wrong ones."""
    now = office.clock.now()
    said = {"login": tried.login, "address": tried.address}
    with office.database.reading() as connection:
        at_home = person is not None and sessions.has_been_at(connection, person, tried.address)
        for by, (free, longest) in _limits(tried.kind).items():
            if at_home and by != _PAIR:
                continue
            wrong, last = sessions.attempts(
                connection, tried.kind, {name: said[name] for name in by}, since=now - _REMEMBERED
            )
            left = _wait(wrong - free, longest) - (now - last) if last else timedelta(0)
            if left > timedelta(0):
                seconds = int(left.total_seconds()) + 1
                raise Refused(_TOO_MANY[tried.kind is Kind.CODE], seconds=seconds)


def _limits(kind: Kind) -> Mapping[tuple[str, ...], tuple[int, timedelta]]:
    return _LIMITS_OF_CODES if kind is Kind.CODE else _LIMITS


def _wait(too_many: int, longest: timedelta) -> timedelta:
    return min(timedelta(seconds=2 ** min(too_many, 20)), longest) if too_many >= 0 else timedelta(0)
