"""The investigator locks a patient whose form lies open on a phone elsewhere, and then the database."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_every_page import ONCE_EACH, look
from tests.browser.world import World, settle


def press(page: Page, button: str) -> None:
    """Press a button and wait until the page is drawn."""
    page.get_by_role("button", name=button, exact=True).click()
    settle(page)


def choose(page: Page, label: str, option: str) -> None:
    """Choose from a list and wait until the page is drawn."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option).click()
    settle(page)


def test_what_is_typed_into_a_form_that_was_locked_meanwhile_is_told_as_not_saved(
    demo: World, new_page: NewPage
) -> None:
    hers, his = new_page(), new_page()
    demo.sign_in(hers, "devries", "/worklist")
    hers.get_by_role("link", name="Start").or_(hers.get_by_role("link", name="Continue")).first.click()
    hers.wait_for_url("**/form?*")
    settle(hers)
    form = hers.url.removeprefix(demo.server.address)
    demo.open(hers, f"{form.partition('&page')[0]}&page=1")
    radio = hers.locator("[data-testid=stRadio] label:has(input:not(:checked))").last
    expect(radio).to_be_visible()
    demo.sign_in(his, "peters")
    demo.open(his, form.replace("/form", "/patient"))
    his.get_by_text("Lock and unlock").click()
    look(his, ONCE_EACH)
    choose(his, "What is to be locked", "All of this patient's record")
    press(his, "Lock")
    expect(his.get_by_text("This patient's record is locked since").first).to_be_visible()
    radio.click()
    expect(hers.get_by_text("This was answered after the form was locked, and is not saved:")).to_be_visible()
    settle(hers)
    expect(hers.locator("[data-testid=stRadio]")).to_have_count(0)
    look(hers, ONCE_EACH)
    look(his, ONCE_EACH)


def test_the_data_base_is_locked_and_unlocked_on_a_phone(demo: World, new_page: NewPage) -> None:
    page = new_page()
    demo.sign_in(page, "peters", "/study")
    page.get_by_text("Lock the database").first.click()
    expect(page.get_by_text("I have reviewed the data of this study.")).to_be_visible()
    look(page, ONCE_EACH)
    press(page, "Lock the database")
    expect(page.get_by_text("The study's database is locked since")).to_be_visible()
    page.get_by_text("Unlock the database for a time").click()
    page.get_by_label("Reason for unlocking").first.fill("a letter that came late")
    look(page, ONCE_EACH)
    press(page, "Unlock the database")
    expect(page.get_by_text("Then it locks again by itself.").first).to_be_visible()
    page.get_by_text("Unlock the database for good").first.click()
    page.get_by_label("Reason for unlocking").last.fill("locked too soon")
    press(page, "Unlock the database for good")
    expect(page.get_by_text("Unlocked for good by Prof. P. Peters")).to_be_visible()
