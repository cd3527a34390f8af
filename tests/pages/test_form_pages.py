"""From page to page of a form: progress that stays right, gaps named once, resuming, Back."""

from __future__ import annotations

from tests.house import House
from tests.pages.conftest import Screen, address, enrol, place, press, text

GAP = "Choose an answer to “What do you suspect the HER2 status of the current disease to be?”"


def test_progress_counts_the_pages_that_can_still_be_reached(other: House, screen: Screen) -> None:
    handle = enrol(other)
    at = screen(other, "anna", "form", patient=handle, form="referral")
    assert "Page 1 of 1" in text(at)
    at.text_input(key=place(handle, "referral", "score")).set_value("12").run()
    assert "Page 1 of 2" in text(at)


def test_continue_names_the_gaps_once_in_the_same_words_above_and_beside_and_then_goes_on(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="2")
    press(at, "continue")
    assert address(at, "page") == "2"
    assert "There is a problem" in text(at)
    assert text(at).count(GAP) == 2
    assert "(#question-status)" in text(at)
    assert at.button(key="continue").label == "Continue without these answers"
    press(at, "continue")
    assert address(at, "page") == "3"
    assert "There is a problem" not in text(at)


def test_a_gap_that_was_filled_is_named_no_more(house: House, screen: Screen) -> None:
    handle = house.enrol()
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="2")
    press(at, "continue")
    at.radio(key=place(handle, "q_pre", "status")).set_value("cannot_say").run()
    assert "There is a problem" not in text(at)
    press(at, "continue")
    assert address(at, "page") == "3"


def test_back_goes_one_page_back_and_keeps_the_answers(house: House, screen: Screen) -> None:
    handle = house.enrol()
    house.fill("anna", handle, "q_pre", {"status": "cannot_say"})
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="3")
    press(at, "back")
    assert address(at, "page") == "2"
    assert at.radio(key=place(handle, "q_pre", "status")).value == "cannot_say"


def test_without_a_page_in_the_address_the_form_resumes_where_the_last_answer_was_given(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    house.fill("anna", handle, "q_pre", {"identity": "confirmed", "status": "negative"})
    house.clock.advance(minutes=1)
    house.fill("anna", handle, "q_pre", {"plan": "cannot_say"})
    assert "Page 3 of 4" in text(screen(house, "anna", "form", patient=handle, form="q_pre"))


def test_a_page_that_does_not_exist_is_the_nearest_one(house: House, screen: Screen) -> None:
    handle = house.enrol()
    for named, shown in (("99", "Page 4 of 4"), ("0", "Page 1 of 4"), ("x", "Page 1 of 4")):
        assert shown in text(screen(house, "anna", "form", patient=handle, form="q_pre", page=named))


def test_the_first_page_says_whose_form_it_is_how_long_it_takes_and_when_it_is_due(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    said = text(screen(house, "anna", "form", patient=handle, form="q_pre"))
    for part in ("Patient **01-001** · 54 years", "About 4 minutes.", "Due 12 Mar 2026."):
        assert part in said


def test_an_address_without_a_form_leads_to_the_work_list(house: House, screen: Screen) -> None:
    assert "this address names none" in text(screen(house, "anna", "form"))


def test_somebody_elses_patient_is_said_not_to_exist(house: House, screen: Screen) -> None:
    handle = house.enrol()
    at = screen(house, "bram", "form", patient=handle, form="q_pre")
    assert "There is no such patient among yours." in text(at)
    assert "01-001" not in text(at)


def test_a_form_that_is_not_open_yet_says_what_opens_it(house: House, screen: Screen) -> None:
    at = screen(house, "anna", "form", patient=house.enrol(), form="q_post")
    assert "Opens when “HER2-PET” is released." in text(at)
    assert not at.radio
