"""A table of counts as tiles: the number in each, the diagonal framed, a click lists the patients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from her2dash.figures.theme import CLEAR, GREY, framed
from her2dash.figures.tints import INK, RAMP


@dataclass(frozen=True, slots=True)
class Side:
    """The categories along a side of a matrix, and what they are."""

    title: str
    names: Sequence[str]


def matrix(
    counts: Sequence[Sequence[int]], rows: Side, columns: Side, categories: Sequence[Sequence[str]], *,
    row: int = 64,
) -> go.Figure:  # fmt: skip
    """Return the counts as tiles; `categories` names for each cell the group that a click lists."""
    cells = [(x, y) for y in range(len(rows.names)) for x in range(len(columns.names))]
    figure = go.Figure()
    # a colour for nobody is none: the scale never begins above 0
    figure.add_trace(go.Heatmap({"z": [list(each) for each in counts], "colorscale": RAMP, "zmin": 0,
                       "zmax": max(1, *(max(each) for each in counts)),
                       "showscale": False, "xgap": 3, "ygap": 3, "hoverinfo": "skip"}))  # fmt: skip
    figure.add_trace(go.Scatter({
        "x": [x for x, _ in cells], "y": [y for _, y in cells], "mode": "markers+text",
        "text": [str(counts[y][x]) for x, y in cells], "textfont": {"color": INK, "size": 14},
        "marker": {"symbol": "square", "size": 36, "color": CLEAR},
        "customdata": [categories[y][x] for x, y in cells],
        "hovertemplate": "%{customdata}: %{text}<extra></extra>",
    }))  # fmt: skip
    for n in range(min(len(rows.names), len(columns.names))):
        figure.add_shape(type="rect", x0=n - 0.49, x1=n + 0.49, y0=n - 0.48, y1=n + 0.48,
                         line={"color": GREY, "width": 2})  # fmt: skip
    figure.update_xaxes(title=columns.title, tickvals=list(range(len(columns.names))),
                        ticktext=list(columns.names), showgrid=False, ticks="", showline=False,
                        tickangle=0)  # fmt: skip
    figure.update_yaxes(title=rows.title, tickvals=list(range(len(rows.names))), ticktext=list(rows.names),
                        range=[len(rows.names) - 0.5, -0.5], showgrid=False)  # fmt: skip
    return framed(figure, height=row * len(rows.names) + 80)
