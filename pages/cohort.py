"""The patients in numbers: what the secondary endpoints stand on, with every denominator."""

from __future__ import annotations

from her2dash.actions.desk import Desk
from her2dash.i18n import N_
from her2dash.ui.board_page import show_board


def show(desk: Desk) -> None:
    """Draw the tables as the signed data have them."""
    show_board(desk, "cohort", N_("The patients in numbers"))
