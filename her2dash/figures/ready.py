"""Figures made ready to be sent many times: what plotly would write anew each time is written once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import plotly.graph_objects as go

from her2dash.figures.drawn import Board, Drawn, Part


class Ready(go.Figure):
    """A finished figure that answers with what it wrote when it was made; nobody changes it any more."""

    def __init__(self, made: go.Figure) -> None:
        super().__init__(made)
        # plotly's own slots take no new attribute by assignment
        self.__dict__["_written"] = made.to_dict()

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as plotly writes it; traces are copied, since who writes JSON takes from them."""
        written = self.__dict__["_written"]
        return {**written, "data": [dict(trace) for trace in written["data"]]}


def ready(board: Board) -> Board:
    """Return a board whose figures are ready to be sent."""
    return tuple(Part(part.heading, tuple(_ready(each) for each in part.figures)) for part in board)


def _ready(drawn: Drawn) -> Drawn:
    return replace(drawn, figure=Ready(drawn.figure)) if drawn.figure is not None else drawn
