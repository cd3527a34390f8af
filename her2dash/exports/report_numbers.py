"""The numbers of a report apart from its page: what is kept of it, and compared."""

from __future__ import annotations

from collections.abc import Mapping

from her2dash.actions.report_views import NumberTable
from her2dash.figures.boards import every
from her2dash.figures.drawn import Board


def numbers_of(boards: Mapping[str, Board]) -> tuple[NumberTable, ...]:
    """Return the table of every figure, in the order of the report."""
    return tuple(
        NumberTable(name, drawn.name, drawn.table.caption, drawn.table.columns, drawn.table.rows)
        for name, board in boards.items()
        for drawn in every(board)
        if drawn.table is not None
    )
