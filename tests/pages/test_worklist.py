"""The work-list: four statuses, how late, why not yet, and releasing."""

from __future__ import annotations

from her2dash.actions import worklist
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import Screen, press, text


def sign(house: House, login: str, handle: str, form: str) -> None:
    study = house.office.study
    house.sign(login, handle, form, filled(study, study.form(form), house.clock.now().date()))


def test_each_form_has_one_of_four_statuses_and_the_reason_when_it_cannot_start(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    said = text(screen(house, "anna", "worklist"))
    assert "Not yet started" in said
    assert "Due 12 Mar 2026" in said
    assert "Opens when “HER2-PET” is released" in said
    assert "Opens when “HER2-PET” says: On which day was the scan made?" in said
    house.fill("anna", handle, "q_pre", {"identity": "confirmed"})
    assert "In progress" in text(screen(house, "anna", "worklist"))
    sign(house, "anna", handle, "q_pre")
    assert "Completed" in text(screen(house, "anna", "worklist"))


def test_a_late_form_says_how_many_days(house: House, screen: Screen) -> None:
    house.enrol()
    house.clock.advance(days=11)
    assert "Late: 1 day (on time until 12 Mar 2026)" in text(screen(house, "anna", "worklist"))
    house.clock.advance(days=3)
    assert "Late: 4 days (on time until 12 Mar 2026)" in text(screen(house, "anna", "worklist"))


def test_a_form_past_its_day_and_not_yet_late_says_until_when_it_is_on_time(
    house: House, screen: Screen
) -> None:
    house.enrol()
    house.clock.advance(days=14)
    assert "Due 16 Mar 2026" in text(screen(house, "carla", "worklist"))
    house.clock.advance(days=1)
    assert "Was due 16 Mar 2026, on time until 30 Mar 2026" in text(screen(house, "carla", "worklist"))
    house.clock.advance(days=14)
    assert "Late: 1 day (on time until 30 Mar 2026)" in text(screen(house, "carla", "worklist"))


def test_a_card_has_its_forms_in_the_order_of_the_protocol_whichever_was_signed_first(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    assert in_order(house, screen, "anna", ("q_pre", "q_post", "q_month3"))
    sign(house, "iris", handle, "pet")
    sign(house, "carla", handle, "therapy")
    assert in_order(house, screen, "carla", ("workup", "therapy"))


def in_order(house: House, screen: Screen, login: str, forms: tuple[str, ...]) -> bool:
    said = text(screen(house, login, "worklist"))
    places = [said.index(f"**{house.office.study.form(form).title['en']}**") for form in forms]
    return places == sorted(places)


def test_what_is_completed_stands_below_what_others_owe(house: House, screen: Screen) -> None:
    ended = house.enrol()
    for login, form in (("carla", "workup"), ("carla", "status")):
        sign(house, login, ended, form)
    at = screen(house, "carla", "worklist")
    heads = [one.value for one in at.header]
    assert heads == ["To do now", "Forms that others owe", "Answers that do not fit together", "Completed"]


def test_a_form_that_is_wanted_only_when_it_happens_says_so(house: House, screen: Screen) -> None:
    handle = house.enrol()
    assert "Only when it happens" in text(screen(house, "carla", "patient", patient=handle))


def test_an_empty_list_says_so(house: House, screen: Screen) -> None:
    assert "Nothing waits for you now." in text(screen(house, "bram", "worklist"))


def test_a_release_out_of_order_is_refused_without_a_reason_and_done_with_one(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, "pet")
    at = screen(house, "iris", "worklist")
    assert "is not sealed yet" in text(at)
    press(at, f"release.{handle}")
    assert "give a reason in one line" in text(at)
    at.text_input(key=f"reason.{handle}").set_value("the physician is away").run()
    press(at, f"release.{handle}")
    assert "Patient 01-001 is released to the referring physician." in text(at)
    assert "No report waits for its release." in text(at)


def test_a_release_in_order_takes_one_press_and_opens_the_next_form(house: House, screen: Screen) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    sign(house, "iris", handle, "pet")
    at = screen(house, "iris", "worklist")
    assert not at.text_input
    press(at, f"release.{handle}")
    forms = [task.form for task in worklist.worklist(house.desk("anna"))]
    assert forms[0] == "q_post"
    assert "Due 16 Mar 2026" in text(screen(house, "anna", "worklist"))
