"""Where the study stands: enrolment, the primary endpoint so far, and who owes a form. It moves by itself."""

from __future__ import annotations

import streamlit as st

from her2dash.actions.desk import Desk
from her2dash.analysis.findings import Findings
from her2dash.i18n import N_
from her2dash.ui import cache
from her2dash.ui.board import draw_numbers
from her2dash.ui.board_page import show_board
from her2dash.ui.choice import Choice
from her2dash.ui.owed import draw_owed
from her2dash.ui.reader import Reader


def show(desk: Desk) -> None:
    """Draw the overview as the signed data have it."""
    show_board(desk, "overview", N_("Overview"), _lead)


def _lead(reader: Reader, version: int, choice: Choice, found: Findings) -> None:
    chosen = {case.patient for case in found.cases}
    owed = tuple(one for one in cache.who_owes(reader, version, choice) if one.number in chosen)
    draw_numbers(reader, found, owed)
    st.header(reader.words("Forms due and overdue"), anchor=False)
    draw_owed(reader, owed)
