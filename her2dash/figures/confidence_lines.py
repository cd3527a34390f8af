"""The confidence of each physician as a line from before to after, of many as a table of counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from her2dash.analysis.cases import Case
from her2dash.analysis.confidence_course import Turn, shifts, turn
from her2dash.analysis.findings import Findings
from her2dash.analysis.states import Call
from her2dash.figures.impact_labels import TIMES, TURNS, narrow
from her2dash.figures.labels import CALLS
from her2dash.figures.matrix import Counts, Side, matrix
from her2dash.figures.theme import CALL_MARKS, FAINT, MANY, framed
from her2dash.i18n import Words

HEIGHT = 420
SPREAD = 0.36
"""How far those with the same answer are spread around it, up and down."""


def before_and_after(found: Findings, points: Sequence[str], pairs: int, words: Words) -> go.Figure:
    """Return a line for each physician between the two answers; of many the counts of both answers."""
    scale = [narrow(point, 12) for point in points]
    if pairs >= MANY:
        return _matrix(found, scale, words)
    figure = go.Figure()
    complete = [case for case in found.included if turn(case) is not Turn.INCOMPLETE]
    before = _heights(complete, "confidence_pre", "confidence_post")
    after = _heights(complete, "confidence_post", "confidence_pre")
    for call, (colour, mark) in CALL_MARKS.items():
        own = [case for case in complete if case.index_call == call]
        if own:
            _lines(figure, own, before, after, {"color": colour, "symbol": mark, "size": 9}, call, words)
    figure.update_xaxes(tickvals=[0, 1], ticktext=[words(TIMES["pre"]), words(TIMES["post"])], side="top",
                        range=[-0.12, 1.12], showgrid=False, ticks="", showline=False)  # fmt: skip
    figure.update_yaxes(tickvals=list(range(1, len(scale) + 1)), ticktext=scale, gridcolor=FAINT,
                        range=[0.5, len(scale) + 0.5], showgrid=True)  # fmt: skip
    return framed(figure.update_layout(showlegend=True), height=HEIGHT)


def _heights(cases: Sequence[Case], field: str, other: str) -> dict[str, float]:
    """Return where each patient stands: those with the same answer side by side, none behind another.

    Whose other answer is higher stands higher, so that few lines cross.
    """
    at: dict[int, list[str]] = {}
    calls = list(Call)

    def rank(case: Case) -> tuple[int, int, str]:
        return -getattr(case, other), calls.index(Call(case.index_call)), case.patient

    for case in sorted(cases, key=rank):
        at.setdefault(getattr(case, field), []).append(case.patient)
    return {
        patient: level + SPREAD * (1 - 2 * (place + 0.5) / len(who))
        for level, who in at.items()
        for place, patient in enumerate(who)
    }


def _lines(
    figure: go.Figure, cases: Sequence[Case], before: Mapping[str, float], after: Mapping[str, float],
    marker: Mapping[str, object], call: Call, words: Words,
) -> None:  # fmt: skip
    x, y, categories, hover = [], [], [], []
    for case in cases:
        name = words(TURNS[turn(case)])
        x += [0, 1, None]
        y += [before[case.patient], after[case.patient], None]
        categories += [name] * 3
        hover += [f"{case.patient}<br>{case.confidence_pre} → {case.confidence_post}<br>{name}"] * 3
    figure.add_trace(go.Scatter({
        "x": x, "y": y, "mode": "lines+markers", "name": words(CALLS[call]), "marker": marker,
        "line": {"color": marker["color"], "width": 1.5}, "customdata": categories, "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }))  # fmt: skip


def _matrix(found: Findings, scale: Sequence[str], words: Words) -> go.Figure:
    counts = shifts(found.included, points=len(scale))
    # a cell stands for the way the confidence went
    turns = [
        [words(TURNS[_turned(row, column)]) for column in range(len(scale))] for row in range(len(scale))
    ]
    # numbers below: words have no room there
    points = [str(point) for point in range(1, len(scale) + 1)]
    worded = [f"{point} {label}" for point, label in zip(points, scale, strict=True)]
    before, after = Side(words(TIMES["pre"]), worded), Side(words(TIMES["post"]), points)
    same = [(point, point) for point in range(len(scale))]
    return matrix(Counts(counts, turns), before, after, same=same, row=56)


def _turned(before: int, after: int) -> Turn:
    if before == after:
        return Turn.SAME
    return Turn.MORE if after > before else Turn.LESS
