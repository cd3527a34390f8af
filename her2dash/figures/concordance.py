"""The primary endpoint against its threshold: a forest of the included, the bounds and the evaluable."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from her2dash.analysis.concordance import Concordance
from her2dash.analysis.proportion import Proportion
from her2dash.figures.numbers import percent_interval, share
from her2dash.figures.sentences import forest_rows
from her2dash.figures.theme import BLUE, FAINT, GREY, LETTERS, MANY, ORANGE, framed
from her2dash.i18n import Words

ROW_HEIGHT = 46
TICKS = (0, 20, 40, 60, 80, 100)


def concordance_figure(result: Concordance, words: Words) -> go.Figure:
    """Return the interval of concordance against the threshold; without patients the threshold alone."""
    rows = [(label, each) for label, each in forest_rows(result, words) if each.estimate is not None]
    figure = go.Figure()
    for place, (label, each) in enumerate(rows):
        figure.add_trace(row_of_share(f"{label}<br>{share(each, words)}", each, words, leading=place == 0))
    threshold_line(figure, result, words)
    axes(figure, [each for _, each in rows], result, words)
    return framed(figure, height=ROW_HEIGHT * len(rows) + 92)


def row_of_share(label: str, each: Proportion, words: Words, *, leading: bool) -> go.Scatter:
    """Return one share: a dot with its interval; below five patients the dot alone."""
    limits = None
    if not each.too_few and each.estimate is not None:
        # plotly wants the arms, not the ends; the ends are asymmetric as computed
        limits = {
            "type": "data",
            "symmetric": False,
            "array": [each.interval.high - each.estimate],
            "arrayminus": [each.estimate - each.interval.low],
            "thickness": 3 if leading else 2,
            "width": 6,
        }
    return go.Scatter(
        {
            "x": [each.estimate],
            "y": [label],
            "error_x": limits,
            "mode": "markers",
            "marker": {"size": _size(each, leading=leading), "color": BLUE}
            if leading
            else {"size": _size(each, leading=leading), "color": GREY, "symbol": "diamond"},
            "name": label.split("<br>")[0],
            "hovertemplate": f"{share(each, words)}<br>{percent_interval(each, words)}<extra></extra>",
        }
    )


def _size(each: Proportion, *, leading: bool) -> int:
    """Return the size of a dot; of many patients it is small, so that the interval is longer than it."""
    if each.total >= MANY:
        return 8 if leading else 7
    return 14 if leading else 10


def axes(figure: go.Figure, shown: Sequence[Proportion], result: Concordance, words: Words) -> None:
    """Set the axes of a forest of shares: from nobody to everybody, the first row on top.

    Of many patients the intervals are narrower than their marks on such an axis: then it is the part in which
    something stands, the threshold included.
    """
    low, high = _part(shown, result) if result.included >= MANY else (0, 100)
    ticks = [tick for tick in range(low, high + 1, 10) if high - low <= 50 or tick in TICKS]
    room = (high - low) / 5000
    # percentages as the sentences write them, which plotly's own format cannot
    figure.update_xaxes(
        range=[low / 100 - room, high / 100 + room], showgrid=True, gridcolor=FAINT,
        title=words("share of included patients"),
        tickvals=[tick / 100 for tick in ticks], ticktext=[f"{tick} %" for tick in ticks],
        tickfont={"size": LETTERS},
    )  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False, tickfont={"size": LETTERS})


def _part(shown: Sequence[Proportion], result: Concordance) -> tuple[int, int]:
    """Return the tens of percents between which all intervals and the threshold lie."""
    lows = [float(result.threshold), *(each.interval.low for each in shown)]
    highs = [float(result.threshold), *(each.interval.high for each in shown)]
    return 10 * int(10 * min(lows)), -10 * int(-10 * max(highs) // 1)


def threshold_line(figure: go.Figure, result: Concordance, words: Words) -> None:
    """Draw the registered threshold, and on it what it is."""
    figure.add_vline(
        x=float(result.threshold),
        line={"color": ORANGE, "width": 2, "dash": "dash"},
        annotation={
            "text": words("needed: {threshold}", threshold=result.threshold),
            "font": {"size": 14},
            "yanchor": "bottom",
        },
        annotation_position="top",
    )
