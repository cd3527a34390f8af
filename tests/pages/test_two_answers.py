"""Two people on one question: both answers are shown to both, and one of them chooses."""

from __future__ import annotations

from her2dash.actions import capture
from tests.house import House
from tests.pages.conftest import Screen, place, press, text


def test_two_answers_that_did_not_see_each_other_are_shown_to_both_until_one_is_chosen(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    key = place(handle, "pet", "call")
    iris = screen(house, "iris", "form", patient=handle, form="pet", page="2")
    igor = screen(house, "igor", "form", patient=handle, form="pet", page="2")
    iris.radio(key=key).set_value("positive").run()
    igor.radio(key=key).set_value("negative").run()
    iris.run()
    for page in (iris, igor):
        assert "Two answers differ" in text(page)
        assert "Dr Iris, 10:00" in text(page)
        assert "Dr Igor, 10:00" in text(page)
        assert page.radio(key=key).value == "positive"  # what counts, until somebody chooses
    press(iris, f"keep.{key}.2")
    igor.run()
    for page in (iris, igor):
        assert "Two answers differ" not in text(page)
        assert page.radio(key=key).value == "negative"
    assert capture.open_form(house.desk("iris"), handle=handle, form="pet").answers["call"] == "negative"


def test_a_form_with_two_answers_waiting_cannot_be_signed_and_says_which(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    key = place(handle, "pet", "call")
    iris = screen(house, "iris", "form", patient=handle, form="pet", page="2")
    igor = screen(house, "igor", "form", patient=handle, form="pet", page="2")
    iris.radio(key=key).set_value("positive").run()
    igor.radio(key=key).set_value("negative").run()
    check = screen(house, "iris", "form", patient=handle, form="pet", page="check")
    assert "Choose between the two answers to “What is the result for the patient as a whole?”" in text(check)
    assert check.button(key="sign").disabled
