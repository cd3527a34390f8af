"""When a form is wanted.

WI-01  A form is not yet open before its window opens, nor while its anchor is unknown.
WI-02  It is open from the day on which its window opens.
WI-03  It stands as due from a number of days before its due day; never before it opens.
WI-04  The last day of the window is on time.
WI-05  After the last day it is late, by the whole days since.
WI-06  A form that is done is done, whatever the day, also where its anchor is unknown.
WI-07  Days are days of the calendar: the change to and from summer time, a leap day, and the turn of a
       year move nothing.
WI-08  Days may lie before the anchor: a form planned for a day can be open long before it.
WI-09  A form that was given up is not obtained and due no more; signed after all it is done.
WI-10  A form without a window is wanted only when it happens: it is open on every day, and never due.
WI-11  When the anchor moves, the window moves with it by as many days.
WI-12  The windows of our protocol: q_pre is late after the planned PET, q_post 14 days after the release,
       q_month3 opens 90 days after the scan and is late after 120.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from her2dash.study.load import load_study
from her2dash.study.model import Window
from her2dash.study.windows import Standing, State, standing

# rule | anchor | opens due late_after | remind | today | done | state | days late
TABLE = """
WI-01 | 2026-03-02 |   0  14  14 | 7 | 2026-03-01 | no  | not_yet_open | 0
WI-02 | 2026-03-02 |   0  14  14 | 7 | 2026-03-02 | no  | open         | 0
WI-02 | 2026-03-02 |   0  14  14 | 7 | 2026-03-08 | no  | open         | 0
WI-03 | 2026-03-02 |   0  14  14 | 7 | 2026-03-09 | no  | due          | 0
WI-04 | 2026-03-02 |   0  14  14 | 7 | 2026-03-16 | no  | due          | 0
WI-05 | 2026-03-02 |   0  14  14 | 7 | 2026-03-17 | no  | late         | 1
WI-05 | 2026-03-02 |   0  14  14 | 7 | 2026-04-16 | no  | late         | 31
WI-06 | 2026-03-02 |   0  14  14 | 7 | 2026-04-16 | yes | done         | 0
WI-06 | 2026-03-02 |   0  14  14 | 7 | 2026-03-01 | yes | done         | 0
WI-01 | unknown    |   0  14  14 | 7 | 2026-03-20 | no  | not_yet_open | 0
WI-06 | unknown    |   0  14  14 | 7 | 2026-03-20 | yes | done         | 0
WI-01 | 2026-03-02 |  90 120 120 | 7 | 2026-05-30 | no  | not_yet_open | 0
WI-02 | 2026-03-02 |  90 120 120 | 7 | 2026-05-31 | no  | open         | 0
WI-03 | 2026-03-02 |  90 120 120 | 7 | 2026-06-22 | no  | open         | 0
WI-03 | 2026-03-02 |  90 120 120 | 7 | 2026-06-23 | no  | due          | 0
WI-04 | 2026-03-02 |  90 120 120 | 7 | 2026-06-30 | no  | due          | 0
WI-05 | 2026-03-02 |  90 120 120 | 7 | 2026-07-01 | no  | late         | 1
WI-03 | 2026-03-02 |   5   7   9 | 7 | 2026-03-06 | no  | not_yet_open | 0
WI-03 | 2026-03-02 |   5   7   9 | 7 | 2026-03-07 | no  | due          | 0
WI-03 | 2026-03-02 |   0  10  10 | 0 | 2026-03-11 | no  | open         | 0
WI-03 | 2026-03-02 |   0  10  10 | 0 | 2026-03-12 | no  | due          | 0
WI-04 | 2026-03-02 |   0   7  14 | 7 | 2026-03-16 | no  | due          | 0
WI-05 | 2026-03-02 |   0   7  14 | 7 | 2026-03-17 | no  | late         | 1
WI-07 | 2026-03-28 |   0   1   1 | 0 | 2026-03-29 | no  | due          | 0
WI-07 | 2026-03-28 |   0   1   1 | 0 | 2026-03-30 | no  | late         | 1
WI-07 | 2026-10-24 |   0   1   1 | 0 | 2026-10-25 | no  | due          | 0
WI-07 | 2026-10-24 |   0   1   1 | 0 | 2026-10-26 | no  | late         | 1
WI-07 | 2028-02-28 |   0   1   1 | 0 | 2028-02-29 | no  | due          | 0
WI-07 | 2028-02-28 |   0   1   1 | 0 | 2028-03-01 | no  | late         | 1
WI-07 | 2026-12-31 |   0   1   1 | 0 | 2027-01-01 | no  | due          | 0
WI-08 | 2026-03-20 |-365   0   0 | 7 | 2025-03-19 | no  | not_yet_open | 0
WI-08 | 2026-03-20 |-365   0   0 | 7 | 2025-03-20 | no  | open         | 0
WI-08 | 2026-03-20 |-365   0   0 | 7 | 2026-03-12 | no  | open         | 0
WI-08 | 2026-03-20 |-365   0   0 | 7 | 2026-03-13 | no  | due          | 0
WI-08 | 2026-03-20 |-365   0   0 | 7 | 2026-03-20 | no  | due          | 0
WI-08 | 2026-03-20 |-365   0   0 | 7 | 2026-03-21 | no  | late         | 1
WI-01 | 2026-03-20 |   0  14  14 | 7 | 2026-03-19 | no  | not_yet_open | 0
WI-02 | 2026-03-20 |   0  14  28 | 7 | 2026-03-20 | no  | open         | 0
WI-04 | 2026-03-20 |   0  14  28 | 7 | 2026-04-17 | no  | due          | 0
WI-05 | 2026-03-20 |   0  14  28 | 7 | 2026-04-18 | no  | late         | 1
WI-07 | 2026-03-20 |   0  30  60 | 7 | 2026-05-19 | no  | due          | 0
WI-07 | 2026-03-20 |   0  30  60 | 7 | 2026-05-20 | no  | late         | 1
WI-07 | 2027-12-01 |  90 120 120 | 7 | 2028-02-28 | no  | not_yet_open | 0
WI-07 | 2027-12-01 |  90 120 120 | 7 | 2028-02-29 | no  | open         | 0
WI-07 | 2027-12-01 |  90 120 120 | 7 | 2028-03-31 | no  | late         | 1
WI-08 | 2026-03-20 |-365   7  14 | 7 | 2026-03-12 | no  | open         | 0
WI-08 | 2026-03-20 |-365   7  14 | 7 | 2026-03-20 | no  | due          | 0
WI-08 | 2026-03-20 |-365   7  14 | 7 | 2026-04-03 | no  | due          | 0
WI-08 | 2026-03-20 |-365   7  14 | 7 | 2026-04-04 | no  | late         | 1
WI-09 | 2026-03-02 |   0  14  14 | 7 | 2026-03-01 | not | not_obtained | 0
WI-09 | 2026-03-02 |   0  14  14 | 7 | 2026-03-10 | not | not_obtained | 0
WI-09 | 2026-03-02 |   0  14  14 | 7 | 2026-09-10 | not | not_obtained | 0
WI-09 | unknown    |   0  14  14 | 7 | 2026-03-10 | not | not_obtained | 0
WI-09 | 2026-03-02 |   0  14  14 | 7 | 2026-09-10 | yes | done         | 0
WI-10 | unknown    | none        | 7 | 2020-01-01 | no  | open         | 0
WI-10 | 2026-03-02 | none        | 7 | 2040-01-01 | no  | open         | 0
WI-10 | 2026-03-02 | none        | 7 | 2040-01-01 | yes | done         | 0
WI-11 | 2026-03-02 |   0  14  14 | 7 | 2026-03-20 | no  | late         | 4
WI-11 | 2026-03-09 |   0  14  14 | 7 | 2026-03-20 | no  | due          | 0
WI-11 | 2026-03-30 |   0  14  14 | 7 | 2026-03-20 | no  | not_yet_open | 0
WI-11 | 2026-03-13 |-365   0   0 | 7 | 2026-03-13 | no  | due          | 0
WI-11 | 2026-03-12 |-365   0   0 | 7 | 2026-03-13 | no  | late         | 1
"""


def window_of(days: str) -> Window | None:
    """Return the window of a row, none for a form that is wanted only when it happens."""
    if days == "none":
        return None
    opens, due, late_after = (int(day) for day in days.split())
    return Window(anchor="enrolment", opens=opens, due=due, late_after=late_after)


def test_the_table_is_long_enough() -> None:
    """WI-01: sixty rows and more."""
    assert len(TABLE.strip().splitlines()) >= 60


@pytest.mark.parametrize("row", TABLE.strip().splitlines(), ids=lambda row: " ".join(row.split()))
def test_a_form_stands_where_its_window_says(row: str) -> None:
    """WI-01 WI-02 WI-03 WI-04 WI-05 WI-06 WI-07 WI-08 WI-09 WI-10 WI-11: the table above."""
    _, anchor, days, remind, today, done, state, late = (cell.strip() for cell in row.split("|"))
    found = standing(
        window_of(days),
        anchor=None if anchor == "unknown" else date.fromisoformat(anchor),
        today=date.fromisoformat(today),
        done=done == "yes",
        not_obtained=done in ("not", "yes"),  # signed after all: done
        remind_days=int(remind),
    )
    assert (found.state, found.days_late) == (State(state), int(late))


def test_a_standing_names_the_days_that_decide_it() -> None:
    """WI-02 WI-04: what a work-list shows."""
    found = standing(
        Window(anchor="release", opens=0, due=7, late_after=14),
        anchor=date(2026, 3, 25), today=date(2026, 3, 25), done=False, remind_days=3,
    )  # fmt: skip
    assert found == Standing(State.OPEN, date(2026, 3, 25), date(2026, 4, 1), date(2026, 4, 8))


def test_without_an_anchor_no_day_is_named() -> None:
    """WI-01: a month after a scan that was not made is no day."""
    window = Window(anchor="pet.scanned_on", opens=90, due=120, late_after=120)
    found = standing(window, anchor=None, today=date(2026, 3, 1), done=False, remind_days=7)
    assert found == Standing(State.NOT_YET_OPEN, None, None, None)


@pytest.mark.parametrize(
    ("form", "anchor", "first_day", "last_day"),
    [
        ("q_pre", "planned", -365, 0),
        ("workup", "enrolment", 0, 28),
        ("ctc", "planned", -365, 14),
        ("pet", "planned", -365, 14),
        ("q_post", "release", 0, 14),
        ("therapy", "pet.reported_on", 0, 60),
        ("q_month3", "pet.scanned_on", 90, 120),
    ],
)
def test_our_protocol_s_windows(form: str, anchor: str, first_day: int, last_day: int) -> None:
    """WI-12: on time from the first day to the last, and not a day more."""
    study = load_study()
    window = study.scheduled(form).window
    start = date(2026, 2, 10)
    assert window.anchor == anchor
    states = [
        standing(
            window, anchor=start, today=start + timedelta(day), done=False, remind_days=study.remind_days
        ).state
        for day in (first_day - 1, first_day, last_day, last_day + 1)
    ]
    assert states == [State.NOT_YET_OPEN, State.OPEN, State.DUE, State.LATE]
