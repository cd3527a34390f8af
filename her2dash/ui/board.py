"""The numbers of the overview, each with its denominator and its context, and the forms that are owed."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import streamlit as st

from her2dash.actions.views import Board, Owed
from her2dash.analysis.concordance import Concordance
from her2dash.figures.numbers import percent_interval, share
from her2dash.study.windows import State
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader
from her2dash.ui.standings import timing


def draw_stamp(reader: Reader, as_of: datetime) -> None:
    """Draw what kind of numbers these are and when the data were read."""
    words = reader.words
    st.markdown(
        words(
            "**Interim, unadjusted.** Signed data as of {moment}. A new signature shows here within seconds.",
            moment=words.moment(as_of),
        )
    )


def draw_numbers(reader: Reader, board: Board, result: Concordance) -> None:
    """Draw the numbers that the investigator looks for first."""
    words = reader.words
    with st.container(horizontal=True, key="numbers"):
        _draw_number(words("Enrolled"), *_enrolled(reader, board))
        _draw_number(words("Included"), *_included(reader, board, result))
        _draw_number(words("Concordant so far"), *_concordant(reader, result))
        _draw_number(words("Still needed"), *_still_needed(reader, result))
        _draw_number(words("Forms overdue"), *_overdue(reader, board))


def _draw_number(label: str, value: str, context: str) -> None:
    st.metric(label, value, context, delta_color="off", delta_arrow="off", border=True)


def _enrolled(reader: Reader, board: Board) -> tuple[str, str]:
    words, counts, milestone = reader.words, board.overview, board.overview.milestone
    value = words("{n} of {target}", n=counts.enrolled, target=counts.target)
    if milestone is None:
        return value, words("The target is reached")
    return value, words("Next milestone {n}: {still} more", n=milestone.enrolled, still=milestone.still)


def _included(reader: Reader, board: Board, result: Concordance) -> tuple[str, str]:
    words, counts = reader.words, board.overview
    value = words("{n} of {target}", n=counts.included, target=counts.enrolled)
    return value, words("{n} evaluable, {open} open", n=result.evaluable.total, open=result.open)


def _concordant(reader: Reader, result: Concordance) -> tuple[str, str]:
    told = percent_interval(result.observed, reader.words)
    level = round(100 * result.confidence)
    return share(result.observed, reader.words), reader.words(
        "{level} % CI {interval}", level=level, interval=told
    )


def _still_needed(reader: Reader, result: Concordance) -> tuple[str, str]:
    words = reader.words
    value = words("{n} of {target}", n=result.still_needed, target=result.remaining)
    return value, words("{needed} of {planned} must agree", needed=result.needed, planned=result.planned)


def _overdue(reader: Reader, board: Board) -> tuple[str, str]:
    late = sum(owed.standing.state == State.LATE for owed in board.owed)
    return str(late), reader.words.count("{n} more is due", "{n} more are due", len(board.owed) - late)


def draw_rule(reader: Reader, result: Concordance) -> None:
    """Draw the registered rule in words."""
    st.markdown(
        reader.words(
            "A patient is concordant when a positive result is followed by the therapy that the test is "
            "about, or a negative result by none of it. The criterion: at least {threshold} of the included "
            "patients, that is {needed} of {planned}.",
            threshold=result.threshold,
            needed=result.needed,
            planned=result.planned,
        )
    )


def draw_owed(reader: Reader, board: Board) -> None:
    """Draw which physician owes which form, longest overdue first."""
    words = reader.words
    if not board.owed:
        st.markdown(words("No form is due or overdue."))
        return
    st.markdown("  \n".join(_per_physician(reader, board.owed)))
    rows = [
        {
            words("Physician"): owed.physician_name,
            words("Days late"): owed.standing.days_late,
            words("Patient"): owed.number,
            words("Form"): reader.form_title(owed.form),
            words("Due"): timing(reader, owed.form, owed.standing),
        }
        for owed in board.owed
    ]
    st.dataframe(rows, hide_index=True, alt=words("Forms due and overdue, by physician"), key="owed")


def _per_physician(reader: Reader, owed: tuple[Owed, ...]) -> list[str]:
    late = Counter(one.physician_name for one in owed if one.standing.state == State.LATE)
    every = Counter(one.physician_name for one in owed)
    return [
        reader.words(
            "{name}: {late} overdue, {due} due",
            name=escaped(name),
            late=late[name],
            due=every[name] - late[name],
        )
        for name in sorted(every, key=lambda name: (-late[name], name))
    ]
