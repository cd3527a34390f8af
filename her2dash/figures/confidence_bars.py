"""Answers on a scale as stacked bars around the middle answer (Heiberger & Robbins 2014)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from her2dash.analysis.confidence_course import Levels
from her2dash.figures.impact_labels import TIMES
from her2dash.figures.theme import BLUE, FAINT, GREY, MANY, ORANGE, framed
from her2dash.figures.tints import INK, PALE
from her2dash.i18n import Words

# From the lowest answer to the highest: the middle says neither.
COLOURS = (ORANGE, "#f3bd8a", "#b9bfc7", "#9cc4e6", BLUE)
ROW = 56
LEGIBLE = 11
"""Pixels of the smallest letters in a bar."""


def category(time: str, label: str, words: Words) -> str:
    """Return the name of those with an answer at a time."""
    return words("{time}: {place}", time=words(TIMES[time]), place=label)


def point_labels(scale: Sequence[str], words: Words) -> dict[int | None, str]:
    """Return the words for each point of the scale, and last for a missing answer."""
    return {**dict(enumerate(scale, start=1)), None: words("missing")}


def bars_around_the_middle(at: Mapping[str, Levels], scale: Sequence[str], words: Words) -> go.Figure:
    """Return a bar for each time, the middle answer centred on 0; the missing stand apart at the right."""
    counts = {time: {level: len(who) for level, who in known.items()} for time, known in at.items()}
    middle = (len(scale) + 1) / 2
    left = {time: _left(known, middle) for time, known in counts.items()}
    answered = {time: sum(known.values()) - known[None] for time, known in counts.items()}
    # where they cannot be taken for an answer
    apart = max(answered[time] - left[time] for time in at) + max(1.0, max(answered.values()) * 0.08)
    starts = {time: -left[time] for time in at}
    figure, labels = go.Figure(), point_labels(scale, words)
    for level, label in labels.items():
        base = [apart if level is None else starts[time] for time in at]
        _bar(figure, label, base, [counts[time][level] for time in at], _look(level, len(scale)), at, words)
        starts = {time: start + counts[time][level] for time, start in starts.items()}
    _axes(figure, answered, words)
    if max(answered.values()) >= MANY:
        # a number too broad for its bar would shrink until nobody reads it: then the table has it
        figure.update_layout(uniformtext={"minsize": LEGIBLE, "mode": "hide"})
    return framed(figure.update_layout(barmode="overlay", showlegend=True), height=ROW * len(at) + 150)


def _left(counts: Mapping[int | None, int], middle: float) -> float:
    """Return how many stand left of the centre: the lower answers, and half of those of the middle."""
    lower = sum(count for level, count in counts.items() if level is not None and level < middle)
    return lower + sum(count for level, count in counts.items() if level == middle) / 2


HATCHED = {"shape": "/", "fgcolor": GREY, "bgcolor": PALE, "size": 8, "solidity": 0.1}


def _look(level: int | None, points: int) -> dict[str, object]:
    line = {"color": GREY, "width": 1}
    if level is None:
        return {"color": PALE, "line": line, "pattern": HATCHED}
    return {"color": COLOURS[round((level - 1) * (len(COLOURS) - 1) / (points - 1))], "line": line}


def _bar(
    figure: go.Figure, label: str, base: Sequence[float], counts: Sequence[int], look: Mapping[str, object],
    times: Mapping[str, object], words: Words,
) -> None:  # fmt: skip
    figure.add_trace(go.Bar({
        "orientation": "h", "y": [words(TIMES[time]) for time in times],
        "x": [count or None for count in counts],
        "base": base,
        "name": label, "marker": look, "width": 0.7,
        "text": [str(count) if count else "" for count in counts], "textposition": "inside",
        "insidetextanchor": "middle", "textangle": 0, "insidetextfont": {"color": INK, "size": 12},
        # a number of one or two letters is read even where it is broader than its bar
        "constraintext": "inside" if max(counts) > 99 else "none",
        "customdata": [category(time, label, words) for time in times],
        "hovertemplate": "%{customdata}: %{x}<extra></extra>",
    }))  # fmt: skip


def _axes(figure: go.Figure, answered: Mapping[str, int], words: Words) -> None:
    figure.add_vline(x=0, line={"color": GREY, "width": 1}, layer="below")
    names = {words(TIMES[time]): words("n = {n}", n=n) for time, n in answered.items()}
    told = [f"{name}<br>{n}" for name, n in names.items()]
    figure.update_yaxes(autorange="reversed", showgrid=False, tickvals=list(names), ticktext=told)
    figure.update_xaxes(
        title=words("patients, the middle answer centred"), showgrid=True, gridcolor=FAINT,
        showticklabels=False, ticks="",
    )  # fmt: skip
