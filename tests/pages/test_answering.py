"""Answering on the screen: saved when given, taken back, never lost, never preselected."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from her2dash.actions import capture
from her2dash.errors import OutOfReach
from her2dash.study.model import Value
from tests.house import House
from tests.pages.conftest import Screen, enrol, place, press, text

OUTAGES = pytest.mark.parametrize(
    "outage", [OutOfReach("told by the store"), ConnectionError()], ids=["told", "not told"]
)


def on_record(house: House, login: str, handle: str, form: str) -> dict[str, Value]:
    return capture.open_form(house.desk(login), handle=handle, form=form).answers


def test_nothing_is_preselected_and_only_the_optional_questions_are_marked(
    house: House, screen: Screen
) -> None:
    handle = house.enrol()
    for page in ("1", "2", "3", "4"):
        at = screen(house, "anna", "form", patient=handle, form="q_pre", page=page)
        assert all(radio.value is None for radio in at.radio)
        assert not any(box.value for box in at.checkbox)
        assert "*" not in text(at).replace("**", "")
    assert "Is there anything you want to add? (optional)" in text(at)
    assert text(at).count("(optional)") == 2  # the question, and its name for a screen reader


def test_an_answer_is_saved_when_it_is_given_and_the_page_says_when(house: House, screen: Screen) -> None:
    handle = house.enrol()
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="2")
    at.radio(key=place(handle, "q_pre", "status")).set_value("negative").run()
    assert on_record(house, "anna", handle, "q_pre") == {"status": "negative"}
    assert "Saved 10:00" in text(at)  # 09:00 UTC in the study's zone


def test_any_answer_can_be_taken_back(house: House, screen: Screen) -> None:
    handle = house.enrol()
    key = place(handle, "q_pre", "status")
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="2")
    at.radio(key=key).set_value("negative").run()
    press(at, f"clear.{key}")
    assert on_record(house, "anna", handle, "q_pre") == {}
    assert at.radio(key=key).value is None


def test_an_option_that_stands_alone_and_the_others_push_each_other_out(house: House, screen: Screen) -> None:
    handle = house.enrol()
    key = place(handle, "q_pre", "tests_planned")
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="4")
    for code in ("biopsy", "ct"):
        at.checkbox(key=f"{key}.{code}").check().run()
    assert on_record(house, "anna", handle, "q_pre")["tests_planned"] == ("biopsy", "ct")
    at.checkbox(key=f"{key}.none").check().run()
    assert on_record(house, "anna", handle, "q_pre")["tests_planned"] == ("none",)
    assert not at.checkbox(key=f"{key}.ct").value
    at.checkbox(key=f"{key}.ct").check().run()
    assert on_record(house, "anna", handle, "q_pre")["tests_planned"] == ("ct",)


def test_a_day_that_cannot_be_is_refused_beside_its_question_and_stays_as_typed(
    house: House, screen: Screen
) -> None:
    handle, tomorrow = house.enrol(), house.clock.now().date() + timedelta(days=1)
    key = place(handle, "pet", "injected_on")
    at = screen(house, "iris", "form", patient=handle, form="pet")
    at.date_input(key=key).set_value(tomorrow).run()
    assert [error.value for error in at.error] == ["Choose today or an earlier day."]
    assert at.date_input(key=key).value == tomorrow
    assert on_record(house, "iris", handle, "pet") == {}
    at.date_input(key=key).set_value(date(2026, 3, 1)).run()
    assert not at.error
    assert on_record(house, "iris", handle, "pet") == {"injected_on": "2026-03-01"}


@pytest.mark.parametrize(("typed", "kept"), [("12,5", "12.5"), ("12.5", "12.5"), ("0", "0")])
def test_a_number_may_be_written_with_either_mark(
    other: House, screen: Screen, typed: str, kept: str
) -> None:
    handle = enrol(other)
    at = screen(other, "anna", "form", patient=handle, form="referral")
    at.text_input(key=place(handle, "referral", "score")).set_value(typed).run()
    assert on_record(other, "anna", handle, "referral") == {"score": kept}
    at.text_input(key=place(handle, "referral", "score")).set_value("").run()
    assert on_record(other, "anna", handle, "referral") == {}


@OUTAGES
def test_an_answer_that_cannot_be_saved_stays_marked_and_is_saved_later(
    house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch, outage: Exception
) -> None:
    handle, reached = house.enrol(), capture.answer
    key = place(handle, "q_pre", "status")
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="2")

    def out_of_reach(*_: Any, **__: Any) -> None:
        raise outage

    monkeypatch.setattr(capture, "answer", out_of_reach)
    at.radio(key=key).set_value("negative").run()
    assert not at.exception
    assert "Not saved yet" in at.warning[0].value
    assert "Saved 10:00" not in text(at)
    assert at.radio(key=key).value == "negative"
    monkeypatch.setattr(capture, "answer", reached)
    at.run()  # the tick is a part of every run
    assert on_record(house, "anna", handle, "q_pre") == {"status": "negative"}


def test_an_answer_given_elsewhere_appears_in_the_widget(house: House, screen: Screen) -> None:
    handle = house.enrol()
    at = screen(house, "anna", "form", patient=handle, form="q_pre", page="2")
    house.fill("anna", handle, "q_pre", {"status": "positive"})
    at.run()
    assert at.radio(key=place(handle, "q_pre", "status")).value == "positive"


def test_words_being_typed_are_not_replaced_by_somebody_elses(house: House, screen: Screen) -> None:
    handle = house.enrol()
    key = place(handle, "pet", "comment")
    at = screen(house, "iris", "form", patient=handle, form="pet", page="3")
    house.fill("igor", handle, "pet", {"comment": "words of Igor"})
    at.run()
    assert at.text_area(key=key).value == ""
    assert "Dr Igor answered this at 10:00: words of Igor" in text(at)
    press(at, f"newer.{key}")
    assert at.text_area(key=key).value == "words of Igor"


@OUTAGES
def test_a_tick_that_cannot_reach_the_record_says_so_and_takes_nothing_away(
    house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch, outage: Exception
) -> None:
    def out_of_reach(*_: Any, **__: Any) -> None:
        raise outage

    at = screen(house, "anna", "form", patient=house.enrol(), form="q_pre", page="2")
    monkeypatch.setattr(capture, "mark", out_of_reach)
    at.run()
    assert not at.exception
    assert "This page goes on by itself." in at.warning[0].value
    assert at.radio
