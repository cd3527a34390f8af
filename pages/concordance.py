"""The primary endpoint: the share against the criterion, patient by patient, and what may still come."""

from __future__ import annotations

from her2dash.actions.desk import Desk
from her2dash.analysis.findings import Findings
from her2dash.i18n import N_
from her2dash.ui.board import draw_rule
from her2dash.ui.board_page import show_board
from her2dash.ui.choice import Choice
from her2dash.ui.reader import Reader


def show(desk: Desk) -> None:
    """Draw the primary endpoint as the signed data have it."""
    show_board(desk, "concordance", N_("Concordance"), _lead)


def _lead(reader: Reader, _: int, __: Choice, found: Findings) -> None:
    draw_rule(reader, found.endpoint)
