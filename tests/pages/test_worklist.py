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
    assert "Late: 1 day (was due 12 Mar 2026)" in text(screen(house, "anna", "worklist"))
    house.clock.advance(days=3)
    assert "Late: 4 days (was due 12 Mar 2026)" in text(screen(house, "anna", "worklist"))


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
