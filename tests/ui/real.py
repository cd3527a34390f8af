"""The real app on a real server: a place with staff and two patients, opened beside it too."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from her2dash.access import Role
from her2dash.actions import accounts, patients, people
from her2dash.actions.desk import Office
from her2dash.actions.office import make_place, open_office
from her2dash.ui.passwords import Bcrypt
from tests.ui.conftest import PASSWORD, Server, serving, settings_at
from tests.ui.tab import Tab

NUMBER, OTHERS = "01-001", "01-002"
FORM = "q_pre"
STAFF = {
    "anna": Role.PHYSICIAN,
    "bram": Role.PHYSICIAN,
    "carla": Role.COORDINATOR,
    "iris": Role.IMAGING,
    "adam": Role.ADMIN,
}


@dataclass
class Study:
    """A study on a real server, opened beside it too; each physician has a patient, `handle` is of anna's."""

    server: Server
    office: Office
    handle: str

    def tab(self, token: str) -> Tab:
        """A tab of the browser that holds a session."""
        return Tab(self.server.address, {"her2dash_session": token})

    def sign_in(self, login: str) -> str:
        """Sign a person in and return the token."""
        with self.server.signed_in(login) as client:
            return client.cookies["her2dash_session"]

    def number(self, query: str) -> int:
        """Return the one number that a query finds."""
        with self.office.database.reading() as connection:
            return int(connection.execute(sa.text(query)).scalar_one())

    def at_once(self, statement: str) -> None:
        """Change the record beside the app."""
        with self.office.database.writing() as connection:
            connection.execute(sa.text(statement))


@contextmanager
def real_app(folder: Path, *command: str) -> Iterator[Study]:
    """Serve the real app in front of a place in this folder, by a command or by uvicorn itself."""
    make_place(settings_at(folder))
    office = open_office(settings_at(folder), passwords=Bcrypt())
    handle = furnished(office)
    line = command or ("-m", "uvicorn", "app:app", "--port", "{port}")
    with serving(settings_at(folder), folder / "log", *line) as server:
        yield Study(server, office, handle)
    office.database.dispose()


def furnished(office: Office) -> str:
    """Add the staff, enrol a patient of anna's and one of bram's, and return the handle of the first."""
    command, hashed = accounts.command_desk(office), office.passwords.hash(PASSWORD)
    for login, role in STAFF.items():
        site = None if role in (Role.IMAGING, Role.ADMIN) else "01"
        name = f"Dr {login.title()}"
        people.add_person(command, login=login, name=name, roles=[role], site=site, password_hash=hashed)
    token = accounts.sign_in(office, login="carla", password=PASSWORD, address="", replaces=None)
    mine = enrol(office, token, NUMBER, "anna")
    enrol(office, token, OTHERS, "bram")
    return mine


def enrol(office: Office, token: str, number: str, physician: str) -> str:
    """Enrol a patient and return the handle."""
    today = office.clock.now().date()
    dilemma = office.study.codelist(office.study.dilemmas).codes[0].code
    return patients.enrol(
        office.desk(token), number=number, site="01", physician=physician, age=54, dilemma=dilemma,
        consent_on=today, planned_on=today, eligible=True, key=uuid4().hex,
    )  # fmt: skip
