"""The boards: for each page of results the figures that it shows, made from the findings alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from her2dash.analysis.findings import Findings
from her2dash.figures.cohort import cohort_board
from her2dash.figures.concordance_board import concordance_board
from her2dash.figures.ctc_board import ctc_board
from her2dash.figures.drawn import Board, Drawn
from her2dash.figures.flow_board import flow_board
from her2dash.figures.impact_board import impact_board
from her2dash.figures.overview_board import overview_board
from her2dash.figures.workup_board import workup_board
from her2dash.i18n import Words

BOARDS: Mapping[str, Callable[[Findings, Words], Board]] = {
    "overview": overview_board,
    "concordance": concordance_board,
    "impact": impact_board,
    "workup": workup_board,
    "ctc": ctc_board,
    "flow": flow_board,
    "cohort": cohort_board,
}


def every(board: Board) -> tuple[Drawn, ...]:
    """Return the figures of a board in their order."""
    return tuple(drawn for part in board for drawn in part.figures)
