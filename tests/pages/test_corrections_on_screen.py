"""Correcting a signed form on the screen, and answering for somebody else."""

from __future__ import annotations

from uuid import uuid4

from her2dash.actions import capture, releases
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import Screen, place, press, text


def sign(house: House, login: str, handle: str, form: str) -> None:
    study = house.office.study
    house.sign(login, handle, form, filled(study, study.form(form), house.clock.now().date()))


def test_a_signed_form_is_opened_with_a_reason_and_signed_again(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    at = screen(house, "anna", "form", patient=handle, form="q_pre")
    press(at, "open-correction")
    assert "Say in a few words why the signed form is corrected." in text(at)
    at.text_input(key=f"correction.{handle}.q_pre").set_value("chosen in haste").run()
    press(at, "open-correction")
    assert "is being corrected since" in text(at)
    assert "“chosen in haste”" in text(at)
    press(at, "change.status")
    at.radio(key=place(handle, "q_pre", "status")).set_value("mixed").run()
    check = screen(house, "anna", "form", patient=handle, form="q_pre", page="check")
    check.text_input(key=f"password.{handle}.q_pre").set_value("anna has a long password")
    press(check, "sign")
    assert "Signed and sealed" in text(check)
    assert "Signed before on" in text(check)
    assert capture.open_form(house.desk("paula"), handle=handle, form="q_pre").answers["status"] == "mixed"


def test_a_correction_can_be_dropped(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    at = screen(house, "anna", "form", patient=handle, form="q_pre")
    at.text_input(key=f"correction.{handle}.q_pre").set_value("chosen in haste").run()
    press(at, "open-correction")
    press(at, "drop-correction")
    assert "Signed and sealed" in text(at)


def test_who_only_reads_a_form_is_offered_no_correction(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    at = screen(house, "paula", "form", patient=handle, form="q_pre")
    assert "Correct this form" not in text(at)
    assert [button.key for button in at.button] == ["ask-now"]


def test_a_coordinator_who_answers_for_the_physician_says_where_from(house: House, screen: Screen) -> None:
    handle, study = house.enrol(), house.office.study
    sign(house, "anna", handle, "q_pre")
    sign(house, "iris", handle, "pet")
    releases.release(house.desk("iris"), handle=handle, reason=None, key=uuid4().hex)
    house.clock.advance(days=95)
    answers = filled(study, study.form("q_month3"), house.clock.now().date())
    house.fill("carla", handle, "q_month3", answers)
    at = screen(house, "carla", "form", patient=handle, form="q_month3", page="check")
    at.text_input(key=f"password.{handle}.q_month3").set_value("carla has a long password")
    press(at, "sign")
    assert "say whether from the chart or by telephone" in text(at)
    at.radio(key=f"source.{handle}.q_month3").set_value("telephone")
    at.text_input(key=f"password.{handle}.q_month3").set_value("carla has a long password")
    press(at, "sign")
    assert "Source: By telephone from the person who was asked" in text(at)


def test_the_physician_is_led_from_the_form_after_the_test_to_its_result(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    sign(house, "iris", handle, "pet")
    before = screen(house, "anna", "form", patient=handle, form="q_pre")
    assert "Read “HER2-PET”" not in text(before)
    releases.release(house.desk("iris"), handle=handle, reason=None, key=uuid4().hex)
    after = screen(house, "anna", "form", patient=handle, form="q_post")
    assert "Read “HER2-PET”" in text(after)
    assert "Signed and sealed" in text(screen(house, "anna", "form", patient=handle, form="pet"))
