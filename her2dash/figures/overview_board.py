"""The board of the overview: the primary endpoint so far, and how enrolment goes."""

from __future__ import annotations

from her2dash.analysis.findings import Findings
from her2dash.figures.accrual import enrolment
from her2dash.figures.concordance_board import forest
from her2dash.figures.drawn import Board, Part
from her2dash.i18n import Words


def overview_board(found: Findings, words: Words) -> Board:
    """Return the figures of the overview."""
    return (
        Part(words("Does therapy follow the test?"), (forest(found, words),)),
        Part(words("Enrolment"), (enrolment(found, words),)),
    )
