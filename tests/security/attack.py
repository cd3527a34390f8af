"""An attacker who is signed in: robots of this study, and what must be true after every attack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa

from her2dash.actions import accounts
from tests.security.robot import Robot
from tests.ui.conftest import PASSWORD
from tests.ui.real import OTHERS, Study

SECRET = "zwartbrood"
"""A word that nobody else writes: it stands in what an attacker sends, and must never stand in the log."""


def session(study: Study, login: str) -> str:
    """The token of a new session: begun beside the server, which costs no bcrypt of its own."""
    return accounts.sign_in(study.office, login=login, password=PASSWORD, address="", replaces=None)


def robot(study: Study, token: str) -> Robot:
    """A robot in a session."""
    return Robot(study.server.address, {"her2dash_session": token})


def written(study: Study) -> tuple[int, int]:
    """How many answers and how many events of the record there are."""
    return study.number("select count(*) from answer"), study.number("select count(*) from audit_event")


def handle_of(study: Study, number: str) -> str:
    """The handle of a patient."""
    with study.office.database.reading() as connection:
        found = connection.execute(sa.text("select handle from patient where number = :n"), {"n": number})
        return str(found.scalar_one())


@contextmanager
def nothing_comes_of_it(study: Study) -> Iterator[list[bytes]]:
    """Whatever is sent in here: nothing is written, bram's patient is not shown, the log repeats nothing.

    What robots receive is put into the list.
    """
    before, heard = written(study), list[bytes]()
    yield heard
    assert written(study) == before
    told = b"".join(heard)
    assert OTHERS.encode() not in told
    assert SECRET not in study.server.log.read_text()
