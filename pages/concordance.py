"""The primary endpoint: test result by therapy, the interval against the threshold, moving by itself."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import dashboard
from her2dash.actions.desk import Desk
from her2dash.figures.sentences import call_by_therapy_rows
from her2dash.ui import attention, cache
from her2dash.ui.board import draw_rule, draw_share, draw_stamp
from her2dash.ui.figure import draw_table
from her2dash.ui.live import watch
from her2dash.ui.reader import reader_at


def show(desk: Desk) -> None:
    """Draw the primary endpoint as the newest signed data have it."""
    reader, version = reader_at(desk), dashboard.data_version(desk)
    words, result = reader.words, cache.concordance(reader, version)
    attention.arrive("concordance")
    attention.title(words("Concordance"))
    draw_stamp(reader)
    draw_rule(reader, result)
    st.header(words("The share and its interval"), anchor=False)
    as_of = cache.board(reader, version).as_of
    draw_share(reader, cache.figure_of_concordance(reader, version), result, as_of)
    st.header(words("Test result and therapy"), anchor=False)
    draw_table(call_by_therapy_rows(result, words))
    watch(words, lambda: dashboard.data_version(desk) != version)
