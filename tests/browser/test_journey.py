"""The whole way of one patient, as people go it: on a phone, through a power cut, to the open overview."""

from __future__ import annotations

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from her2dash.study.model import Value
from tests.browser.conftest import NewPage
from tests.browser.hands import Hands
from tests.browser.world import PASSWORD, TODAY, World, item, settle, type_day

PRE: dict[str, Value] = {
    "identity": "confirmed", "status": "cannot_say", "plan": "chemo", "agents": ("taxane",),
    "plan_confidence": "2", "tests_planned": ("biopsy",),
}  # fmt: skip
PET: dict[str, Value] = {
    "injected_on": (TODAY - timedelta(days=4)).isoformat(), "call": "positive",
    "scanned_on": TODAY.isoformat(), "reported_on": TODAY.isoformat(),
}  # fmt: skip
POST: dict[str, Value] = {
    "status": "positive", "status_confidence": "4", "understanding": "better", "plan": "anti_her2_chemo",
    "agents": ("trastuzumab", "taxane"), "plan_confidence": "5", "changed": "started", "driver": "pet",
    "tests_avoided": ("biopsy",), "tests_added": ("none",),
}  # fmt: skip
THERAPY: dict[str, Value] = {
    "outcome": "regimen", "decided_on": TODAY.isoformat(), "regimen:1": "row", "agent:1": "trastuzumab",
    "agent_given:1": "given", "continued:1": "no", "source": "chart",
}  # fmt: skip


def enrol(page: Page) -> None:
    page.get_by_text("Enrol a patient", exact=True).click()
    expect(page.get_by_label("Study number")).to_have_value("01-001")
    settle(page)
    physician = page.get_by_label("Referring physician")
    expect(physician).to_be_visible()
    page.wait_for_timeout(500)  # the expander slides; a list opened on the way is closed again
    physician.click()
    page.get_by_role("option", name="Dr Anna").click()
    expect(physician).to_have_value("Dr Anna")
    page.get_by_label("Age at consent, in years").fill("54")
    page.get_by_label("Age at consent, in years").press("Tab")
    page.locator(".st-key-enrol-dilemma").get_by_text("Metastases that cannot").click()
    type_day(page.locator(".st-key-enrol-consent_on"), TODAY)
    type_day(page.locator(".st-key-enrol-planned_on"), TODAY + timedelta(days=9))
    page.get_by_text("The patient meets every criterion and gave written consent").click()
    settle(page)
    page.get_by_role("button", name="Enrol this patient").click()
    expect(page.get_by_text("Patient 01-001 is enrolled.")).to_be_visible()


def start(page: Page, world: World, form: str) -> None:
    """Open a form from the work-list."""
    world.open(page, "/worklist")
    page.locator(f"[class*='st-key-row-task-'][class*='-{form}']").get_by_role("link").click()
    expect(page.get_by_text("Page 1 of")).to_be_visible()
    settle(page)


def complete(page: Page, world: World, form: str, answers: dict[str, Value]) -> None:
    """Fill the form that is open, and sign it."""
    hands = Hands(page, world.study)
    hands.fill(world.study.form(form), answers)
    hands.sign(PASSWORD)


@pytest.mark.parametrize("width", [390])
def test_one_patient_goes_the_whole_way_and_the_open_overview_moves(
    world: World, new_page: NewPage, width: int
) -> None:
    study, server = world.study, world.server
    investigator = new_page(width=1366, height=900)
    world.sign_in(investigator, "paula", "/overview")
    expect(investigator.get_by_text("0 of 20")).to_be_visible()

    coordinator = new_page(width=1366, height=900)
    world.sign_in(coordinator, "carla", "/patients")
    enrol(coordinator)
    expect(investigator.get_by_text("1 of 20")).to_be_visible(timeout=5_000)

    physician = new_page(width=width)
    world.sign_in(physician, "anna")
    start(physician, world, "q_pre")
    hands = Hands(physician, study)
    hands.answer(study.form("q_pre").item("identity"), PRE["identity"])
    physician.get_by_role("button", name="Continue", exact=True).click()
    hands.answer(study.form("q_pre").item("status"), PRE["status"])

    server.kill()
    server.start()
    elsewhere = new_page()
    world.sign_in(elsewhere, "anna", "/worklist")
    elsewhere.locator("[class*='st-key-row-task-'][class*='-q_pre']").get_by_role(
        "link", name="Continue"
    ).click()
    expect(elsewhere.get_by_text("Page 2 of")).to_be_visible()
    label = study.codelist("her2_status").labels("en")["cannot_say"]
    expect(item(elsewhere, "status").get_by_role("radio", name=label)).to_be_checked()
    world.open(physician, physician.url.removeprefix(server.address))
    expect(item(physician, "status").get_by_role("radio", name=label)).to_be_checked()

    physician.get_by_role("button", name="Continue", exact=True).click()
    hands.fill(study.form("q_pre"), PRE, before={name: PRE[name] for name in ("identity", "status")})
    hands.sign(PASSWORD)

    imaging = new_page(width=1366, height=900)
    world.sign_in(imaging, "iris")
    start(imaging, world, "pet")
    complete(imaging, world, "pet", PET)
    world.open(imaging, "/worklist")
    imaging.get_by_role("button", name="Release to the referring physician").click()
    expect(imaging.get_by_text("is released to the referring physician")).to_be_visible()

    start(physician, world, "q_post")
    complete(physician, world, "q_post", POST)

    world.open(investigator, "/overview")
    before = investigator.get_by_text("0/1", exact=False).first
    expect(before).to_be_visible()
    start(coordinator, world, "therapy")
    complete(coordinator, world, "therapy", THERAPY)
    expect(investigator.get_by_text("1/1", exact=False).first).to_be_visible(timeout=5_000)
