"""Where a form stands, in words: its status, when it is due, how late it is, and why it cannot start."""

from __future__ import annotations

import streamlit as st

from her2dash.study.windows import Standing, State
from her2dash.ui.reader import Reader


def status(reader: Reader, standing: Standing, *, started: bool) -> str:
    """Return one of four statuses; a form without a window waits for nobody until it happens."""
    words = reader.words
    if standing.state == State.DONE:
        return words("Completed")
    if standing.state == State.NOT_OBTAINED:
        return words("Not obtained")
    if standing.state == State.NOT_YET_OPEN:
        return words("Cannot start yet")
    if _is_unasked(standing, started=started):
        return words("Only when it happens")
    return words("In progress") if started else words("Not yet started")


def timing(reader: Reader, form: str, standing: Standing) -> str:
    """Return when a form is due or how late it is, or what has to happen before it can start."""
    words = reader.words
    if standing.state == State.NOT_YET_OPEN:
        return _reason(reader, form, standing)
    if standing.due is None or standing.late_after is None:
        return ""
    if standing.state in (State.DONE, State.NOT_OBTAINED):
        return ""
    due, last = words.date(standing.due), words.date(standing.late_after)
    if standing.state == State.LATE:
        # The days are counted from the last that was on time, which need not be the day it was due.
        return words.count(
            "Late: {n} day (on time until {last})", "Late: {n} days (on time until {last})",
            standing.days_late, last=last,
        )  # fmt: skip
    if standing.due < reader.today:
        return words("Was due {due}, on time until {last}", due=due, last=last)
    return words("Due {due}", due=due)


def draw_status(reader: Reader, standing: Standing, *, started: bool) -> None:
    """Draw the status; the colour only repeats what the words say."""
    done, late = standing.state == State.DONE, standing.state == State.LATE
    closed = standing.state in (State.NOT_YET_OPEN, State.NOT_OBTAINED)
    closed = closed or _is_unasked(standing, started=started)
    st.badge(
        status(reader, standing, started=started),
        color="green" if done else "gray" if closed else "orange" if late else "blue",
        icon=":material/check:" if done else ":material/schedule:" if late else None,
    )


def _is_unasked(standing: Standing, *, started: bool) -> bool:
    return standing.state == State.OPEN and standing.opens is None and not started


def _reason(reader: Reader, form: str, standing: Standing) -> str:
    words, window = reader.words, reader.study.scheduled(form).window
    anchor = window.anchor if window else ""
    if standing.opens is not None:
        return words("Opens {day}", day=words.date(standing.opens))
    if anchor == "release":
        released = reader.form_title(reader.study.release.form)
        return words("Opens when “{form}” is released", form=released)
    if not anchor:
        return ""
    named, _, item = anchor.partition(".")
    asked = reader.text(reader.study.form(named).item(item).label)
    return words("Opens when “{form}” says: {question}", form=reader.form_title(named), question=asked)
