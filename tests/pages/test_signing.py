"""Check your answers, sign, and the receipt."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.actions import capture, signing, worklist
from her2dash.errors import OutOfReach
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import Screen, address, press, text

PASSWORD = "anna has a long password"


def ready(house: House, screen: Screen, **said: str) -> tuple[str, AppTest]:
    handle, study = house.enrol(), house.office.study
    answers = filled(study, study.form("q_pre"), house.clock.now().date(), **said)
    house.fill("anna", handle, "q_pre", answers)
    return handle, screen(house, "anna", "form", patient=handle, form="q_pre", page="check")


def type_password(at: AppTest, handle: str, password: str) -> None:
    at.text_input(key=f"password.{handle}.q_pre").set_value(password)


def test_the_check_lists_every_question_and_says_what_is_not_provided(house: House, screen: Screen) -> None:
    _, at = ready(house, screen)
    said = text(at)
    assert "What do you suspect the HER2 status of the current disease to be?" in said
    assert "HER2-positive" in said
    assert re.search(r"Is there anything you want to add\?\s+Not provided", said)
    assert "I answered this questionnaire myself" in said
    assert at.button(key="sign").label == "Sign and seal “Questionnaire before the PET”"


def test_change_leads_to_the_question_and_the_way_on_leads_back(house: House, screen: Screen) -> None:
    _, at = ready(house, screen)
    press(at, "change.plan")
    assert address(at, "page") == "3"
    assert address(at, "item") == "plan"
    press(at, "continue")
    assert address(at, "page") == "check"
    assert "from" not in at.query_params


def test_what_is_missing_is_named_with_a_link_and_the_form_cannot_be_signed(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    house.fill("anna", handle, "q_pre", {"identity": "confirmed"})
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="check")
    assert "Choose at least one answer to “Which tests would you have requested" in text(at)
    assert "(#question-tests_planned)" in text(at)
    assert at.button(key="sign").disabled


def test_days_that_contradict_each_other_are_named(house: House, screen: Screen) -> None:
    handle = house.enrol()
    days = {"injected_on": "2026-03-02", "call": "positive", "scanned_on": "2026-03-01"}
    house.fill("iris", handle, "pet", {**days, "reported_on": "2026-03-02"})
    at = screen(house, "iris", "form", patient=handle, form="pet", page="check")
    assert "lies before “On which day was the tracer injected?”" in text(at)


def test_a_wrong_password_is_said_and_nothing_is_signed(house: House, screen: Screen) -> None:
    handle, at = ready(house, screen)
    type_password(at, handle, "not this one")
    press(at, "sign")
    assert "There is a problem" in text(at)
    assert worklist.signed(house.desk("anna")) == ()


def test_signing_gives_a_receipt_with_reference_moment_and_what_is_next(house: House, screen: Screen) -> None:
    handle, at = ready(house, screen)
    type_password(at, handle, PASSWORD)
    press(at, "sign")
    said = text(at)
    assert re.search(r"Reference \*\*[0-9A-Z]{4}-[0-9A-Z]{4}\*\*", said)
    assert "Signed 2 Mar 2026, 10:00 CET by Dr Anna (referring physician)" in said
    assert "Questionnaire after the PET: opens when “HER2-PET” is released." in said
    assert "Download this form" in said
    assert not at.radio


def test_a_second_press_signs_once(house: House, screen: Screen) -> None:
    handle, at = ready(house, screen)
    again = screen(house, "anna", "form", patient=handle, form="q_pre", page="check")
    for page in (at, again):
        type_password(page, handle, PASSWORD)
        press(page, "sign")
    assert len(worklist.signed(house.desk("anna"))) == 1
    assert "This form is signed already" in text(again)
    assert "Signed and sealed" in text(again)


def test_a_signed_form_opens_to_be_read(house: House, screen: Screen) -> None:
    handle, study = house.enrol(), house.office.study
    house.sign("anna", handle, "q_pre", filled(study, study.form("q_pre"), house.clock.now().date()))
    for reader, offered in (("anna", "open-correction"), ("paula", "ask-now")):
        at = screen(house, reader, "form", patient=handle, form="q_pre")
        assert "Signed and sealed" in text(at)
        assert not at.radio
        # Who fills it may open it for a correction, an investigator asks about it; nobody does anything else.
        assert [button.key for button in at.button] == [offered]


def test_a_signature_that_cannot_be_kept_now_says_so_and_the_next_press_signs(
    house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    handle, at = ready(house, screen)
    reached = signing.sign

    def full(*_: Any, **__: Any) -> None:
        raise OutOfReach("There is no room left.")

    monkeypatch.setattr(signing, "sign", full)
    type_password(at, handle, PASSWORD)
    press(at, "sign")
    assert "There is no room left." in text(at)
    monkeypatch.setattr(signing, "sign", reached)
    type_password(at, handle, PASSWORD)
    press(at, "sign")
    assert capture.open_form(house.desk("anna"), handle=handle, form="q_pre").receipt
