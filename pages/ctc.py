"""The test and its uptake against HER2 on circulating tumour cells."""

from __future__ import annotations

from her2dash.actions.desk import Desk
from her2dash.i18n import N_
from her2dash.ui.board_page import show_board


def show(desk: Desk) -> None:
    """Draw the board as the signed data have it."""
    show_board(desk, "ctc", N_("Tumour cells"))
