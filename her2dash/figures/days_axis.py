"""An axis of days whose labels are words of the reader's language: plotly's own months are English."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import chain, count
from typing import Any

from her2dash.i18n import Words

MOST = 6
"""So many labels stand beside each other on a phone."""


def days_axis(first: date, last: date, words: Words) -> dict[str, Any]:
    """Return the ticks from one day to another: days while that is a few weeks, else firsts of months."""
    name = words.date if (last - first).days < 62 else words.month
    ticks = _days(first, last) if name == words.date else _firsts(first, last)
    return {"type": "date", "tickvals": ticks, "ticktext": _over_its_year(ticks, name), "tickangle": 0}


def _over_its_year(ticks: list[date], name: Callable[[date], str]) -> list[str]:
    """Return labels of two lines, which stand upright on a phone too; of firsts of January the year alone."""
    if len(ticks) > 1 and all((day.month, day.day) == (1, 1) for day in ticks):
        return [str(day.year) for day in ticks]
    return ["<br>".join(name(day).rsplit(" ", 1)) for day in ticks]


def _days(first: date, last: date) -> list[date]:
    every = (last - first).days + 1
    step = -(-every // MOST)
    return [first + timedelta(n) for n in range(0, every, step)]


def _firsts(first: date, last: date) -> list[date]:
    """Return the first days of every so many months, counted from January."""
    begin, end = first.year * 12 + first.month - (first.day == 1), last.year * 12 + last.month - 1
    steps = chain((1, 2, 3, 6), count(12, 12))
    step = next(step for step in steps if (end - begin) // step + 1 <= MOST)
    return [date(month // 12, month % 12 + 1, 1) for month in range(begin, end + 1) if month % step == 0]
