"""The primary endpoint against its threshold: a forest of the included, the bounds and the evaluable."""

from __future__ import annotations

from datetime import datetime

import plotly.graph_objects as go

from her2dash.analysis.concordance import Concordance
from her2dash.analysis.proportion import Proportion
from her2dash.figures.numbers import percent_interval, share
from her2dash.figures.sentences import (
    concordance_caption,
    concordance_finding,
    concordance_sentence,
    forest_rows,
)
from her2dash.figures.theme import BLUE, FAINT, GREY, ORANGE, framed, said
from her2dash.i18n import Words

ROW_HEIGHT = 46


def concordance_figure(result: Concordance, words: Words, *, cut: datetime | None = None) -> go.Figure:
    """Return the interval of concordance against the threshold; without patients it says so in words."""
    title = concordance_finding(result, words)
    subtitle = concordance_caption(result, words, cut=cut)
    if result.included == 0:
        return said(concordance_sentence(result, words), title=title, subtitle=subtitle)
    rows = [(label, each) for label, each in forest_rows(result, words) if each.estimate is not None]
    figure = go.Figure()
    for place, (label, each) in enumerate(rows):
        figure.add_trace(_row(f"{label}<br>{share(each, words)}", each, words, leading=place == 0))
    _threshold(figure, result)
    figure.update_xaxes(range=[-0.02, 1.02], tickformat=".0%", nticks=6, showgrid=True, gridcolor=FAINT)
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return framed(figure, title=title, subtitle=subtitle, height=ROW_HEIGHT * len(rows) + 72)


def _row(label: str, each: Proportion, words: Words, *, leading: bool) -> go.Scatter:
    """One share: a dot with its interval; below five patients the dot alone."""
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
            "marker": {"size": 14, "color": BLUE}
            if leading
            else {"size": 10, "color": GREY, "symbol": "diamond"},
            "name": label.split("<br>")[0],
            "hovertemplate": f"{share(each, words)}<br>{percent_interval(each, words)}<extra></extra>",
        }
    )


def _threshold(figure: go.Figure, result: Concordance) -> None:
    """Draw the registered threshold, its fraction written on it."""
    figure.add_vline(
        x=float(result.threshold),
        line={"color": ORANGE, "width": 2, "dash": "dash"},
        annotation={
            "text": str(result.threshold),
            "font": {"color": ORANGE, "size": 14},
            "yanchor": "bottom",
        },
        annotation_position="top",
    )
