"""A real server, a real Chromium, and people who sign in: what the browser tests stand on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from her2dash.actions import patients
from her2dash.actions.desk import Office
from her2dash.actions.office import open_office
from her2dash.settings import Settings
from her2dash.ui.passwords import Bcrypt
from tests.browser.world import TODAY, World, desk, make_world, serve_demo
from tests.moulds import new_postgres_database

# A busy machine of two cores takes its time; what is looked for comes or it does not.
expect.set_options(timeout=20_000)

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--disable-dev-shm-usage",
]  # fmt: skip


# Debian builds Chromium without its windows too: the same pages, at half the work for each new context.
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def chromium_path() -> str:
    """Return where Chromium is; its absence is an error, never a skip."""
    for name in (os.environ.get("HER2DASH_CHROMIUM", ""), *_BROWSERS):
        if name and (found := shutil.which(name)):
            return found
    raise FileNotFoundError("no Chromium: run sh tests/browser/bring_chromium.sh")


@pytest.fixture(scope="session")
def _playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def chromium(_playwright: Playwright) -> Iterator[Browser]:
    """One Chromium for all tests of this process."""
    browser = _playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
    yield browser
    browser.close()


NewPage = Callable[..., Page]


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[NewPage]:
    """Open a browser of its own for each person: a phone unless a width is given."""
    contexts: list[BrowserContext] = []

    def open_page(*, width: int = 390, height: int = 844, **options: object) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(20_000)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """A real study on a real server, once on each kind of database."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('world') / 'world.sqlite'}"
    else:
        url = new_postgres_database(request.getfixturevalue("postgres"))
    made = make_world(Settings(database_url=url))
    yield made
    made.server.kill()


@pytest.fixture(scope="module")
def demo(demo_of_today: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demo in progress on a real server."""
    made = serve_demo(Path(shutil.copy(demo_of_today, tmp_path_factory.mktemp("demo") / "demo.sqlite")))
    yield made
    made.server.kill()


@pytest.fixture(scope="module")
def office(world: World) -> Iterator[Office]:
    """The same study, opened beside the server: what the record holds is read from here."""
    opened = open_office(world.settings, passwords=Bcrypt())
    yield opened
    opened.database.dispose()


@pytest.fixture
def handle(office: Office) -> str:
    coordinator = desk(office, "carla")
    return patients.enrol(
        coordinator, number=patients.next_number(coordinator, site="01"), site="01", physician="anna", age=54,
        dilemma="inaccessible", consent_on=TODAY, planned_on=TODAY + timedelta(days=9), eligible=True,
        key=uuid4().hex,
    )  # fmt: skip
