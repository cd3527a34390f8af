"""Uptake by the state of the cells, drawn: every patient a mark, a line at the median; of many the counts."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from her2dash.analysis.compared import Marker
from her2dash.analysis.uptake_cells import UPTAKE_EDGES, classified
from her2dash.analysis.uptake_groups import SHOWN, UptakeGroups
from her2dash.figures.count_grid import borders, class_names, count_grid
from her2dash.figures.labels import CALLS
from her2dash.figures.log_axis import UPTAKE_UP, log_axis, place_of, spread
from her2dash.figures.numbers import decimal
from her2dash.figures.theme import CALL_MARKS, FAINT, GREY, MANY, framed
from her2dash.figures.workup_labels import MARKERS
from her2dash.i18n import N_, Words

HEIGHT = 400
COLUMNS = {Marker.POSITIVE: N_("HER2+"), Marker.NEGATIVE: N_("HER2−"), Marker.NO_CELL: N_("no cell<br>found")}


def columns(groups: UptakeGroups, words: Words) -> go.Figure:
    """Return the columns of the states; those without a cell are shown beside the two that are compared."""
    shown = sum(map(len, groups.of.values()))
    if shown >= MANY:
        return _grid(groups, words)
    figure = go.Figure()
    up = place_of([point.uptake for points in groups.of.values() for point in points], UPTAKE_UP)
    for column, state in enumerate(SHOWN):
        ordered = sorted(groups.of[state], key=lambda point: (point.uptake, point.patient))
        across = spread({point.patient: column for point in ordered}, linear=0.5)
        for call, (colour, mark) in CALL_MARKS.items():
            own = [point for point in ordered if point.call is call]
            _marks(figure, [across[p.patient] for p in own], [up.at(p.uptake) for p in own],
                   {"color": colour, "symbol": mark, "size": 11},
                   [f"{p.patient}<br>SUVmax {decimal(p.uptake, words, digits=1)}" for p in own],
                   words(MARKERS[state]), words(CALLS[call]))  # fmt: skip
    _medians(figure, groups, words)
    names = [f"{words(COLUMNS[state])}<br>n = {len(groups.of[state])}" for state in SHOWN]
    figure.update_xaxes(tickvals=list(range(len(SHOWN))), ticktext=names, range=[-0.5, len(SHOWN) - 0.5],
                        showgrid=False, title=words("HER2 on tumour cells"))  # fmt: skip
    figure.update_yaxes(title=words("SUVmax (highest)"), showgrid=True, gridcolor=FAINT, **log_axis(up))
    return framed(figure.update_layout(showlegend=True), height=HEIGHT)


def _grid(groups: UptakeGroups, words: Words) -> go.Figure:
    uptake = [point.uptake for state in SHOWN for point in groups.of[state]]
    rows = [float(row) for row, state in enumerate(SHOWN) for _ in groups.of[state]]
    counts = classified(uptake, rows, column_edges=UPTAKE_EDGES, row_edges=range(len(SHOWN) + 1))
    return count_grid(
        counts, class_names(UPTAKE_EDGES, words), [words(COLUMNS[state]) for state in SHOWN],
        across=words("SUVmax"), up=words("tumour cells"), marks=borders(UPTAKE_EDGES),
    )  # fmt: skip


def _marks(
    figure: go.Figure, x: list[float], y: list[float], marker: Mapping[str, object], hover: list[str],
    category: str, name: str,
) -> None:  # fmt: skip
    if x:
        # one entry in the legend for a call, whatever the column
        first = all(trace["name"] != name for trace in figure.data)
        figure.add_trace(
            go.Scatter(
                {
                    "x": x,
                    "y": y,
                    "mode": "markers",
                    "name": name,
                    "legendgroup": name,
                    "showlegend": first,
                    "marker": marker,
                    "customdata": [category] * len(x),
                    "hovertext": hover,
                    "hovertemplate": f"%{{hovertext}}<br>{name}<br>%{{customdata}}<extra></extra>",
                }
            )
        )


def _medians(figure: go.Figure, groups: UptakeGroups, words: Words) -> None:
    for column, state in enumerate(SHOWN):
        middle = groups.median(state)
        if middle is not None and middle > 0 and len(groups.of[state]) > 1:
            figure.add_scatter(
                x=[column - 0.34, column + 0.34], y=[middle, middle], mode="lines", showlegend=False,
                line={"color": GREY, "width": 3}, name="",
                hovertemplate=words("median {median}", median=decimal(middle, words, digits=1))
                + "<extra></extra>",
            )  # fmt: skip
