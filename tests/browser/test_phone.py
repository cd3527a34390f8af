"""What a thumb and a bad line meet: a menu that can be found, headings that are seen, words of our own."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.world import World, settle

THUMB = 44  # CSS pixels, WCAG 2.5.5

ON_SQLITE = pytest.mark.parametrize("world", ["sqlite"], indirect=True, scope="module")


def is_found_by_a_thumb(place: Locator) -> bool:
    box = place.bounding_box()
    return box is not None and box["width"] >= THUMB and box["height"] >= THUMB


def test_the_menu_has_a_name_and_room_for_a_thumb(demo: World, new_page: NewPage) -> None:
    page = new_page(width=390)
    demo.sign_in(page, "devries", "/worklist")
    menu = page.get_by_role("button", name="Menu", exact=True)
    assert is_found_by_a_thumb(menu)
    menu.click()
    page.wait_for_timeout(400)  # it slides in
    expect(page.get_by_role("link", name="The study")).to_be_visible()
    assert is_found_by_a_thumb(page.get_by_role("link", name="The study"))
    assert is_found_by_a_thumb(page.get_by_role("button", name="Close the menu"))


def test_every_link_of_the_work_list_has_room_for_a_thumb(demo: World, new_page: NewPage) -> None:
    page = new_page(width=390)
    demo.sign_in(page, "devries", "/worklist")
    expect(page.get_by_role("link", name="Read").first).to_be_visible()
    links = page.get_by_test_id("stMain").get_by_role("link").all()
    assert "Read" in [link.inner_text() for link in links]
    assert [link.inner_text() for link in links if not is_found_by_a_thumb(link)] == []


def test_a_later_page_of_a_form_arrives_with_its_whole_heading_below_the_bar(
    demo: World, new_page: NewPage
) -> None:
    page = new_page(width=390)
    demo.sign_in(page, "devries", "/worklist")
    page.locator("[class*='st-key-row-task-'][class*='-q_post']").get_by_role("link").first.click()
    page.get_by_role("button", name="Continue", exact=True).click()  # the gaps are named once
    page.get_by_role("button", name="Continue without these answers").click()
    expect(page.locator("h2#top")).to_be_focused()
    settle(page)
    bar, heading = page.get_by_test_id("stHeader").bounding_box(), page.locator("h1").bounding_box()
    assert bar is not None
    assert heading is not None
    assert heading["y"] >= bar["y"] + bar["height"]


def test_after_signing_in_the_first_room_is_marked_in_the_menu(demo: World, new_page: NewPage) -> None:
    page = new_page()
    demo.sign_in(page, "peters")
    expect(page.locator("[aria-current=page]")).to_have_text("Overview")


def no_words_of_streamlit(page: Page) -> None:
    expect(page.get_by_text("Streamlit")).to_have_count(0)
    expect(page.get_by_role("dialog")).to_have_count(0)


@ON_SQLITE
def test_a_lost_line_is_told_in_our_own_words_until_it_is_back(world: World, new_page: NewPage) -> None:
    page = new_page(width=390)
    world.sign_in(page, "paula", "/study")
    bar = page.locator(".her2-line")
    expect(bar).to_be_hidden()
    world.server.kill()
    expect(bar).to_contain_text("The connection is lost.", timeout=20_000)
    page.wait_for_timeout(5_000)  # by then Streamlit has asked its question
    no_words_of_streamlit(page)
    world.server.start()
    expect(bar).to_be_hidden(timeout=30_000)
    expect(page.locator("h1")).to_be_visible()
