"""What changed between two reports: only the numbers that differ, figure by figure, then and now."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import streamlit as st

from her2dash.actions import reports
from her2dash.actions.report_views import Comparison, Difference, Kept
from her2dash.errors import Refused
from her2dash.exports.report import TITLES
from her2dash.figures.sentences import DataTable
from her2dash.ui.figure import draw_table
from her2dash.ui.messages import escaped, sentence
from her2dash.ui.reader import Reader
from her2dash.ui.report_list import named


def draw_comparison(reader: Reader, kept: Sequence[Kept]) -> None:
    """Ask for two reports and draw what differs between them."""
    words = reader.words
    st.header(words("What changed between two reports?"), anchor=False)
    by_number = {one.number: one for one in kept}
    one = _choose(reader, words("One report"), "compare.one", by_number)
    if one is None:
        return
    others = {
        number: each
        for number, each in by_number.items()
        if number != one.number and each.language == one.language
    }
    if not others:
        st.markdown(words("There is no other report in the same language."))
        return
    other = _choose(reader, words("The other"), "compare.other", others)
    if other is not None:
        _draw(reader, one.number, other.number)


def _choose(reader: Reader, label: str, key: str, among: dict[int, Kept]) -> Kept | None:
    if st.session_state.get(key) not in among:
        st.session_state[key] = None
    called = {number: named(reader, each) for number, each in among.items()}
    number = st.selectbox(
        label, list(among), index=None, key=key, placeholder=reader.words("Choose a report"),
        format_func=called.__getitem__,
    )  # fmt: skip
    return None if number is None else among[number]


def _draw(reader: Reader, one: int, other: int) -> None:
    words = reader.words
    try:
        found = reports.compare(reader.desk, one=one, other=other)
    except Refused as refused:
        st.info(escaped(sentence(words, refused)))
        return
    if found.then.basis.withheld != found.now.basis.withheld:
        st.info(
            words(
                "One of them was made by a physician of the study: results that were not released to that "
                "person count as pending in it."
            )
        )
    if not found.differences:
        st.markdown(words("Every number is the same."))
        return
    n = len(found.differences)
    st.markdown(words.count("{n} number differs.", "{n} numbers differ.", n))
    for figure, some in groupby(found.differences, key=lambda each: (each.board, each.figure)):
        draw_table(_table(reader, found, figure[0], tuple(some)))


def _table(reader: Reader, found: Comparison, board: str, some: tuple[Difference, ...]) -> DataTable:
    """Return what differs in one figure: a table of three columns, which a phone shows whole."""
    words = reader.words
    columns = (
        words("Row"),
        words("then, report {number}", number=found.then.number),
        words("now, report {number}", number=found.now.number),
    )
    title = words(TITLES[board]) if board in TITLES else board
    rows = tuple((each.row, each.then or "–", each.now or "–") for each in some)
    return DataTable(f"{title}: {some[0].caption}", columns, rows)
