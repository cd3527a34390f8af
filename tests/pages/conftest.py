"""Pages without a browser: one page at one desk, drawn by Streamlit's own test harness."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.actions import patients
from her2dash.settings import Settings
from her2dash.ui import office
from tests.house import House, make_house

Screen = Callable[..., AppTest]

SECOND = Path(__file__).parents[1] / "study" / "second"


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    """One kind of database will do here: the actions are tested on both."""
    return f"sqlite:///{tmp_path / 'test.sqlite'}"


@pytest.fixture
def other(settings: Settings) -> Iterator[House]:
    """Another study, whose forms have other names and kinds of questions."""
    made = make_house(replace(settings, study=SECOND), sites=("A", "B"))
    yield made
    made.office.database.dispose()


def draw(room: str, token: str) -> None:
    """Draw one page; this function runs as a script, so it brings what it needs."""
    from importlib import import_module

    from her2dash.ui.office import the_office

    import_module(f"pages.{room}").show(the_office().desk(token))


@pytest.fixture
def screen() -> Iterator[Screen]:
    """Open a page as a person: screen(house, "anna", "form", patient=handle, form="q_pre")."""

    def opened(house: House, login: str, room: str, *, shut: bool = False, **query: str) -> AppTest:
        office.take(house.office)
        token = house.desk(login)._token
        at = AppTest.from_function(draw, default_timeout=30, kwargs={"room": room, "token": token})
        for name, value in query.items():
            at.query_params[name] = value
        at.run()
        assert bool(at.exception) is shut
        return at

    yield opened
    office.take(None)


def text(at: AppTest) -> str:
    """Everything that the page says, its HTML without tags."""
    said = []
    for element in at.main:
        body = getattr(element, "value", None)
        if element.type == "html":
            body = html.unescape(re.sub(r"<[^>]+>", " ", element.proto.body))
        said.append(f"{getattr(element, 'label', '')} {'' if body is None else body}")
    return "\n".join(said).replace("\\", "")


def address(at: AppTest, name: str) -> str:
    """What the address says; the harness holds a list until the page has written it."""
    held = at.query_params[name]
    return held if isinstance(held, str) else held[-1]


def place(handle: str, form: str, item: str) -> str:
    """The key of the widget in which a question is answered."""
    return f"answer.{handle}.{form}.{item}"


def press(at: AppTest, key: str) -> AppTest:
    """Press a button and let the page be drawn."""
    at.button(key=key).click().run()
    assert not at.exception
    return at


def enrol(house: House) -> str:
    """Enrol a patient of any study, referred by Anna."""
    site = house.office.study.sites[0].code
    coordinator, day = house.desk("carla"), house.clock.now().date()
    return patients.enrol(
        coordinator, number=patients.next_number(coordinator, site=site), site=site, physician="anna", age=60,
        dilemma=house.office.study.codelist(house.office.study.dilemmas).codes[0].code, consent_on=day,
        planned_on=day, eligible=True, key=uuid4().hex,
    )  # fmt: skip
