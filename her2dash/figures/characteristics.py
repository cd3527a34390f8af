"""What the rule can tell: the chance that it is met at each true rate, before the first patient."""

from __future__ import annotations

import plotly.graph_objects as go

from her2dash.analysis.findings import Findings
from her2dash.analysis.outlook import CURVE, characteristics
from her2dash.figures.chance_axis import chance_axis
from her2dash.figures.drawn import Drawn
from her2dash.figures.numbers import decimal, percent_interval, probability
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import BLUE, FAINT, GREY, ORANGE, framed
from her2dash.i18n import Words

TICKS = (0, 20, 40, 60, 80, 100)


def rule(found: Findings, words: Words) -> Drawn:
    """Return the operating characteristics of the registered rule, with the interval that was observed."""
    result, told = found.endpoint, found.outlook.characteristics
    caption = words(
        "Chance of at least {needed} concordant of {planned}; exact binomial, known before any patient.",
        needed=result.needed, planned=result.planned,
    )  # fmt: skip
    at = float(result.threshold)
    (chance,) = (p for _, p in characteristics(result, rates=(at,)))
    sentences = [
        words(
            "If the true rate were exactly {threshold}, the criterion would be met with probability {p}: "
            "it is no test with power, but a rule on the share itself.",
            threshold=result.threshold, p=probability(chance, words, certain=False),
        )
    ]  # fmt: skip
    if not result.too_few:
        # in the caption: a file has the picture without the sentences below it
        foot = words("The interval observed, {interval}, is drawn at the foot.",
                     interval=percent_interval(result.observed, words))  # fmt: skip
        caption = f"{caption} {foot}"
    rows = tuple(
        (f"{decimal(100 * rate, words, digits=0)} %", probability(p, words, certain=False))
        for rate, p in told
    )
    table = DataTable(
        words("Chance that the rule is met"), (words("True rate of concordance"), words("Chance")), rows
    )
    return Drawn(
        "rule",
        words("What can a rule of {needed} in {planned} tell?", needed=result.needed, planned=result.planned),
        caption, tuple(sentences), table, _figure(found, words),
    )  # fmt: skip


def _figure(found: Findings, words: Words) -> go.Figure:
    result = found.endpoint
    curve = characteristics(result, rates=CURVE)
    figure = go.Figure()
    figure.add_scatter(
        x=[rate for rate, _ in curve], y=[p for _, p in curve], mode="lines",
        line={"color": BLUE, "width": 2},
        hovertemplate="%{x:.0%}: %{y:.2f}<extra></extra>",
    )  # fmt: skip
    figure.add_vline(
        x=float(result.threshold), line={"color": ORANGE, "dash": "dash", "width": 2},
        annotation={"text": str(result.threshold), "font": {"size": 14}},
        annotation_position="top",
    )  # fmt: skip
    if not result.too_few:
        ends = [result.interval.low, result.interval.high]
        figure.add_scatter(x=ends, y=[0, 0], mode="lines", line={"color": GREY, "width": 6}, hoverinfo="skip")
    # the whole interval is seen, though below the curve's beginning there is nothing to tell
    first = CURVE[0] if result.too_few else min(CURVE[0], int(10 * result.interval.low) / 10)
    ticks = [tick for tick in TICKS if tick >= 100 * first]
    figure.update_xaxes(
        title=words("true rate of concordance"), range=[first, 1],
        tickvals=[tick / 100 for tick in ticks], ticktext=[f"{tick} %" for tick in ticks],
    )  # fmt: skip
    figure.update_yaxes(
        title=words("chance"), range=[-0.03, 1.03], showgrid=True, gridcolor=FAINT, **chance_axis(words)
    )
    return framed(figure, height=300)
