"""Signing out acts in every tab at once, and two people on one question lose nothing."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from her2dash.actions import capture
from her2dash.actions.desk import Office
from tests.browser.conftest import NewPage
from tests.browser.world import World, desk, item, settle

# What a browser sees is the same on either database; on a server two people write at once.
pytestmark = pytest.mark.parametrize("world", ["postgresql"], indirect=True, scope="module")


def on_sign_in_page(page: Page) -> None:
    page.wait_for_url(re.compile("/sign-in"), timeout=10_000)


def test_after_sign_out_in_one_tab_the_other_tabs_answer_is_not_written(
    world: World, new_page: NewPage, office: Office, handle: str
) -> None:
    here = new_page()
    world.sign_in(here, "anna", f"/form?patient={handle}&form=q_pre")
    there = here.context.new_page()
    world.open(there, "/account")
    there.get_by_role("button", name="Sign out").click()
    on_sign_in_page(there)
    choice = item(here, "identity").locator("label").first
    if choice.is_visible():
        choice.click()
    on_sign_in_page(here)
    sheet = capture.open_form(desk(office, "anna"), handle=handle, form="q_pre")
    assert sheet.answers == {}


def test_after_sign_out_in_one_tab_the_other_tabs_tick_shows_nothing(world: World, new_page: NewPage) -> None:
    board = new_page(width=1366)
    world.sign_in(board, "paula", "/overview")
    there = board.context.new_page()
    world.open(there, "/account")
    there.get_by_role("button", name="Sign out").click()
    on_sign_in_page(there)
    on_sign_in_page(board)
    expect(board.get_by_role("heading", name="Overview")).to_have_count(0)


def test_two_people_who_answer_one_question_at_once_both_see_both_answers(
    world: World, new_page: NewPage, office: Office, handle: str
) -> None:
    one, other = new_page(width=1366), new_page(width=1366)
    for page, login in ((one, "iris"), (other, "igor")):
        world.sign_in(page, login, f"/form?patient={handle}&form=pet&page=2")
        expect(item(page, "call")).to_be_visible()
    item(one, "call").get_by_text("Positive", exact=True).click()
    item(other, "call").get_by_text("Negative", exact=True).click()
    for page in (one, other):
        place = item(page, "call")
        expect(place.get_by_text("Two answers differ", exact=False)).to_be_visible(timeout=10_000)
        expect(place.get_by_text("Dr Iris", exact=False).first).to_be_visible()
        expect(place.get_by_text("Dr Igor", exact=False).first).to_be_visible()
    given = capture.open_form(desk(office, "iris"), handle=handle, form="pet").answered["call"]
    assert {given.value, *(rival.value for rival in given.rivals)} == {"positive", "negative"}


def test_a_forged_session_header_and_another_persons_cookie_give_no_state(
    world: World, new_page: NewPage, handle: str
) -> None:
    first = new_page(width=1366)
    world.sign_in(first, "anna", f"/form?patient={handle}&form=q_pre")
    first.context.clear_cookies()
    stranger = first.context.new_page()
    world.sign_in(stranger, "bram", f"/form?patient={handle}&form=q_pre")
    settle(stranger)
    expect(stranger.get_by_text("There is no such patient among yours.")).to_be_visible()
