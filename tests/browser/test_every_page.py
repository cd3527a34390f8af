"""Every page as a reader meets it: nothing for axe to find, nothing that runs over the edge of a phone."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from her2dash.figures.boards import BOARDS
from tests.browser.conftest import NewPage
from tests.browser.world import World, settle

# Streamlit's own, by rule and by where it stands; anything else is ours to mend.
STREAMLITS_OWN: set[tuple[str, str]] = set()

SEEN_BY = {
    "devries": ("/worklist", "/study", "/account", "/overview"),
    "dekker": ("/worklist", "/patients"),
    "vandam": ("/worklist",),
    "willems": ("/people",),
    "peters": (*(f"/{board}" for board in BOARDS), "/reports", "/patients", "/trail", "/account", "/study"),
}


def faults(page: Page) -> list[str]:
    # What axe passes is not reported node by node: that costs more than looking.
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
        if (each["id"], str(node["target"])) not in STREAMLITS_OWN
    ]


def runs_over(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))


PHONE, DESKTOP = (390, 844), (1366, 768)
LOOKS = (("light", PHONE), ("light", DESKTOP), ("dark", PHONE), ("dark", DESKTOP))
# Forms have many pages, made of the same parts: each width and each mode once.
ONCE_EACH = (("light", DESKTOP), ("dark", PHONE))


def look(page: Page, looks: tuple[tuple[str, tuple[int, int]], ...] = LOOKS) -> None:
    """Look at a page on a phone and on a desktop, in light and dark, without loading it again."""
    for mode, (width, height) in looks:
        page.emulate_media(color_scheme=mode)  # type: ignore[arg-type]  # one of playwright's words
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(400)  # figures are drawn again
        assert (mode, width, faults(page)) == (mode, width, [])
        assert (mode, width, runs_over(page)) == (mode, width, False)


def test_the_pages_follow_the_readers_light_and_dark(demo: World, new_page: NewPage) -> None:
    page = new_page(color_scheme="light")
    demo.sign_in(page, "devries")
    ground = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    light = page.evaluate(ground)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(400)
    assert page.evaluate(ground) != light


@pytest.mark.parametrize("login", SEEN_BY)
def test_a_page_has_no_fault(demo: World, new_page: NewPage, login: str) -> None:
    page = new_page()
    demo.sign_in(page, login)
    for turn, address in enumerate(SEEN_BY[login]):
        demo.open(page, address)
        page.wait_for_timeout(500)
        # Boards are made of the same parts, and drawing them anew takes seconds: they take turns.
        board = address.removeprefix("/") in BOARDS
        look(page, ONCE_EACH[turn % 2 :][:1] if board else LOOKS)


def test_the_sign_in_page_has_no_fault(demo: World, new_page: NewPage) -> None:
    page = new_page()
    page.goto(f"{demo.server.address}/sign-in")
    look(page)


@pytest.mark.parametrize(
    ("login", "form"),
    [
        ("devries", "q_pre"),
        ("devries", "q_post"),
        ("devries", "q_month3"),
        ("vandam", "pet"),
        ("dekker", "therapy"),
    ],
)
def test_every_page_of_every_form_and_its_check_have_no_fault(
    demo: World, new_page: NewPage, login: str, form: str
) -> None:
    page = new_page()
    demo.sign_in(page, login, "/worklist")
    page.locator(f"[class*='st-key-row-task-'][class*='-{form}']").get_by_role("link").first.click()
    expect(page.get_by_role("button", name="Continue", exact=True)).to_be_visible()
    settle(page)
    base = page.url.split("&page=")[0].removeprefix(demo.server.address)
    for step in (*range(1, len(demo.study.form(form).groups) + 1), "check"):
        demo.open(page, f"{base}&page={step}")
        look(page, ONCE_EACH)


def test_a_signed_form_with_its_receipt_has_no_fault(demo: World, new_page: NewPage) -> None:
    page = new_page()
    demo.sign_in(page, "devries", "/worklist")
    page.get_by_role("link", name="Read").first.click()
    expect(page.get_by_text("Signed and sealed")).to_be_visible()
    settle(page)
    look(page)


@pytest.mark.parametrize("login", ["devries", "dekker", "peters"])
def test_a_patients_page_has_no_fault(demo: World, new_page: NewPage, login: str) -> None:
    page = new_page()
    demo.sign_in(page, login, "/worklist" if login == "devries" else "/patients")
    page.get_by_role("link", name="Open this patient").first.click()
    expect(page.get_by_role("heading", name="What happened")).to_be_visible(timeout=20_000)
    settle(page)
    look(page)


def test_a_form_that_is_being_corrected_and_its_rows_have_no_fault(demo: World, new_page: NewPage) -> None:
    page = new_page()
    demo.sign_in(page, "vandam", "/worklist")
    page.locator("[class*='st-key-row-task-'][class*='-pet']").get_by_role("link").first.click()
    page.wait_for_url("**/form?*")
    settle(page)
    base = page.url.split("&page=")[0].removeprefix(demo.server.address)
    demo.open(page, f"{base}&page=3")
    look(page)
