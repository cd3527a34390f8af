"""A server process on a database of its own, and what people do with it in a browser."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import httpx
from playwright.sync_api import Locator, Page, expect

from her2dash.actions import accounts, office, people
from her2dash.actions.desk import Desk, Office
from her2dash.demo import prepare
from her2dash.settings import PLACE, Settings
from her2dash.study.load import load_study
from her2dash.study.model import Kind, Study, Value
from her2dash.ui.passwords import Bcrypt
from tests.conftest import CAST

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


def make_demo(file: Path) -> World:
    """Make the demo in progress and serve it."""
    settings = Settings.from_environment({"HER2DASH_DEMO": "1"})
    settings = replace(settings, database_url=f"sqlite:///{file}")
    prepare(settings)
    return World(Server(settings).start(), settings, load_study(settings.study))


def settle(page: Page) -> None:
    """Wait until the page is drawn and no run of its script is under way."""
    expect(page.locator("h1").first).to_be_visible(timeout=30_000)
    expect(page.get_by_test_id("stApp")).to_have_attribute(
        "data-test-script-state", "notRunning", timeout=30_000
    )


def item(page: Page, name: str) -> Locator:
    """Return the place of one question on the page."""
    return page.locator(f".st-key-item-{name}, .st-key-several-{name}")


def answer(page: Page, study: Study, form: str, name: str, value: Value) -> None:
    """Give one answer and wait until the page says that it is saved."""
    asked = study.form(form).item(name)
    place = item(page, name)
    expect(place).to_be_visible()
    if asked.kind.coded:
        labels = study.codelist(asked.codes).labels("en")
        for code in (value,) if isinstance(value, str) else value:
            place.get_by_text(labels[code], exact=True).click()
            expect(place.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()
        return
    if asked.kind == Kind.DATE:
        type_day(place, date.fromisoformat(str(value)))
    else:
        place.locator("input, textarea").fill(str(value))
        page.keyboard.press("Tab")
    expect(place.get_by_text(re.compile(r"^Saved \d"))).to_be_visible()


def type_day(place: Locator, day: date) -> None:
    """Type a day as a person does: day, month, year, and on."""
    place.get_by_role("spinbutton", name=re.compile("^day")).click()
    place.page.keyboard.type(day.strftime("%d%m%Y"), delay=30)
    for _ in range(3):  # past the two buttons of the field: it is saved when it is left
        place.page.keyboard.press("Tab")


def fill(page: Page, study: Study, form: str, answers: Mapping[str, Value]) -> None:
    """Answer a form page by page until its check stands there."""
    for group in study.form(form).groups:
        asked = [one.id for one in group.items if one.id in answers]
        for name in asked:
            answer(page, study, form, name, answers[name])
        if asked:
            page.get_by_role("button", name="Continue", exact=True).click()
            settle(page)
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()


def sign(page: Page, *, password: str | None = PASSWORD) -> str:
    """Sign the form that stands to be checked; return the receipt's reference."""
    if password is not None:
        page.get_by_label("Your password").fill(password)
    page.get_by_role("button", name=re.compile("^Sign and seal")).click()
    receipt = page.get_by_text(re.compile(r"Reference [0-9A-Z]{4}-[0-9A-Z]{4}"))
    expect(receipt).to_be_visible()
    return (receipt.text_content() or "").removeprefix("Reference ")


def desk(office: Office, login: str) -> Desk:
    """Sign a person in beside the server."""
    token = accounts.sign_in(office, login=login, password=PASSWORD, address="127.0.0.1", replaces=None)
    return office.desk(token)
