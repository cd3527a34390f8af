"""A table of counts as tiles: the number in each, what agrees framed, a click lists the patients."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from her2dash.figures.theme import CLEAR, GREY, framed
from her2dash.figures.tints import INK, RAMP

Cell = tuple[int, int]
"""Row and column, each from 0."""


@dataclass(frozen=True, slots=True)
class Side:
    """The categories along a side of a matrix, and what they are; up the side a title may be none."""

    title: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts, and for each cell the group that a click lists.

    With `totals` of the rows a tile says of how many it is, or which `percent` of them; the darkest colour is
    that of `most` patients.
    """

    rows: Sequence[Sequence[int]]
    groups: Sequence[Sequence[str]]
    totals: Sequence[int] | None = None
    most: int | None = None
    percent: bool = False

    def text(self, cell: Cell) -> str:
        """Return what stands in a tile."""
        count, total = self.rows[cell[0]][cell[1]], self._total(cell)
        if not total:
            return str(count)
        # in integers, since a reader rounds half up
        percent = f"{(200 * count + total) // (2 * total)} %"
        return f"<b>{count}</b><br>{percent if self.percent else self.share(cell)}"

    def share(self, cell: Cell) -> str:
        """Return the count beside that of its row, where it has one."""
        total = self._total(cell)
        return f"{self.rows[cell[0]][cell[1]]}/{total}" if total else ""

    def _total(self, cell: Cell) -> int:
        return self.totals[cell[0]] if self.totals is not None else 0


def matrix(counts: Counts, rows: Side, columns: Side, *, same: Iterable[Cell], row: int = 64) -> go.Figure:
    """Return the counts as tiles; `same` are the cells framed, in which both sides say the same."""
    figure = go.Figure([_colours(counts), _numbers(counts)])
    # a frame is measured in tiles, which few columns make broad: as close to the edge of all of them
    half = 0.5 - 0.004 * len(columns.names)
    for y, x in same:
        figure.add_shape(type="rect", x0=x - half, x1=x + half, y0=y - 0.47, y1=y + 0.47,
                         line={"color": GREY, "width": 3})  # fmt: skip
    figure.update_xaxes(_axis(columns), range=[-0.5, len(columns.names) - 0.5], showline=False, tickangle=0)
    figure.update_yaxes(_axis(rows), range=[len(rows.names) - 0.5, -0.5])
    return framed(figure, height=row * len(rows.names) + 85)


def _axis(side: Side) -> dict[str, object]:
    title = {"title": side.title} if side.title else {}
    return {"tickvals": list(range(len(side.names))), "ticktext": list(side.names), "showgrid": False,
            "ticks": "", **title}  # fmt: skip


def _colours(counts: Counts) -> go.Heatmap:
    # a colour for nobody is none: the scale never begins above 0
    darkest = counts.most if counts.most is not None else max(max(row) for row in counts.rows)
    return go.Heatmap(
        {
            "z": [list(row) for row in counts.rows],
            "colorscale": list(RAMP),
            "zmin": 0,
            "zmax": max(1, darkest),
            "showscale": False,
            "xgap": 3,
            "ygap": 3,
            "hoverinfo": "skip",
        }
    )


def _numbers(counts: Counts) -> go.Scatter:
    """Return the counts, each on a mark that nobody sees: a heatmap cannot be clicked."""
    cells = [(y, x) for y, row in enumerate(counts.rows) for x in range(len(row))]
    return go.Scatter(
        {
            "x": [x for _, x in cells],
            "y": [y for y, _ in cells],
            "mode": "markers+text",
            "text": [counts.text(cell) for cell in cells],
            "textfont": {"color": INK, "size": 13},
            "marker": {"symbol": "square", "size": 40, "color": CLEAR},
            "customdata": [counts.groups[y][x] for y, x in cells],
            "hovertext": [counts.share((y, x)) or str(counts.rows[y][x]) for y, x in cells],
            "hovertemplate": "%{customdata}<br>%{hovertext}<extra></extra>",
        }
    )
