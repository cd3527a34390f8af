"""Reminding: a text that a coordinator copies, and due days for a physician's own calendar."""

from __future__ import annotations

from datetime import date

from icalendar import Calendar

from her2dash.actions import reminders, worklist
from her2dash.ui.reader import reader_at
from her2dash.ui.reminders import calendar, reminder
from tests.house import House
from tests.pages.conftest import Screen, text


def test_the_coordinator_sees_who_owes_what_with_a_text_to_copy(house: House, screen: Screen) -> None:
    house.enrol(planned_on=date(2026, 3, 12))
    house.clock.advance(days=15)
    at = screen(house, "carla", "worklist")
    assert "Forms that others owe" in text(at)
    (copied,) = [block.value for block in at.code]
    assert copied.startswith("Dear Dr Anna,")
    assert (
        "- Patient 01-001: Questionnaire before the PET. Late: 5 days (on time until 12 Mar 2026)." in copied
    )


def test_a_reminder_names_no_age_no_dilemma_and_no_answer(house: House) -> None:
    house.enrol(planned_on=date(2026, 3, 12))
    house.clock.advance(days=15)
    reader = reader_at(house.desk("carla"))
    said = reminder(reader, "Dr Anna", list(reminders.owed(house.desk("carla"))))
    assert "54" not in said
    assert reader.dilemma("two_primaries") not in said


def test_the_calendar_holds_each_due_day_as_a_whole_day(house: House) -> None:
    house.enrol("01-001", planned_on=date(2026, 3, 12))
    house.enrol("01-002", planned_on=date(2026, 3, 20))
    tasks = [task for task in worklist.worklist(house.desk("anna")) if task.standing.due]
    book = Calendar.from_ical(calendar(reader_at(house.desk("anna")), tasks))
    found = {(str(event["summary"]), event["dtstart"].dt) for event in book.walk("vevent")}
    assert found == {
        ("HER2-PET: Patient 01-001, Questionnaire before the PET", date(2026, 3, 12)),
        ("HER2-PET: Patient 01-002, Questionnaire before the PET", date(2026, 3, 20)),
    }


def test_the_physician_is_offered_the_calendar_and_no_list_of_others(house: House, screen: Screen) -> None:
    house.enrol()
    said = text(screen(house, "anna", "worklist"))
    assert "Due days for your calendar" in said
    assert "Forms that others owe" not in said
