"""The entry: whose pages are listed, what a shut room says, and that no page draws by itself."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from her2dash.access import Role
from her2dash.actions import accounts
from her2dash.i18n import Words
from her2dash.settings import PLACE
from her2dash.ui import office
from her2dash.ui.authenticator import COOKIE
from her2dash.ui.navigation import ROOMS, barred, first_room
from her2dash.ui.reader import Reader, reader_at
from pages.entry import SHOWS
from tests.house import House
from tests.pages.conftest import text

PAGES = sorted(path for path in (PLACE / "pages").glob("*.py") if path.stem not in ("__init__", "entry"))

LISTED = {
    "anna": ["worklist", "study", "account"],
    "carla": ["worklist", "patients", "people", "trail", "study", "account"],
    "iris": ["worklist", "study", "account"],
    "paula": [
        "overview", "concordance", "impact", "workup", "ctc", "flow", "reports", "cohort", "patients",
        "trail", "study", "account",
    ],
    "adam": ["people", "trail", "study", "account"],
}  # fmt: skip


def reader(house: House, login: str) -> Reader:
    return reader_at(house.desk(login))


def enter(house: House, login: str, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    token = house.desk(login)._token  # once: every sign-in begins a session of its own
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda _: {COOKIE: token}))
    monkeypatch.setattr(office._door, "office", house.office)
    return AppTest.from_file(str(PLACE / "pages" / "entry.py"), default_timeout=30).run()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_that_is_run_alone_draws_nothing(path: Path) -> None:
    at = AppTest.from_file(str(path), default_timeout=30).run()
    assert not at.exception
    assert len(at.main) == 0


def test_every_room_has_its_page_and_every_page_its_room() -> None:
    assert {room.name for room in ROOMS} == set(SHOWS) == {path.stem for path in PAGES}


@pytest.mark.parametrize("login", LISTED)
def test_a_person_finds_the_rooms_of_the_own_role_and_begins_in_the_first(house: House, login: str) -> None:
    who = reader(house, login)
    open_rooms = [room.name for room in ROOMS if room.listed and barred(room, who) is None]
    assert open_rooms == LISTED[login]
    assert first_room(who).name == LISTED[login][0]


def test_a_room_whose_part_the_study_lacks_says_so(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    who = reader(house, "paula")
    room = next(room for room in ROOMS if room.needs)
    lacking = who.study.model_copy(update={"roles": who.study.roles.model_copy(update={room.needs[0]: None})})
    monkeypatch.setattr(Reader, "study", property(lambda _: lacking))
    assert barred(room, who) == "This study has nothing that this page could show."


@pytest.mark.parametrize(("login", "heading"), [("anna", "Work-list"), ("paula", "Overview")])
def test_the_entry_opens_the_first_room(
    house: House, monkeypatch: pytest.MonkeyPatch, login: str, heading: str
) -> None:
    at = enter(house, login, monkeypatch)
    assert not at.exception
    assert [title.value for title in at.title] == [heading]


@pytest.mark.parametrize(("login", "wide"), [("anna", False), ("paula", True)])
def test_the_width_of_a_page_is_said_once_in_a_run(
    house: House, monkeypatch: pytest.MonkeyPatch, login: str, wide: bool
) -> None:
    said: list[object] = []
    real = st.set_page_config
    monkeypatch.setattr(st, "set_page_config", lambda **all: (said.append(all.get("layout")), real(**all)))
    enter(house, login, monkeypatch)
    assert said == ["wide" if wide else "centered"]


def test_every_page_says_who_is_signed_in_with_a_way_to_the_account(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = enter(house, "anna", monkeypatch)
    assert "You are Dr Anna, referring physician." in text(at)
    links = [element.proto.page for element in at.main if element.type == "page_link"]
    assert "account" in links


def test_near_the_end_of_the_idle_time_the_reader_is_warned_and_can_stay(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = enter(house, "anna", monkeypatch)
    assert "You will be signed out" not in text(at)
    house.clock.advance(minutes=26)
    for by_itself in ("her2dash.by_itself", "her2dash.tick"):  # as a tick leaves them
        at.session_state[by_itself] = True
    at.run()
    assert "You will be signed out in about 4 minutes." in text(at)
    at.button(key="stay").click().run()
    house.clock.advance(minutes=10)
    assert accounts.who(house.desk("anna")).login == "anna"


def test_a_demo_says_on_every_page_that_its_data_are_synthetic(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Synthetic data" not in text(enter(house, "anna", monkeypatch))
    object.__setattr__(house.office, "demo", True)
    assert "Synthetic data: nobody in this demo is real." in text(enter(house, "anna", monkeypatch))


def test_a_demo_has_a_button_per_role_on_every_page_and_a_study_has_none(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drawn() -> str:
        at = enter(house, "anna", monkeypatch)
        return "".join(element.proto.body for element in at.main if element.type == "html")

    assert "/demo/" not in drawn()
    object.__setattr__(house.office, "demo", True)
    buttons = re.findall(r'name="become" value="([a-z]+)"( aria-current="true")?', drawn())
    assert {role for role, _ in buttons} == set(Role)
    assert [role for role, own in buttons if own] == [Role.PHYSICIAN]


def test_a_demo_says_how_long_its_server_took_for_the_page(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = " ms on the server, without sending and drawing"
    assert said not in text(enter(house, "anna", monkeypatch))
    object.__setattr__(house.office, "demo", True)
    began = time.perf_counter()
    told = re.findall(rf"(\d+){said}", text(enter(house, "anna", monkeypatch)))
    assert len(told) == 1
    assert 0 < int(told[0]) <= 1000 * (time.perf_counter() - began)


def test_dutch_readers_get_the_studys_dutch(house: House) -> None:
    accounts.set_language(house.desk("anna"), language="nl")
    assert Words("nl").language == reader(house, "anna").language
