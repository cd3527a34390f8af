"""Patients by endpoints as tiles: a row each, in every tile the sign of the state."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from her2dash.analysis.endpoints import Endpoint, Looks, State
from her2dash.figures.theme import CLEAR, framed
from her2dash.figures.tints import CALM, INK, PALE

ROW = 26

# The sign, since colour alone tells nobody; what is not yet due has no filling.
LOOKS = {
    State.PRESENT: ("●", CALM),
    State.MISSING: ("×", "#f3bd8a"),
    State.NOT_APPLICABLE: ("–", PALE),
    State.NOT_YET_DUE: ("…", CLEAR),
}

Categories = Mapping[tuple[Endpoint, State], str]


def state_tiles(of: Looks, heads: Sequence[str], categories: Categories) -> go.Figure:
    """Return the tiles; `heads` stand above the columns, `categories` are the groups that a click lists."""
    figure, ends = go.Figure(), list(of.of)
    _fill(figure, of, ends)
    for filled in (True, False):
        _signs(figure, of, categories, filled=filled)
    figure.update_xaxes(
        tickvals=list(range(len(ends))), ticktext=_on_two_levels(heads), side="top", ticks="", showgrid=False,
        showline=False, range=[-0.5, len(ends) - 0.5], tickangle=0,
    )  # fmt: skip
    n = len(of.patients)
    figure.update_yaxes(
        tickvals=list(range(n)), ticktext=list(of.patients), range=[n - 0.5, -0.5], showgrid=False
    )
    return framed(figure, height=ROW * n + 50)


def _on_two_levels(heads: Sequence[str]) -> list[str]:
    """Return the heads, every second a line higher: beside each other they have no room on a phone."""
    return [f"{head}<br>\u00a0" if place % 2 else head for place, head in enumerate(heads)]


def _fill(figure: go.Figure, of: Looks, ends: Sequence[Endpoint]) -> None:
    known = list(State)
    rows = [[known.index(of.of[end][y].state) for end in ends] for y in range(len(of.patients))]
    steps = len(known)
    scale = [[(n + edge) / steps, LOOKS[state][1]] for n, state in enumerate(known) for edge in (0, 1)]
    figure.add_trace(
        go.Heatmap(
            {
                "z": rows,
                "colorscale": scale,
                "zmin": -0.5,
                "zmax": steps - 0.5,
                "showscale": False,
                "xgap": 3,
                "ygap": 3,
                "hoverinfo": "skip",
            }
        )
    )


def _signs(figure: go.Figure, of: Looks, categories: Categories, *, filled: bool) -> None:
    """Set the signs, each on a mark that nobody sees: a heatmap cannot be clicked."""
    found = [
        (x, y, end, look.state)
        for x, (end, own) in enumerate(of.of.items())
        for y, look in enumerate(own)
        if (LOOKS[look.state][1] != CLEAR) is filled
    ]
    if found:
        figure.add_trace(
            go.Scatter(
                {
                    "x": [x for x, *_ in found],
                    "y": [y for _, y, *_ in found],
                    "mode": "markers+text",
                    "text": [LOOKS[state][0] for *_, state in found],
                    # on the page itself: in the page's own colour of letters
                    "textfont": {"color": INK} if filled else {},
                    "marker": {"symbol": "square", "size": 22, "color": CLEAR},
                    "customdata": [categories[end, state] for _, _, end, state in found],
                    "hovertext": [of.patients[y] for _, y, *_ in found],
                    "hovertemplate": "%{hovertext}<br>%{customdata}<extra></extra>",
                    "name": "",
                }
            )
        )
