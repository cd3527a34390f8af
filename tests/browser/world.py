"""A server process on a database of its own, and what people do with it in a browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
from playwright.sync_api import Locator, Page

from her2dash.actions import accounts, office, people
from her2dash.actions.desk import Desk, Office
from her2dash.settings import PLACE, Settings
from her2dash.study.load import load_study
from her2dash.study.model import Study
from her2dash.ui.passwords import Bcrypt
from tests.house import CAST

PASSWORD = "everybody has this one here"

# The server under test lives in real time.
TODAY = datetime.now(UTC).date()  # noqa: TID251


# What `her2dash serve` and `her2dash demo` come down to, on a port of our choice.
_SERVE = """
from her2dash.settings import Settings
from her2dash.ui.server import serve
serve(Settings.from_environment(), port={port})
"""


class Server:
    """The app as an operator serves it, in a process of its own, so that it can be killed."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = int(free.getsockname()[1])
        self.address = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Start and wait until it answers."""
        self._process = subprocess.Popen(
            [sys.executable, "-c", _SERVE.format(port=self.port)],
            cwd=PLACE,
            env={**os.environ, **self._settings.to_environment()},
        )
        deadline = time.monotonic() + 60
        while not self._answers():
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise TimeoutError(f"no answer from {self.address}")
            time.sleep(0.1)
        return self

    def _answers(self) -> bool:
        try:
            return httpx.get(f"{self.address}/_stcore/health", timeout=2).status_code == 200
        except httpx.TransportError:
            return False

    def kill(self) -> None:
        """End it as a power cut would: SIGKILL, nothing is tidied up."""
        if self._process is not None:
            self._process.send_signal(signal.SIGKILL)
            self._process.wait()


@dataclass
class World:
    """A server and the study that it serves."""

    server: Server
    settings: Settings
    study: Study

    def sign_in(self, page: Page, login: str, where: str = "/") -> None:
        """Sign a person in by the page, or by the person's button in a demo."""
        page.goto(f"{self.server.address}{where}")
        if self.settings.demo:
            page.locator(f"button[value={login}]").click()
        else:
            page.get_by_label("Name").fill(login)
            page.get_by_label("Password").fill(PASSWORD)
            page.get_by_role("button", name="Sign in").click()
        settle(page)

    def open(self, page: Page, where: str) -> None:
        """Go to an address and wait until it is drawn."""
        page.goto(f"{self.server.address}{where}")
        settle(page)


def make_world(settings: Settings) -> World:
    """Make a place with the cast of the tests, all with one password, and serve it."""
    office.make_place(settings)
    opened = office.open_office(settings)
    desk, hashed = accounts.command_desk(opened), Bcrypt().hash(PASSWORD)
    for login, (roles, site) in CAST.items():
        name = f"Dr {login.title()}"
        people.add_person(desk, login=login, name=name, roles=roles, site=site, password_hash=hashed)
    opened.database.dispose()
    return World(Server(settings).start(), settings, load_study(settings.study))


def serve_demo(file: Path) -> World:
    """Serve a demo that was made before."""
    settings = Settings.from_environment({"HER2DASH_DEMO": "1"})
    settings = replace(settings, database_url=f"sqlite:///{file}")
    return World(Server(settings).start(), settings, load_study(settings.study))


# Asked at every frame of the page: `expect` asks again after 100, 250, 500 and 1,000 ms, which adds up.
_SETTLED = """() => {
  const title = document.querySelector("h1"), app = document.querySelector("[data-testid=stApp]");
  return title?.checkVisibility() && app?.dataset.testScriptState === "notRunning";
}"""


def settle(page: Page) -> None:
    """Wait until the page is drawn and no run of its script is under way."""
    page.wait_for_function(_SETTLED, timeout=30_000)


_DRAWN = """() => !document.querySelector("[data-testid=stSkeleton]")
  && [...document.querySelectorAll("[data-testid=stPlotlyChart]")].every((one) =>
    one.querySelector(".main-svg"))"""


def see_figures(page: Page) -> None:
    """Wait until every figure of a page is drawn: until then what stands below moves."""
    settle(page)
    page.wait_for_function(_DRAWN, timeout=30_000)


def item(page: Page, name: str) -> Locator:
    """Return the place of one question on the page."""
    return page.locator(f".st-key-item-{name}, .st-key-several-{name}")


def type_day(place: Locator, day: date) -> None:
    """Type a day as a person does: day, month, year, and on."""
    place.get_by_role("spinbutton", name=re.compile("^day")).click()
    place.page.keyboard.type(day.strftime("%d%m%Y"), delay=30)
    for _ in range(3):  # past the two buttons of the field: it is saved when it is left
        place.page.keyboard.press("Tab")


def desk(office: Office, login: str) -> Desk:
    """Sign a person in beside the server."""
    token = accounts.sign_in(office, login=login, password=PASSWORD, address="127.0.0.1", replaces=None)
    return office.desk(token)
