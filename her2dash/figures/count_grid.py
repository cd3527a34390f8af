"""Counts of many patients or lesions in classes: what is drawn where single marks would hide each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import plotly.graph_objects as go

from her2dash.analysis.table import Frozen
from her2dash.analysis.uptake_cells import UPTAKE_EDGES
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import framed
from her2dash.figures.tints import INK, RAMP
from her2dash.i18n import Words

ROW = 34


def count_grid(
    counts: Frozen, columns: Sequence[str], rows: Sequence[str], *, across: str, up: str,
    rising: bool = False, marks: Mapping[float, str] | None = None,
) -> go.Figure:  # fmt: skip
    """Return the counts as tiles with their numbers; `rising` puts the first row at the bottom.

    `marks` stand below the tiles where the names of many classes would be too broad for a phone: at half a
    place the border of two classes.
    """
    below = marks or dict(enumerate(columns))
    tiles = go.Heatmap(
        {
            "z": [list(row) for row in counts],
            "colorscale": list(RAMP),
            "zmin": 0,
            "zmax": max(1, max((max(row) for row in counts), default=0)),
            "showscale": False,
            "xgap": 2,
            "ygap": 2,
            "text": [[str(cell) if cell else "" for cell in row] for row in counts],
            "texttemplate": "%{text}",
            "textfont": {"color": INK, "size": 11},
            "customdata": [[f"{up}: {row}<br>{across}: {column}" for column in columns] for row in rows],
            "hovertemplate": "%{customdata}<br>%{z}<extra></extra>",
        }
    )
    ends = [-0.5, len(rows) - 0.5]
    layout = {
        "xaxis": {"title": {"text": across}, "tickvals": list(below), "ticktext": list(below.values())}
        | {"showgrid": False, "ticks": "", "showline": False, "tickangle": 0},
        "yaxis": {"title": {"text": up}, "tickvals": list(range(len(rows))), "ticktext": list(rows)}
        | {"showgrid": False, "range": ends if rising else ends[::-1]},
    }
    # made at once: plotly copies a figure on every change to it
    return framed(go.Figure([tiles], layout), height=ROW * len(rows) + 100)


def grid_table(
    counts: Frozen, columns: Sequence[str], rows: Sequence[str], *, head: str, caption: str
) -> DataTable:
    """Return the same counts as a table."""
    lines = tuple((name, *map(str, row)) for name, row in zip(rows, counts, strict=True))
    return DataTable(caption, (head, *columns), lines)


def borders(edges: Sequence[float]) -> dict[float, str]:
    """Return where each class of uptake ends and the next begins, below the tiles."""
    return {place - 0.5: f"{edge:g}" for place, edge in enumerate(edges[:-1]) if place}


def class_names(edges: Sequence[float], words: Words, *, whole: bool = False) -> list[str]:
    """Return classes as "< 1", "2–3", "≥ 50"; of whole numbers both ends belong to a class: "5–9"."""
    return [_name(low, high, words, whole) for low, high in pairwise(edges)]


def _name(low: float, high: float, words: Words, whole: bool) -> str:
    if high == UPTAKE_EDGES[-1]:
        return words("≥ {low}", low=f"{low:g}")
    if whole:
        return f"{low:g}" if high - low == 1 else f"{low:g}–{high - 1:g}"
    return f"{low:g}–{high:g}" if low else words("< {high}", high=f"{high:g}")
