"""Filters of the boards: the address is their memory, every board has the same, one press clears them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.figures.boards import BOARDS
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import Screen, address, press, text

ROOMS = [name for name in BOARDS if name != "overview"]


def included(house: House, number: str, site: str, physician: str) -> str:
    """Enrol a patient whose test is signed: positive."""
    handle = house.enrol(number, physician=physician)
    study, today = house.office.study, house.clock.now().date()
    house.sign("iris", handle, "pet", filled(study, study.form("pet"), today, call="positive"))
    assert number.startswith(site)
    return handle


@pytest.fixture
def two_patients(house: House) -> House:
    for number in ("01-001", "01-002"):
        included(house, number, "01", "anna")
    return house


def filter_of(at: AppTest, name: str) -> object:
    return at.selectbox(key=f"q.{name}").value


def test_a_filter_is_written_into_the_address_and_said_on_every_figure(
    two_patients: House, screen: Screen
) -> None:
    at = screen(two_patients, "paula", "concordance")
    assert "n = 2 included" in text(at)
    at.selectbox(key="q.site").set_value("02").run()
    assert not at.exception
    assert address(at, "site") == "02"
    assert "No patient is included yet" in text(at)
    captions = [line for line in text(at).splitlines() if "Analysis version" in line]
    assert captions
    assert all("Only: site 02." in line for line in captions)


def test_an_address_with_filters_shows_them_and_what_it_cannot_mean_is_passed_over(
    two_patients: House, screen: Screen
) -> None:
    at = screen(two_patients, "paula", "concordance", site="02", sealed="no", period="2026Q1")
    assert (filter_of(at, "site"), filter_of(at, "sealed")) == ("02", "no")
    assert "Only: site 02, enrolled in Q1 2026, not sealed before the test." in text(at)
    odd = screen(two_patients, "paula", "concordance", site="<b>", sealed="perhaps", dilemma="none")
    assert "All patients." in text(odd)
    assert "n = 2 included" in text(odd)
    # its files are of everybody too: an address that names nobody would be refused there
    links = "".join(each.proto.body for each in odd.get("html"))
    assert "/concordance.csv?lang=en" in links


def test_one_press_shows_everybody_again(two_patients: House, screen: Screen) -> None:
    at = screen(two_patients, "paula", "concordance", site="02", test="any_lesion")
    press(at, "clear-filters")
    assert "site" not in at.query_params
    assert "n = 2 included" in text(at)
    assert not [button for button in at.button if button.key == "clear-filters"]


@pytest.mark.parametrize("room", ROOMS)
def test_every_board_takes_the_same_filters(two_patients: House, screen: Screen, room: str) -> None:
    at = screen(two_patients, "paula", room, site="02")
    assert filter_of(at, "site") == "02"
    assert "Only: site 02." in text(at)


def test_as_of_a_past_moment_what_was_signed_later_is_not_there_and_nothing_moves(
    house: House, screen: Screen
) -> None:
    house.enrol("01-001")
    before = house.clock.now()
    house.clock.advance(days=2)
    included(house, "01-002", "01", "anna")
    at = screen(house, "paula", "concordance", **{"as-of": before.isoformat()})
    assert "No patient is included yet" in text(at)
    assert "Of a past moment:" in text(at)
    assert "data as of 2\u00a0Mar\u00a02026, 10:00\u00a0CET" in text(at)
    assert "n = 1 included" in text(screen(house, "paula", "concordance"))


@pytest.mark.parametrize("moment", ["yesterday", "2026-03-01T10:00", "2099-01-01T00:00+00:00"])
def test_a_moment_that_is_none_is_passed_over(house: House, screen: Screen, moment: str) -> None:
    assert "shows here within seconds" in text(screen(house, "paula", "concordance", **{"as-of": moment}))


def test_a_day_is_chosen_with_the_keyboard_and_means_its_end(house: House, screen: Screen) -> None:
    included(house, "01-001", "01", "anna")
    house.clock.advance(days=3)
    at = screen(house, "paula", "concordance")
    at.date_input(key="q.as-of").set_value(datetime(2026, 3, 3, tzinfo=UTC).date()).run()
    assert address(at, "as-of") == "2026-03-03T23:59:59+01:00"
    assert "n = 1 included" in text(at)


def test_a_run_that_changes_nothing_sends_no_choice_back(two_patients: House, screen: Screen) -> None:
    # A value that is sent would undo what was chosen in the browser while that run was under way.
    at = screen(two_patients, "paula", "concordance", site="01", show="concordance:4").run()
    sent = [box.key for box in (*at.selectbox, *at.date_input) if box.proto.set_value]
    assert (sent, filter_of(at, "site")) == ([], "01")


def test_the_patients_of_a_group_are_listed_and_open(two_patients: House, screen: Screen) -> None:
    at = screen(two_patients, "paula", "concordance")
    assert "Patient 01-001" not in text(at)
    at.selectbox(key="behind.concordance").set_value("still open").run()
    assert not at.exception
    assert address(at, "show") == "concordance:4"
    assert [link.label for link in at.get("page_link")] == ["Patient 01-001", "Patient 01-002"]


def test_back_finds_the_list_open(two_patients: House, screen: Screen) -> None:
    at = screen(two_patients, "paula", "concordance", show="concordance:4")
    assert len(at.get("page_link")) == 2
    for odd in ("concordance:99", "nothing:1", "concordance", "concordance:-1"):
        assert not screen(two_patients, "paula", "concordance", show=odd).get("page_link")


def test_who_owes_a_form_is_filtered_like_every_figure(two_patients: House, screen: Screen) -> None:
    two_patients.clock.advance(days=14)
    at = screen(two_patients, "paula", "overview", site="01")
    assert "Patient 01-001" in [link.label for link in at.get("page_link")]
    other = screen(two_patients, "paula", "overview", site="02")
    assert not other.get("page_link")
    assert "No form is due or overdue." in text(other)


def test_the_next_day_a_board_is_of_that_day_though_nothing_was_signed(
    two_patients: House, screen: Screen
) -> None:
    assert "data as of 2\u00a0Mar\u00a02026" in text(screen(two_patients, "paula", "flow"))
    two_patients.clock.advance(days=1)
    assert "data as of 3\u00a0Mar\u00a02026" in text(screen(two_patients, "paula", "flow"))
