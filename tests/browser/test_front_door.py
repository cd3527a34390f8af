"""The front door as a browser sees it: readable by all, without scripts, and a way in after a lost line."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped] # it ships no types
from playwright.sync_api import Page, expect

from her2dash.actions import accounts, office
from tests.browser.conftest import NewPage
from tests.browser.world import PASSWORD, World, settle

SIGN_IN = "**/sign-in*"

# What a browser sees of the door is the same on either database.
ON_SQLITE = pytest.mark.parametrize("world", ["sqlite"], indirect=True, scope="module")


def is_clean(page: Page) -> None:
    assert [found["id"] for found in Axe().run(page).response["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def end_every_session(world: World, page: Page) -> None:
    token = next(c["value"] for c in page.context.cookies() if c["name"] == "her2dash_session")
    opened = office.open_office(world.settings)
    accounts.end_session(opened, token)
    opened.database.dispose()


@ON_SQLITE
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_everybody_can_read_the_sign_in_page(
    world: World, new_page: NewPage, scheme: str, width: int
) -> None:
    page = new_page(width=width, color_scheme=scheme)
    for address in ("/sign-in", "/sign-in?lang=nl&next=%2Foverview", "/no/such/page"):
        page.goto(world.server.address + address)
        is_clean(page)


@ON_SQLITE
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_what_was_wrong_and_is_led_to_the_password(
    world: World, new_page: NewPage, scheme: str
) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(f"{world.server.address}/overview")
    page.get_by_label("User name").fill("paula")
    page.get_by_label("Password").fill("not this one")
    page.get_by_label("Password").press("Enter")
    expect(page.get_by_role("alert")).to_have_text("The user name or the password is not right.")
    expect(page.get_by_label("Password")).to_be_focused()
    expect(page).to_have_title("Error: Sign in – her2dash")
    is_clean(page)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    settle(page)
    expect(page).to_have_url(f"{world.server.address}/overview")


@ON_SQLITE
def test_the_way_in_needs_no_script(world: World, new_page: NewPage) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{world.server.address}/overview")
    page.get_by_role("link", name="Nederlands").click()
    expect(page.locator("html")).to_have_attribute("lang", "nl")
    page.locator("#login").fill("mona")
    page.locator("#password").fill(PASSWORD)
    page.locator("button").click()
    expect(page).to_have_url(f"{world.server.address}/overview")
    expect(page.locator("noscript")).to_be_visible()


@ON_SQLITE
def test_no_page_asks_another_host_or_breaks_the_policy(world: World, new_page: NewPage) -> None:
    page = new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: said.append(line.text))
    world.sign_in(page, "paula", "/concordance")
    assert {url.split("/")[2] for url in asked if url.startswith("http")} == {
        world.server.address.split("/")[2]
    }
    assert [line for line in said if "Content Security Policy" in line] == []


@ON_SQLITE
def test_a_tab_whose_line_was_lost_and_whose_session_ended_is_taken_to_the_door(
    world: World, new_page: NewPage
) -> None:
    page = new_page()
    world.sign_in(page, "paula", "/overview")
    world.server.kill()
    end_every_session(world, page)
    world.server.start()
    page.wait_for_url(SIGN_IN, timeout=30_000)
    expect(page).to_have_url(f"{world.server.address}/sign-in?next=%2Foverview")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_read_the_door_of_the_demo(demo: World, new_page: NewPage, scheme: str) -> None:
    page = new_page(color_scheme=scheme)
    page.goto(demo.server.address)
    expect(page.get_by_text("Synthetic data")).to_be_visible()
    is_clean(page)
    page.get_by_role("button", name="Principal investigator").click()
    settle(page)
    expect(page.get_by_text("Synthetic data")).to_be_visible()
