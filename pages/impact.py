"""What the test changed for the physician: plans, confidence, what drove it, before and after."""

from __future__ import annotations

from her2dash.actions.desk import Desk
from her2dash.i18n import N_
from her2dash.ui.board_page import show_board


def show(desk: Desk) -> None:
    """Draw the board as the signed data have it."""
    show_board(desk, "impact", N_("What the test changed"))
