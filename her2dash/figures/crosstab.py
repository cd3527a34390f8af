"""The test's result against another classification: tiles with counts, what should agree framed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from her2dash.analysis.crossed import Crossed
from her2dash.analysis.states import Call
from her2dash.figures.drawn import Groups
from her2dash.figures.labels import CALLS
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import CLEAR, GREY, framed
from her2dash.figures.tints import INK, RAMP
from her2dash.figures.workup_labels import SHORT
from her2dash.i18n import N_, Words

ROW = 58

ROWS = {
    Call.POSITIVE: N_("test<br>positive"),
    Call.NEGATIVE: N_("test<br>negative"),
    Call.EQUIVOCAL: N_("test<br>equivocal"),
    Call.NOT_EVALUABLE: N_("test not<br>evaluable"),
    Call.PENDING: N_("test<br>pending"),
}
"""Beside a row: a phone has room for no more."""

Framed = Iterable[tuple[str, str]]
"""The cells in which test and other classification say the same."""


@dataclass(frozen=True, slots=True)
class Other:
    """What the test is crossed with: its name, and those of its states in their fixed order."""

    title: str
    states: Mapping[Any, str]


def cell_name(call: str, state: str, other: Other, words: Words) -> str:
    """Return a cell as "test positive; biopsy: negative"."""
    return words(
        "test {call}; {other}: {state}",
        call=words(CALLS[Call(call)]), other=other.title, state=words(other.states[state]),
    )  # fmt: skip


def cross_groups(of: Crossed, other: Other, words: Words) -> Groups:
    """Return who is in each cell, the empty ones left out."""
    return {cell_name(*cell, other, words): who for cell, who in of.who.items() if who}


def cross_table(of: Crossed, other: Other, caption: str, words: Words) -> DataTable:
    """Return the counts with their totals."""
    rows = [
        (words(CALLS[Call(row)]), *map(str, counts), str(total))
        for row, counts, total in zip(of.rows, of.counts, of.row_totals, strict=True)
    ]
    heads = (words("Test result"), *(words(other.states[column]) for column in of.columns), words("Total"))
    totals = (words("Total"), *map(str, of.column_totals), str(of.n))
    return DataTable(caption, heads, (*rows, totals))


def cross_figure(of: Crossed, other: Other, same: Framed, words: Words) -> go.Figure:
    """Return the tiles: in each the count, and below it of how many with that result of the test.

    The colour goes from nobody to all patients, so that a few of few are not dark.
    """
    figure = go.Figure()
    figure.add_trace(
        go.Heatmap(
            {
                "z": [list(row) for row in of.counts],
                "colorscale": list(RAMP),
                "zmin": 0,
                "zmax": max(1, of.n),
                "showscale": False,
                "xgap": 3,
                "ygap": 3,
                "hoverinfo": "skip",
            }
        )
    )
    _counts(figure, of, other, words)
    for row, column in same:
        x, y = of.columns.index(column), of.rows.index(row)
        figure.add_shape(type="rect", x0=x - 0.48, x1=x + 0.48, y0=y - 0.47, y1=y + 0.47,
                         line={"color": GREY, "width": 3})  # fmt: skip
    names = [_short(other.states[column], words) for column in of.columns]
    figure.update_xaxes(
        title=other.title, tickvals=list(range(len(names))), ticktext=names, tickangle=0, showgrid=False,
        range=[-0.5, len(names) - 0.5], ticks="", showline=False, tickfont={"size": 11},
    )  # fmt: skip
    # a title up the side would take from the tiles on a phone what they need for their letters
    figure.update_yaxes(
        tickvals=list(range(len(of.rows))), ticktext=[words(ROWS[Call(row)]) for row in of.rows],
        range=[len(of.rows) - 0.5, -0.5], showgrid=False, ticks="",
    )  # fmt: skip
    return framed(figure, height=ROW * len(of.rows) + 90)


def _short(name: str, words: Words) -> str:
    return words(SHORT.get(name, name))


def _counts(figure: go.Figure, of: Crossed, other: Other, words: Words) -> None:
    """Set the counts, each on a mark that nobody sees: a heatmap cannot be clicked."""
    cells = [(x, y) for y in range(len(of.rows)) for x in range(len(of.columns))]
    told = [(of.counts[y][x], of.row_totals[y]) for x, y in cells]
    names = [cell_name(of.rows[y], of.columns[x], other, words) for x, y in cells]
    figure.add_trace(
        go.Scatter(
            {
                "x": [x for x, _ in cells],
                "y": [y for _, y in cells],
                "mode": "markers+text",
                "text": [f"<b>{count}</b><br>{count}/{total}" if total else "0" for count, total in told],
                "textfont": {"color": INK, "size": 13},
                "marker": {"symbol": "square", "size": 40, "color": CLEAR},
                "customdata": names,
                "hovertext": [f"{count}/{total}" for count, total in told],
                "hovertemplate": "%{customdata}<br>%{hovertext}<extra></extra>",
            }
        )
    )
