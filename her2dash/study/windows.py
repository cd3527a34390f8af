"""When a form is wanted: one pure function of days. Whose day it is, the caller knows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from her2dash.study.protocol import Window


class State(StrEnum):
    """Where a form stands in its window."""

    NOT_YET_OPEN = "not_yet_open"
    OPEN = "open"
    DUE = "due"
    LATE = "late"
    DONE = "done"
    NOT_OBTAINED = "not_obtained"


@dataclass(frozen=True)
class Standing:
    """A form's state today, and the days that decide it (none while its anchor is unknown)."""

    state: State
    opens: date | None
    due: date | None
    late_after: date | None
    days_late: int = 0  # whole days after the last day that is on time


def standing(
    window: Window | None,
    *,
    anchor: date | None,
    today: date,
    done: bool,
    remind_days: int,
    not_obtained: bool = False,
) -> Standing:
    """Return where a form stands on a day.

    Days are calendar days of the study's zone, so a change to summer time moves nothing. The reminder
    never comes before the form opens, and the last day of the window is on time. A form that is given up as
    not obtained is due no more; signed after all it is done.
    """
    settled = State.DONE if done else State.NOT_OBTAINED if not_obtained else None
    if window is None:  # wanted when it happens, whatever the day
        return Standing(settled or State.OPEN, None, None, None)
    if anchor is None:
        return Standing(settled or State.NOT_YET_OPEN, None, None, None)
    opens, due, last = (anchor + timedelta(days) for days in (window.opens, window.due, window.late_after))
    if settled:
        return Standing(settled, opens, due, last)
    if today < opens:
        return Standing(State.NOT_YET_OPEN, opens, due, last)
    if today > last:
        return Standing(State.LATE, opens, due, last, (today - last).days)
    reminded = today >= due - timedelta(remind_days)
    return Standing(State.DUE if reminded else State.OPEN, opens, due, last)
