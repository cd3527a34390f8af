"""The numbers of the boards, each with its denominator and its context, and the figure of the share."""

from __future__ import annotations

from datetime import datetime

import plotly.graph_objects as go
import streamlit as st

from her2dash.actions.views import Board
from her2dash.analysis.concordance import Concordance
from her2dash.figures.numbers import percent_interval, share
from her2dash.figures.sentences import (
    concordance_caption,
    concordance_finding,
    concordance_rows,
    concordance_sentences,
)
from her2dash.study.windows import State
from her2dash.ui.figure import draw_figure
from her2dash.ui.reader import Reader


def draw_stamp(reader: Reader) -> None:
    """Draw what kind of numbers these are."""
    st.markdown(
        reader.words("**Interim, unadjusted.** Signed data only; a new signature shows here within seconds.")
    )


def draw_numbers(reader: Reader, board: Board, result: Concordance) -> None:
    """Draw the numbers that the investigator looks for first."""
    words = reader.words
    with st.container(horizontal=True, key="numbers"):
        _draw_number(words("Enrolled"), *_enrolled(reader, board))
        _draw_number(words("Included"), *_included(reader, board))
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


def _included(reader: Reader, board: Board) -> tuple[str, str]:
    words, counts = reader.words, board.overview
    return words("{n} of {target}", n=counts.included, target=counts.enrolled), words("enrolled patients")


def _concordant(reader: Reader, result: Concordance) -> tuple[str, str]:
    told = percent_interval(result.observed, reader.words)
    level = round(100 * result.confidence)
    return share(result.observed, reader.words), reader.words(
        "{level} % CI {interval}", level=level, interval=told
    )


def _still_needed(reader: Reader, result: Concordance) -> tuple[str, str]:
    words, later = reader.words, result.planned - result.included
    value = words("{n} of {target}", n=result.still_needed, target=result.remaining)
    return value, words(
        "patients who can still become concordant ({pending} pending, {later} still to be included)",
        pending=result.remaining - later,
        later=later,
    )


def _overdue(reader: Reader, board: Board) -> tuple[str, str]:
    words, every = reader.words, len(board.owed)
    late = sum(owed.standing.state == State.LATE for owed in board.owed)
    value = words("{n} of {target}", n=late, target=every) if every else str(late)
    return value, words.count("{n} more is due", "{n} more are due", every - late)


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


def draw_share(reader: Reader, figure: go.Figure, result: Concordance, as_of: datetime) -> None:
    """Draw the share of concordant patients against the criterion, under where the criterion stands."""
    draw_figure(
        figure,
        finding=concordance_finding(result, reader.words),
        caption=concordance_caption(result, reader.words, cut=as_of),
        sentences=concordance_sentences(result, reader.words),
        table=concordance_rows(result, reader.words),
        key="figure-concordance",
    )
