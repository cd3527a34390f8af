"""A page of results: filters, of whom and as of when, and the figures of its board; it moves by itself."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from her2dash.actions import dashboard
from her2dash.actions.desk import Desk
from her2dash.analysis import ANALYSIS_VERSION
from her2dash.analysis.findings import Findings
from her2dash.figures.sentences import kind_of_numbers
from her2dash.figures.unbroken import unbroken
from her2dash.ui import attention, cache
from her2dash.ui import choice as choices
from her2dash.ui.choice import Choice
from her2dash.ui.figure import draw_figure
from her2dash.ui.filters import draw_filters
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader, reader_at
from her2dash.ui.refresh import draw_live

Lead = Callable[[Reader, int, Choice, Findings], None]


def show_board(desk: Desk, name: str, title: str, lead: Lead | None = None) -> None:
    """Draw a board; `lead` draws what stands above its figures."""
    reader, version = reader_at(desk), dashboard.data_version(desk)
    words = reader.words
    attention.arrive(name)
    attention.title(words(title))
    choice = choices.current(reader, name)
    draw_filters(reader, version, choice)
    found = cache.findings(reader, version, choice)
    stamp = stamp_of(reader, choice, found)
    draw_stamp(reader, choice, stamp, complete=found.complete)
    if choice.live:
        draw_live(reader, lambda: dashboard.data_version(desk) != version)
    if lead is not None:
        lead(reader, version, choice, found)
    for part in cache.board(reader, version, choice, name):
        st.header(escaped(part.heading), anchor=False)
        for drawn in part.figures:
            draw_figure(reader, version, name, drawn, stamp, anybody=bool(found.cases))


def stamp_of(reader: Reader, choice: Choice, found: Findings) -> str:
    """Return of whom, as of when and by which version of the analysis a figure is."""
    words = reader.words
    cut = words("Analysis version {version}, data as of {moment}.", version=ANALYSIS_VERSION,
                moment=words.moment(found.as_of))  # fmt: skip
    return f"{choices.in_words(reader, choice)} {cut}"


def draw_stamp(reader: Reader, choice: Choice, stamp: str, *, complete: bool) -> None:
    """Draw what kind of numbers these are."""
    words = reader.words
    kind = f"**{kind_of_numbers(words, complete=complete)}**"
    told = (
        words("Of a past moment: what was signed later is not in it, and nothing of it changes any more.")
        if not choice.live
        else words("Nothing is still to come; a correction shows here within seconds.")
        if complete
        else words("Signed data only; a new signature shows here within seconds.")
    )
    st.markdown(f"{kind} {told} {escaped(unbroken(stamp))}")
