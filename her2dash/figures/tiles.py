"""Ways as tiles: a row each, a tile for each time with its letter, and the result between them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from her2dash.analysis.plan_paths import MISSING, Kind
from her2dash.analysis.states import Call, Therapy
from her2dash.figures.impact_labels import TIMES
from her2dash.figures.labels import CALLS
from her2dash.figures.theme import CALL_MARKS, CLEAR, GREY, PLAN_COLOURS, framed
from her2dash.figures.tints import INK
from her2dash.i18n import N_, Words

HEIGHT = 26
"""Pixels of a row."""

# The letter, since colour alone tells nobody; what is not known yet has no filling.
LOOKS = {
    "anti_her2": ("A", PLAN_COLOURS["anti_her2"]),
    "chemo": ("C", PLAN_COLOURS["chemo"]),
    "endocrine": ("E", PLAN_COLOURS["endocrine"]),
    "other": ("O", PLAN_COLOURS["other"]),
    Therapy.YES: ("A", PLAN_COLOURS["anti_her2"]),
    Therapy.NO: ("N", GREY),
    MISSING: ("–", CLEAR),
    Therapy.PENDING: ("?", CLEAR),
    Therapy.NOT_EVALUABLE: ("×", CLEAR),
}

TEST = N_("test")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of tiles: a patient, or all those who went one way."""

    label: str
    kind: Kind
    category: str
    patients: int = 1


def tiles(stages: Sequence[str], rows: Sequence[Row], words: Words) -> go.Figure:
    """Return a row of tiles for each way, a click on which lists its patients."""
    # the result stands where it came to be known, between before and after
    columns = [stages[0], TEST, *stages[1:]]
    at = {stage: column for column, stage in enumerate(columns)}
    figure = go.Figure()
    known = [
        (at[stage], y, place, row)
        for y, row in enumerate(rows)
        for stage, place in zip(stages, row.kind.way, strict=True)
    ]
    _fill(figure, known, len(columns), len(rows))
    _letters(figure, [tile for tile in known if LOOKS[tile[2]][1] != CLEAR], {"color": INK})
    # on the page itself: in the page's own colour of letters
    _letters(figure, [tile for tile in known if LOOKS[tile[2]][1] == CLEAR], {})
    for call in CALL_MARKS:
        _results(figure, call, words(CALLS[call]), at[TEST], rows)
    figure.update_xaxes(
        tickvals=list(range(len(columns))), ticktext=[words(TIMES.get(each, each)) for each in columns],
        side="top", ticks="", tickangle=0, range=[-0.5, len(columns) - 0.5], showgrid=False, showline=False,
    )  # fmt: skip
    figure.update_yaxes(
        tickvals=list(range(len(rows))), ticktext=[row.label for row in rows],
        range=[len(rows) - 0.5, -0.5], showgrid=False,
    )  # fmt: skip
    return framed(figure.update_layout(showlegend=True), height=HEIGHT * len(rows) + 70)


_Tile = tuple[int, int, str, Row]


def _fill(figure: go.Figure, tiles: Sequence[_Tile], columns: int, rows: int) -> None:
    known = list(LOOKS)
    cells: list[list[int | None]] = [[None] * columns for _ in range(rows)]
    for x, y, place, _ in tiles:
        cells[y][x] = known.index(place)
    steps = len(known)
    scale = [[(n + edge) / steps, LOOKS[place][1]] for n, place in enumerate(known) for edge in (0, 1)]
    figure.add_trace(go.Heatmap({
        "z": cells, "colorscale": scale, "zmin": -0.5, "zmax": steps - 0.5, "showscale": False,
        "xgap": 3, "ygap": 3, "hoverinfo": "skip",
    }))  # fmt: skip


def _letters(figure: go.Figure, tiles: Sequence[_Tile], font: dict[str, str]) -> None:
    """Set the letters on the tiles, each on a mark that nobody sees: a heatmap cannot be clicked."""
    if tiles:
        figure.add_trace(go.Scatter({
            "x": [x for x, _, _, _ in tiles], "y": [y for _, y, _, _ in tiles], "mode": "markers+text",
            "text": [LOOKS[place][0] for _, _, place, _ in tiles], "textfont": font,
            "marker": {"symbol": "square", "size": 22, "color": CLEAR}, "showlegend": False,
            "customdata": [row.category for *_, row in tiles], "hovertext": [row.label for *_, row in tiles],
            "hovertemplate": "%{hovertext}<br>%{customdata}<extra></extra>", "name": "",
        }))  # fmt: skip


def _results(figure: go.Figure, call: Call, name: str, x: int, rows: Sequence[Row]) -> None:
    own = [(y, row) for y, row in enumerate(rows) if row.kind.call is call]
    colour, mark = CALL_MARKS[call]
    if own:
        figure.add_trace(go.Scatter({
            "x": [x] * len(own), "y": [y for y, _ in own], "mode": "markers", "name": name,
            "marker": {"symbol": mark, "color": colour, "size": 11},
            "customdata": [row.category for _, row in own], "hovertext": [row.label for _, row in own],
            "hovertemplate": "%{hovertext}<br>%{customdata}<extra></extra>",
        }))  # fmt: skip
