"""One figure to take away, as numbers or as a picture; each file says of whom, as of when, by what it is."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import plotly.graph_objects as go

from her2dash.exports.pictures import picture
from her2dash.exports.tables import table_csv
from her2dash.figures.drawn import Drawn

WIDTH, LINE = 900, 19
"""Pixels: the width of a picture, and the height of a line of its words."""

_LETTERS = 110

Facts = Sequence[str]
"""Sentences that go with the figure wherever it goes: patients, data cut, versions."""


def figure_csv(drawn: Drawn, facts: Facts) -> bytes:
    """Return the figure's table, below what it is of; UTF-8 with the mark that spreadsheets look for."""
    table = drawn.table
    said = (drawn.finding, drawn.caption, *facts)
    return table_csv(said, table.columns if table else (), table.rows if table else ())


def figure_picture(drawn: Drawn, kind: str, facts: Facts) -> bytes:
    """Return the figure as "png" or "svg"; Refused where the server has no browser to draw with."""
    return picture(_with_words(drawn, facts), kind)


def _with_words(drawn: Drawn, facts: Facts) -> go.Figure:
    """Return the figure on white, its finding above and what it is of below."""
    above = [f"<b>{line}</b>" for line in wrap(drawn.finding, _LETTERS - 20)]
    above += wrap(drawn.caption, _LETTERS)
    below = [line for said in facts for line in wrap(said, _LETTERS)]
    figure = go.Figure(drawn.figure or {})
    top, bottom = LINE * len(above) + 40, LINE * len(below) + 70
    height = (figure.layout.height or 400) + top + bottom
    return figure.update_layout(
        width=WIDTH, height=height, paper_bgcolor="white", plot_bgcolor="white", font={"color": "#1f2328"},
        margin={"l": 90, "r": 40, "t": top, "b": bottom},
        title={"text": "<br>".join(above), "x": 0.02, "xanchor": "left", "y": 1 - 16 / height,
               "yref": "container", "yanchor": "top", "font": {"size": 14}},
    ).add_annotation(
        text="<br>".join(below), xref="paper", yref="paper", x=0, y=0, yshift=-46, xanchor="left",
        yanchor="top", align="left", showarrow=False, font={"size": 12},
    )  # fmt: skip
