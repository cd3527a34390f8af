"""The patients' way through the study: who is counted where, what is missing, what deviates."""

from __future__ import annotations

from her2dash.actions import dashboard
from her2dash.actions.desk import Desk
from her2dash.i18n import N_
from her2dash.ui import cache
from her2dash.ui import choice as choices
from her2dash.ui.board_page import show_board
from her2dash.ui.deviations import draw_deviations
from her2dash.ui.reader import reader_at

_NAME = "flow"


def show(desk: Desk) -> None:
    """Draw the board as the signed data have it, and below it what the rules notice."""
    show_board(desk, _NAME, N_("Flow"))
    reader, version = reader_at(desk), dashboard.data_version(desk)
    choice = choices.current(reader, _NAME)
    draw_deviations(reader, version, choice, cache.findings(reader, version, choice))
