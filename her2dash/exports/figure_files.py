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

_TICKS, _TITLE, _ROW = 17, 28, 28
"""Pixels below the drawing: a line at the ticks, the title of the axis, a row of the legend."""

_APART = 6
"""Pixels between letters and what they name: without them a label touches its bar."""

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
    axis = _below_the_drawing(figure)
    figure.update_yaxes(ticklabelstandoff=_APART, title_standoff=_APART)
    if _lines_at_the_ticks(figure) > 1:
        # by itself the title minds the label above it alone, and stands beside the end of a longer one
        figure.update_xaxes(title_standoff=_APART)
    top, bottom = LINE * len(above) + 40, axis + LINE * len(below) + _ROW * _rows_of_legend(figure) + 8
    height = (figure.layout.height or 400) + top + bottom
    return figure.update_layout(
        width=WIDTH, height=height, paper_bgcolor="white", plot_bgcolor="white", font={"color": "#1f2328"},
        margin={"l": 90, "r": 40, "t": top, "b": bottom},
        title={"text": "<br>".join(above), "x": 0.02, "xanchor": "left", "y": 1 - 16 / height,
               "yref": "container", "yanchor": "top", "font": {"size": 14}},
    ).add_annotation(
        text="<br>".join(below), xref="paper", yref="paper", x=0, y=0, yshift=-axis, xanchor="left",
        yanchor="top", align="left", showarrow=False, font={"size": 12},
    )  # fmt: skip


def _below_the_drawing(figure: go.Figure) -> int:
    """Return how much room the axis takes: plotly makes it for the axis, and not for the words below it."""
    title = _TITLE if figure.layout.xaxis.title.text else 0
    return 14 + _TICKS * _lines_at_the_ticks(figure) + title


def _lines_at_the_ticks(figure: go.Figure) -> int:
    return 1 + max((str(text).count("<br>") for text in figure.layout.xaxis.ticktext or ()), default=0)


def _rows_of_legend(figure: go.Figure) -> int:
    if not figure.layout.showlegend:
        return 0
    named = [each for each in figure.to_dict()["data"] if each.get("showlegend", True)]
    return -(-sum(60 + 8 * len(each.get("name", "")) for each in named) // (WIDTH - 130))
