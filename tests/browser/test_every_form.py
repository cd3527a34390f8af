"""Every form is filled once by a finger on a phone and once by the keyboard alone, in English and Dutch."""

from __future__ import annotations

import time
from datetime import timedelta
from uuid import uuid4

import pytest

from her2dash.actions import accounts, capture, patients, releases
from her2dash.actions.desk import Office
from her2dash.study.model import Value
from tests.browser import whole_answers as given
from tests.browser.conftest import NewPage
from tests.browser.hands import Hands
from tests.browser.world import PASSWORD, TODAY, World, desk

# What a browser sees of a form is the same on either database.
ON_SQLITE = pytest.mark.parametrize("world", ["sqlite"], indirect=True, scope="module")

STEPS: tuple[tuple[str, str, dict[str, Value]], ...] = (
    ("anna", "q_pre", given.Q_PRE),
    ("carla", "workup", given.WORKUP),
    ("iris", "pet", given.PET),
    ("lars", "ctc", given.CTC),
    ("anna", "q_post", given.Q_POST),
    ("carla", "therapy", given.THERAPY),
    ("anna", "q_month3", given.Q_MONTH3),
    ("carla", "status", given.STATUS),
)

# The most presses besides the answers, from the sign-in page to the receipt of the first form.
MOST_PRESSES = 14


def enrolled_long_ago(office: Office) -> str:
    """A patient whose scan lies far enough back for every form to be open."""
    carla = desk(office, "carla")
    number = patients.next_number(carla, site="01")
    return patients.enrol(
        carla, number=number, site="01", physician="anna", age=54, dilemma="inaccessible",
        consent_on=TODAY - timedelta(days=130), planned_on=TODAY - timedelta(days=100), eligible=True,
        key=uuid4().hex,
    )  # fmt: skip


def speaking(office: Office, login: str, language: str) -> None:
    accounts.set_language(desk(office, login), language=language)


@ON_SQLITE
@pytest.mark.parametrize(
    ("language", "keyboard", "width"), [("en", False, 390), ("nl", True, 1366)], ids=["phone", "keyboard"]
)
def test_every_form_is_filled_signed_and_kept_as_it_was_given(
    world: World, new_page: NewPage, office: Office, language: str, keyboard: bool, width: int
) -> None:
    handle, people = enrolled_long_ago(office), dict[str, Hands]()
    for login, form, answers in STEPS:
        if login not in people:
            speaking(office, login, language)
            people[login] = Hands(new_page(width=width), world.study, language, keyboard)
            people[login].sign_in(world.server.address, login, PASSWORD)
        hands = people[login]
        world.open(hands.page, f"/form?patient={handle}&form={form}")
        hands.fill(world.study.form(form), answers)
        hands.sign(PASSWORD)
        kept = capture.open_form(desk(office, login), handle=handle, form=form)
        assert (kept.answers, kept.receipt is not None) == (answers, True), form
        if form == "pet":
            releases.release(desk(office, "iris"), handle=handle, reason=None, key=uuid4().hex)
    for login in people:
        speaking(office, login, "en")


@ON_SQLITE
def test_the_first_form_takes_few_presses_besides_its_answers(
    world: World, new_page: NewPage, office: Office, record_property: pytest.RecordProperty
) -> None:
    handle = enrolled_long_ago(office)
    hands, began = Hands(new_page(), world.study), time.monotonic()
    hands.sign_in(world.server.address, "anna", PASSWORD)
    hands.press(hands.page.locator(f".st-key-button-{handle}-q_pre a"))
    hands.fill(world.study.form("q_pre"), given.Q_PRE)
    hands.sign(PASSWORD)
    record_property("presses besides the answers", hands.presses)
    record_property("seconds from the sign-in page to the receipt", round(time.monotonic() - began, 1))
    assert hands.presses <= MOST_PRESSES
