"""Uptake against a count, drawn: every patient a mark, of many patients the counts in classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import plotly.graph_objects as go

from her2dash.analysis.table import Frozen
from her2dash.analysis.uptake_cells import (
    CELL_EDGES,
    SHARE_EDGES,
    UPTAKE_EDGES,
    Measure,
    Pairs,
    Point,
    classified,
)
from her2dash.figures.count_grid import class_names, count_grid
from her2dash.figures.labels import CALLS
from her2dash.figures.log_axis import CELLS, FEW_CELLS, UPTAKE_UP, Place, log_axis, place_of, spread
from her2dash.figures.numbers import decimal, percent
from her2dash.figures.theme import CALL_MARKS, FAINT, GREY, MANY, framed
from her2dash.i18n import N_, Words

HEIGHT = 380


@dataclass(frozen=True, slots=True)
class View:
    """How one measure is named and classed."""

    name: str
    finding: str
    axis: str
    edges: Sequence[float]


VIEWS = {
    Measure.CELLS: View(
        "uptake-by-cells", N_("Does uptake go with the number of tumour cells?"),
        N_("tumour cells"), CELL_EDGES,
    ),
    Measure.POSITIVE: View(
        "uptake-by-positive-cells", N_("Does uptake go with the number of HER2-positive cells?"),
        N_("HER2-positive cells"), CELL_EDGES,
    ),
    Measure.SHARE: View(
        "uptake-by-positive-share", N_("Does uptake go with the share of HER2-positive cells?"),
        N_("HER2-positive of the cells found"), SHARE_EDGES,
    ),
}  # fmt: skip


def counted(pairs: Pairs, view: View) -> Frozen:
    """Return how many patients are in each class of uptake, the lowest first, and of what was counted."""
    return classified(
        [point.value for point in pairs.points], [point.uptake for point in pairs.points],
        column_edges=view.edges, row_edges=UPTAKE_EDGES,
    )  # fmt: skip


def classes(measure: Measure, words: Words) -> list[str]:
    """Return the names of the classes of what was counted."""
    if measure is not Measure.SHARE:
        return class_names(CELL_EDGES, words, whole=True)
    inner = [f"{100 * low:.0f}–{100 * high:.0f} %" for low, high in pairwise(SHARE_EDGES[1:-1])]
    return ["0 %", *inner, "100 %"]


def _marks_below(measure: Measure) -> dict[float, str] | None:
    """Return what stands below the classes of a share: 0 and 100 % have one of their own."""
    if measure is not Measure.SHARE:
        return None
    inner = {place + 0.5: f"{100 * edge:.0f} %" for place, edge in enumerate(SHARE_EDGES[2:-2], start=1)}
    return {0.0: "0 %", **inner, float(len(SHARE_EDGES) - 2): "100 %"}


def value_said(point: Point, measure: Measure, words: Words) -> str:
    """Return what was counted in a patient, a share as a percentage."""
    if measure is Measure.SHARE:
        return f"{percent(100 * point.value, words)} %"
    return f"{point.value:g}"


def scatter(pairs: Pairs, measure: Measure, words: Words) -> go.Figure:
    """Return the figure of some pairs."""
    view = VIEWS[measure]
    if len(pairs.points) >= MANY:
        return count_grid(counted(pairs, view), classes(measure, words), class_names(UPTAKE_EDGES, words),
                          across=words(view.axis), up=words("SUVmax"), rising=True,
                          marks=_marks_below(measure))  # fmt: skip
    across = _across(pairs, measure)
    up = place_of([point.uptake for point in pairs.points], UPTAKE_UP)
    figure = go.Figure()
    for call, (colour, mark) in CALL_MARKS.items():
        own = [point for point in pairs.points if point.call is call]
        if own:
            _marks(figure, own, across, up, {"color": colour, "symbol": mark, "size": 11},
                   measure, words)  # fmt: skip
    _axis_across(figure, pairs, measure, words)
    figure.update_yaxes(title=words("SUVmax (highest)"), showgrid=True, gridcolor=FAINT, **log_axis(up))
    return framed(figure.update_layout(showlegend=True), height=HEIGHT)


def _across(pairs: Pairs, measure: Measure) -> dict[str, float]:
    """Return where each patient stands from left to right: equal counts side by side."""
    values = {
        point.patient: point.value for point in sorted(pairs.points, key=lambda p: (p.uptake, p.patient))
    }
    if measure is Measure.SHARE:
        return spread(values, linear=0.04)
    counts = _cells(pairs)
    return spread({who: counts.at(value) for who, value in values.items()})


def _cells(pairs: Pairs) -> Place:
    """Return the axis of a number of cells: from one on, and zero beside it."""
    counts = [0, 1, *(point.value for point in pairs.points)]
    return place_of(counts, FEW_CELLS if max(counts) <= FEW_CELLS[-1] else CELLS)


def _axis_across(figure: go.Figure, pairs: Pairs, measure: Measure, words: Words) -> None:
    title = words(VIEWS[measure].axis)
    if measure is Measure.SHARE:
        figure.update_xaxes(
            title=title, range=[-0.06, 1.06], showgrid=True, gridcolor=FAINT,
            tickvals=[0, 0.25, 0.5, 0.75, 1], ticktext=[f"{part} %" for part in (0, 25, 50, 75, 100)],
        )  # fmt: skip
        return
    counts = _cells(pairs)
    figure.update_xaxes(title=title, showgrid=True, gridcolor=FAINT, **log_axis(counts))
    # the scale has no zero: what stands left of this line has none
    figure.add_vline(x=counts.border, line={"color": GREY, "width": 1, "dash": "dot"})


def _marks(
    figure: go.Figure, points: Sequence[Point], across: dict[str, float], up: Place,
    marker: dict[str, object], measure: Measure, words: Words,
) -> None:  # fmt: skip
    name = words(CALLS[points[0].call])
    hover = [
        f"{point.patient}<br>SUVmax {decimal(point.uptake, words, digits=1)}<br>"
        f"{words(VIEWS[measure].axis)}: {value_said(point, measure, words)}"
        for point in points
    ]
    figure.add_trace(
        go.Scatter(
            {
                "x": [across[point.patient] for point in points],
                "y": [up.at(point.uptake) for point in points],
                "mode": "markers",
                "name": name,
                "marker": marker,
                "customdata": [name] * len(points),
                "hovertext": hover,
                "hovertemplate": "%{hovertext}<br>%{customdata}<extra></extra>",
            }
        )
    )
