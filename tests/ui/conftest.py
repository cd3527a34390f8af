"""A real server process in front of a real place, and a browser's manners for httpx."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import httpx
import pytest
from streamlit.runtime.context import ContextProxy

from her2dash.access import Role
from her2dash.actions import accounts, people
from her2dash.actions.office import make_place, open_office
from her2dash.settings import PLACE, Settings
from her2dash.ui import office as ui_office
from her2dash.ui.passwords import Bcrypt
from tests.house import House

PASSWORD = "four plain words here"
PROBE = "tests.ui.probe_app:app"


@dataclass
class Server:
    """A server that runs, and what it wrote to its log."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path
    regulars: dict[str, dict[str, str]] = field(default_factory=dict)

    def client(self, cookies: dict[str, str] | None = None) -> httpx.Client:
        """A browser that came from a page of this server."""
        origin = {"origin": self.address}
        return httpx.Client(base_url=self.address, headers=origin, cookies=cookies, timeout=120)

    def signed_in(self, login: str = "paula") -> httpx.Client:
        """A browser in which somebody signed in."""
        with self.client() as visitor:
            answer = visitor.post("/sign-in", data={"login": login, "password": PASSWORD})
            assert answer.status_code == 303, answer.text
            return self.client(dict(answer.cookies))

    def regular(self, login: str = "paula") -> httpx.Client:
        """A browser in which somebody signed in long ago; for tests that do not sign out."""
        if login not in self.regulars:
            with self.signed_in(login) as client:
                self.regulars[login] = dict(client.cookies)
        return self.client(self.regulars[login])


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@contextmanager
def serving(settings: Settings, log: Path, *command: str, cwd: Path = PLACE) -> Iterator[Server]:
    """Run a server until the body ends; the command's {port} is filled in."""
    port = free_port()
    ours = {"PYTHONPATH": str(PLACE), **settings.to_environment()}
    line = command or ("-m", "uvicorn", PROBE, "--port", "{port}", "--no-server-header")
    filled = [sys.executable, *(part.format(port=port) for part in line)]
    with log.open("wb") as out:
        process = subprocess.Popen(filled, env={**os.environ, **ours}, cwd=cwd, stdout=out, stderr=out)
    try:
        server = Server(f"http://127.0.0.1:{port}", process, log)
        wait_until_well(server)
        yield server
    finally:
        process.terminate()
        process.wait(20)


def wait_until_well(server: Server) -> None:
    """Wait until the health check answers, or say what the log says."""
    for _ in range(1200):  # a demo that is missing is made first
        try:
            if httpx.get(server.address + "/_stcore/health").status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert server.process.poll() is None, server.log.read_text()
        time.sleep(0.1)
    raise AssertionError(server.log.read_text())


def furnish(settings: Settings) -> None:
    """Make a real place with two people whose passwords are known."""
    make_place(settings)
    office = open_office(settings)
    command = accounts.command_desk(office)
    hashed = Bcrypt().hash(PASSWORD)
    for login, role, language in (("paula", Role.PI, "en"), ("niek", Role.MONITOR, "nl")):
        people.add_person(
            command, login=login, name=f"Dr {login.title()}", roles=[role], language=language,
            password_hash=hashed,
        )  # fmt: skip
    office.database.dispose()


def settings_at(folder: Path) -> Settings:
    """The settings of a place in a folder."""
    return replace(Settings.from_environment({}), database_url=f"sqlite:///{folder / 'place.sqlite'}")


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server in front of a real place, for every test that does not change it."""
    folder = tmp_path_factory.mktemp("served")
    settings = settings_at(folder)
    furnish(settings)
    with serving(settings, folder / "log") as server:
        yield server


@pytest.fixture(scope="session")
def served_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server in front of a demo."""
    folder = tmp_path_factory.mktemp("demo")
    # Nothing is prepared: the server itself makes a demo that is missing.
    settings = replace(settings_at(folder), demo=True)
    with serving(settings, folder / "log") as server:
        yield server


@pytest.fixture
def cookies(house: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, str]]:
    """The cookies of the browser that Streamlit would see, in front of this house."""
    given: dict[str, str] = {}
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: given))
    ui_office.take(house.office)
    yield given
    ui_office.take(None)
