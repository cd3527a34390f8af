"""Reports of a small study at work, with and without a browser on the server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from her2dash.actions import accounts
from her2dash.actions.office import open_office
from her2dash.exports import pictures
from her2dash.settings import Settings
from her2dash.ui.reader import Reader, reader_at
from tests.actions.steps import index, release, sealed_first, sign
from tests.filled import filled
from tests.house import House, make_house


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """One kind of database will do here: the actions are tested on both."""
    return f"sqlite:///{tmp_path / 'test.sqlite'}"


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server without a browser: reports have no pictures, and cost little."""
    monkeypatch.setattr(pictures, "BROWSERS", ())
    monkeypatch.delenv("BROWSER_PATH", raising=False)


@contextmanager
def demo_reader(demo: Path, folder: Path) -> Iterator[Reader]:
    """The investigator of a copy of a demo in a folder."""
    file = shutil.copy(demo, folder / "demo.sqlite")
    settings = Settings.from_environment({"HER2DASH_DEMO": "1"})
    office = open_office(replace(settings, database_url=f"sqlite:///{file}"))
    yield reader_at(office.desk(accounts.enter_demo(office, login="peters", replaces=None)))
    office.database.dispose()


@pytest.fixture
def peters(demo_of_today: Path, tmp_path: Path) -> Iterator[Reader]:
    """The investigator of a demo of one's own."""
    with demo_reader(demo_of_today, tmp_path) as reader:
        yield reader


@pytest.fixture
def other(settings: Settings) -> Iterator[House]:
    """Another study, which has no part for some boards."""
    second = Path(__file__).parents[1] / "study" / "second"
    made = make_house(replace(settings, study=second), sites=("A", "B"))
    yield made
    made.office.database.dispose()


def reader(house: House, login: str = "paula") -> Reader:
    """A person who reads reports."""
    return reader_at(house.desk(login))


def included(house: House, number: str, call: str = "positive", *, physician: str = "anna") -> str:
    """A patient whose test is signed and released; the decision is pending."""
    handle = house.enrol(number, physician=physician)
    sign(house, physician, handle, sealed_first(house))
    sign(house, "iris", handle, index(house), call=call)
    release(house, handle)
    return handle


def decide(house: House, handle: str) -> None:
    """The decision for the therapy that the test is about."""
    study = house.office.study
    said = {"regimen:1": "row", "agent:1": "trastuzumab"}
    form = study.form("therapy")
    house.sign(
        "carla", handle, form.id, filled(study, form, house.clock.now().date(), outcome="regimen", **said)
    )
