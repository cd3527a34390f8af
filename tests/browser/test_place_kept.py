"""A board is read on where it was left: after Back from a patient, after Refresh, after a reload."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_boards import choose
from tests.browser.world import World, see_figures

NEAR = 50  # CSS pixels

WIDTHS = pytest.mark.parametrize("width", [1280, 390])


def top_of(place: Locator) -> float:
    """How far below the top of the screen something stands."""
    box = place.bounding_box()
    assert box is not None
    return box["y"]


def scrolled(page: Page) -> int:
    """How far the page is scrolled."""
    return int(page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop"))


def rest(page: Page) -> None:
    """Wait until the page is drawn and found its place."""
    see_figures(page)
    page.wait_for_function("() => !document.documentElement.dataset.her2Place", timeout=20_000)


@WIDTHS
def test_back_from_a_patient_finds_filter_list_place_and_focus(
    demo: World, new_page: NewPage, width: int
) -> None:
    page = new_page(width=width)
    demo.sign_in(page, "peters", "/concordance?site=01")
    choose(page, "Patients by group", "discordant")
    patients = page.locator("[class*='st-key-patients-concordance']").get_by_role("link")
    expect(patients.first).to_be_visible()
    see_figures(page)
    before, names, left = top_of(patients.first), patients.all_inner_texts(), page.url
    assert scrolled(page) > 200
    patients.first.click()
    expect(page.locator("h1")).to_have_text(names[0])
    expect(page.locator("h1")).to_be_in_viewport()
    page.go_back()
    expect(patients.first).to_be_visible()
    rest(page)
    assert (page.url, patients.all_inner_texts()) == (left, names)
    assert abs(top_of(patients.first) - before) < NEAR
    expect(patients.first).to_be_focused()


@WIDTHS
def test_refresh_and_a_reload_keep_filter_open_table_and_place(
    demo: World, new_page: NewPage, width: int
) -> None:
    page = new_page(width=width)
    demo.sign_in(page, "peters", "/concordance?site=01")
    numbers = page.locator("[class*='st-key-figure-concordance']").first.locator("summary")
    numbers.click()
    table = page.get_by_role("table", name="Share of concordant patients")
    expect(table).to_be_visible()
    asked = page.locator("[class*='st-key-asked']").get_by_text("Asked at")
    said = asked.inner_text()
    place = scrolled(page)
    # The press stands above the figures: the keyboard reaches it without moving the page.
    page.get_by_role("button", name="Refresh").evaluate("button => button.click()")
    expect(asked).not_to_have_text(said)
    rest(page)
    expect(table).to_be_visible()
    assert abs(scrolled(page) - place) < NEAR
    assert "site=01" in page.url
    page.wait_for_timeout(500)
    before = top_of(numbers)
    page.reload()
    rest(page)
    assert abs(top_of(numbers) - before) < NEAR
