"""The lesions patient by patient: a dot for each, a ring where the site has an own uptake."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import plotly.graph_objects as go

from her2dash.analysis.lesion_rows import LesionRow, Measured
from her2dash.analysis.states import Call
from her2dash.figures.labels import CALLS
from her2dash.figures.log_axis import UPTAKE, Place, log_axis, place_of
from her2dash.figures.numbers import decimal
from her2dash.figures.theme import CALL_MARKS, FAINT, GREY, framed
from her2dash.i18n import Words

ROW = 24
APART = 0.22
"""How far lesions of a patient with the same uptake stand apart, up and down."""


class _Dot(NamedTuple):
    y: float
    row: LesionRow
    lesion: Measured


def lesion_dots(
    rows: Sequence[LesionRow], names: Mapping[str, str], categories: Mapping[str, str], words: Words
) -> go.Figure:
    """Return the rows as they come; `names` are those of the sites, `categories` of the groups by site."""
    figure, dots = go.Figure(), _dots_of(rows)
    at = place_of([dot.lesion.uptake for dot in dots], UPTAKE)
    left = (at.zero or at.lowest) * 0.6
    _ranges(figure, rows, at)
    for call in CALL_MARKS:
        _dots(figure, [dot for dot in dots if dot.lesion.call is call], at, names, categories, words)
    _rings(figure, [dot for dot in dots if dot.lesion.at_own], at, names, words)
    for call in CALL_MARKS:
        own = [(y, row) for y, row in enumerate(rows) if row.call is call]
        _results(figure, own, left, categories, words)
    axis = log_axis(at, (left, words("test")))
    figure.update_xaxes(
        title=words("SUVmax of each lesion"), showgrid=True, gridcolor=FAINT, tickangle=0, **axis
    )
    figure.update_yaxes(tickvals=list(range(len(rows))), ticktext=[row.patient for row in rows],
                        range=[len(rows) - 0.5, -0.5], showgrid=False)  # fmt: skip
    return framed(figure.update_layout(showlegend=True), height=ROW * len(rows) + 120)


def _dots_of(rows: Sequence[LesionRow]) -> list[_Dot]:
    found: list[_Dot] = []
    for y, row in enumerate(rows):
        before: Counter[float] = Counter()
        for lesion in row.lesions:
            step = before[lesion.uptake]
            before[lesion.uptake] += 1
            found.append(_Dot(y + (APART, -APART)[step % 2] * min(step, 2), row, lesion))
    return found


def _ranges(figure: go.Figure, rows: Sequence[LesionRow], at: Place) -> None:
    """Draw a line from the lowest to the highest lesion of each patient."""
    x: list[float | None] = []
    y: list[float | None] = []
    for place, row in enumerate(rows):
        x += [at.at(row.lesions[-1].uptake), at.at(row.highest.uptake), None]
        y += [place, place, None]
    line = {"color": FAINT, "width": 5}
    figure.add_trace(
        go.Scatter(
            {
                "x": x,
                "y": y,
                "mode": "lines",
                "line": line,
                "hoverinfo": "skip",
                "name": "",
                "showlegend": False,
            }
        )
    )


def _dots(
    figure: go.Figure, dots: Sequence[_Dot], at: Place, names: Mapping[str, str],
    categories: Mapping[str, str], words: Words,
) -> None:  # fmt: skip
    if not dots:
        return
    call = dots[0].lesion.call
    colour, mark = CALL_MARKS[call]
    hover = [
        f"{dot.row.patient}<br>{names.get(dot.lesion.site, dot.lesion.site)}<br>"
        f"SUVmax {decimal(dot.lesion.uptake, words, digits=1)}"
        for dot in dots
    ]
    figure.add_trace(
        go.Scatter(
            {
                "x": [at.at(dot.lesion.uptake) for dot in dots],
                "y": [dot.y for dot in dots],
                "mode": "markers",
                "name": words("lesion {call}", call=words(CALLS[call])),
                "marker": {"color": colour, "symbol": mark, "size": 9},
                "customdata": [categories[dot.row.highest.site] for dot in dots],
                "hovertext": hover,
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    )


def _rings(
    figure: go.Figure, dots: Sequence[_Dot], at: Place, names: Mapping[str, str], words: Words
) -> None:
    if dots:
        sites = dict.fromkeys(names.get(dot.lesion.site, dot.lesion.site) for dot in dots)
        figure.add_scatter(
            x=[at.at(dot.lesion.uptake) for dot in dots], y=[dot.y for dot in dots], mode="markers",
            name=words("own uptake: {sites}", sites=", ".join(sites)), hoverinfo="skip",
            marker={"symbol": "circle-open", "size": 17, "color": GREY, "line": {"width": 2}},
        )  # fmt: skip


def _results(
    figure: go.Figure, rows: Sequence[tuple[int, LesionRow]], left: float, categories: Mapping[str, str],
    words: Words,
) -> None:  # fmt: skip
    """Set the result of each patient's test at the left, where no uptake stands."""
    if not rows:
        return
    call = Call(rows[0][1].call)
    colour, mark = CALL_MARKS[call]
    figure.add_trace(
        go.Scatter(
            {
                "x": [left] * len(rows),
                "y": [y for y, _ in rows],
                "mode": "markers",
                "name": "",
                "showlegend": False,
                "marker": {"color": colour, "symbol": mark, "size": 11},
                "customdata": [categories[row.highest.site] for _, row in rows],
                "hovertext": [f"{row.patient}<br>{words('test')}: {words(CALLS[call])}" for _, row in rows],
                "hovertemplate": "%{hovertext}<extra></extra>",
            }
        )
    )
