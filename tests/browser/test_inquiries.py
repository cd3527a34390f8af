"""An investigator asks about an answer, the physician finds it first thing and answers: both on a phone."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_every_page import ONCE_EACH, look
from tests.browser.world import World, settle

WHY = "Which of the two biopsies is meant?"


def say(page: Page, label: str, words: str, button: str) -> None:
    """Type into a field and press the button below it."""
    page.get_by_label(label).fill(words)
    page.get_by_role("button", name=button, exact=True).click()
    settle(page)


def test_a_question_goes_to_the_work_list_and_its_answer_comes_back(demo: World, new_page: NewPage) -> None:
    hers, his = new_page(), new_page()
    demo.sign_in(hers, "devries", "/worklist")
    waiting = hers.locator(".st-key-inquiries").get_by_role("link")
    expect(waiting).to_have_count(1)  # the demo's own
    hers.get_by_role("link", name="Read").first.click()
    expect(hers.get_by_text("Signed and sealed")).to_be_visible()
    form = hers.url.removeprefix(demo.server.address)
    demo.sign_in(his, "peters")
    demo.open(his, form)
    his.get_by_text("Ask about an answer").click()
    say(his, "Your question", WHY, "Ask")
    expect(his.get_by_text(f"“{WHY}”")).to_be_visible()
    look(his, ONCE_EACH)
    demo.open(hers, "/worklist")
    expect(waiting).to_have_count(2)
    expect(hers.get_by_text("asked today")).to_be_visible()
    look(hers, ONCE_EACH)
    waiting.last.click()
    expect(hers.get_by_text(f"“{WHY}”")).to_be_visible()
    settle(hers)
    say(hers, "Your answer", "The one of March.", "Give this answer")
    expect(hers.get_by_text("“The one of March.”")).to_be_visible()
    look(hers, ONCE_EACH)
    demo.open(his, form)
    expect(his.get_by_text("“The one of March.”")).to_be_visible()
    his.get_by_role("button", name="Close this question").click()
    expect(his.get_by_text("Closed by")).to_be_visible()
