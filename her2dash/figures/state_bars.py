"""Endpoints as bars, one each: how many patients are in which state, where single tiles would be too many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from her2dash.analysis.endpoints import Endpoint, State
from her2dash.figures.state_tiles import LOOKS, Categories
from her2dash.figures.theme import CLEAR, FAINT, GREY, framed
from her2dash.figures.tints import INK, PALE
from her2dash.i18n import Words

ROW = 46
PAPER = "#f7f9fb"
ROOM = 0.12
"""A narrower part of a bar has no room for its number; the table has them all."""


def state_bars(
    counts: Mapping[Endpoint, Mapping[State, int]], heads: Sequence[str], names: Mapping[State, str],
    categories: Categories, words: Words,
) -> go.Figure:  # fmt: skip
    """Return the bars, their parts in the fixed order of states; `heads` name them."""
    figure, n = go.Figure(), max((sum(each.values()) for each in counts.values()), default=0)
    for state in State:
        own = [each[state] for each in counts.values()]
        sign, colour = LOOKS[state]
        # a bar has letters on it whatever the page: what has no filling as a tile is hatched paper here
        open_ = colour == CLEAR
        figure.add_trace(
            go.Bar(
                {
                    "orientation": "h",
                    "y": list(range(len(counts))),
                    "x": own,
                    "name": f"{sign} {names[state]}",
                    "marker": {
                        "color": PAPER if open_ else colour,
                        "line": {"color": GREY, "width": 1},
                        "pattern": {
                            "shape": "/" if open_ else "",
                            "fgcolor": PALE,
                            "bgcolor": PAPER if open_ else colour,
                            "size": 8,
                        },
                    },
                    "text": [f"{sign} {count}" if count >= ROOM * n else "" for count in own],
                    "textposition": "inside",
                    "insidetextanchor": "middle",
                    "textangle": 0,
                    "insidetextfont": {"color": INK},
                    "customdata": [categories[end, state] for end in counts],
                    "hovertemplate": "%{customdata}: %{x}<extra></extra>",
                }
            )
        )
    figure.update_layout(barmode="stack", showlegend=True, bargap=0.3, legend={"traceorder": "normal"})
    figure.update_yaxes(
        tickvals=list(range(len(counts))), ticktext=list(heads), range=[len(counts) - 0.5, -0.5],
        showgrid=False,
    )  # fmt: skip
    figure.update_xaxes(title=words("patients"), showgrid=True, gridcolor=FAINT, tickformat="d", nticks=6)
    return framed(figure, height=ROW * len(counts) + 120)
