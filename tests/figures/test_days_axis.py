"""Labels of an axis of days: few, at firsts of months, and in the reader's language."""

from __future__ import annotations

from datetime import date

from her2dash.figures.days_axis import MOST, days_axis
from her2dash.i18n import Words


def labels(first: date, last: date, language: str = "en") -> list[str]:
    axis = days_axis(first, last, Words(language))
    assert len(axis["tickvals"]) == len(axis["ticktext"]) <= MOST
    assert all(first <= day <= last for day in axis["tickvals"])
    assert axis["tickangle"] == 0  # slanting, as plotly puts what it finds too wide, is hard to read
    return [label.replace("<br>", " ") for label in axis["ticktext"]]


def test_months_are_named_in_the_language_of_the_reader() -> None:
    course = date(2026, 4, 4), date(2026, 8, 9)
    assert labels(*course) == ["May 2026", "Jun 2026", "Jul 2026", "Aug 2026"]
    assert labels(*course, "nl") == ["mei 2026", "jun 2026", "jul 2026", "aug 2026"]


def test_a_longer_course_has_no_more_labels_and_they_begin_with_a_year() -> None:
    assert labels(date(2026, 4, 4), date(2027, 9, 1)) == [
        "Jul 2026",
        "Oct 2026",
        "Jan 2027",
        "Apr 2027",
        "Jul 2027",
    ]
    assert labels(date(2026, 11, 30), date(2031, 2, 1)) == [str(year) for year in range(2027, 2032)]
    assert labels(date(2026, 11, 30), date(2180, 1, 1))


def test_a_few_weeks_are_labelled_by_days_and_one_day_by_itself() -> None:
    assert labels(date(2026, 3, 1), date(2026, 3, 1)) == ["1 Mar 2026"]
    assert labels(date(2026, 3, 1), date(2026, 3, 12), "nl")[-1] == "11 mrt 2026"


def test_a_label_stands_over_its_year_so_that_six_have_room_on_a_phone() -> None:
    axis = days_axis(date(2026, 4, 4), date(2026, 8, 9), Words("en"))
    assert axis["ticktext"][0] == "May<br>2026"
