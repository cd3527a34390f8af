"""Where the study stands: enrolment, the primary endpoint so far, and who owes a form. It moves by itself."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import dashboard
from her2dash.actions.desk import Desk
from her2dash.ui import attention, cache
from her2dash.ui.board import draw_numbers, draw_share, draw_stamp
from her2dash.ui.live import watch
from her2dash.ui.owed import draw_owed
from her2dash.ui.reader import reader_at


def show(desk: Desk) -> None:
    """Draw the overview as the newest signed data have it."""
    reader, version = reader_at(desk), dashboard.data_version(desk)
    words, board, result = reader.words, cache.board(reader, version), cache.concordance(reader, version)
    attention.arrive("overview")
    attention.title(words("Overview"))
    draw_stamp(reader)
    draw_numbers(reader, board, result)
    st.header(words("Does therapy follow the test?"), anchor=False)
    draw_share(reader, cache.figure_of_concordance(reader, version), result, board.as_of)
    st.header(words("Forms due and overdue"), anchor=False)
    draw_owed(reader, board)
    watch(words, lambda: dashboard.data_version(desk) != version)
