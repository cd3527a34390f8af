"""The predictive probability of the criterion after each closed patient, and after the next one."""

from __future__ import annotations

import plotly.graph_objects as go

from her2dash.analysis.course import Predicted, predictions
from her2dash.analysis.findings import Findings
from her2dash.analysis.outlook import Outlook
from her2dash.analysis.predictive import Predictive
from her2dash.figures.chance_axis import chance_axis
from her2dash.figures.drawn import Drawn
from her2dash.figures.labels import PRIORS
from her2dash.figures.numbers import probability
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import BLUE, FAINT, GREEN, GREY, PURPLE, framed
from her2dash.i18n import Words

HEIGHT = 390
ROOM = 0.03
"""Beyond the ends of the axis, as a share of the planned patients: the first point is whole."""


def prediction(found: Findings, words: Words) -> Drawn:
    """Return P(the criterion is met) after each closed patient, and after the next one either way."""
    way, outlook = found.course, found.outlook
    curves = predictions(found.endpoint, way.few)
    when = (
        words.count("After {n} closed patient", "After each of {n} closed patients", len(way.steps))
        if way.steps
        else words("Before the first closed patient")
    )
    caption = words(
        "{when}; {planned} planned, {needed} concordant needed; beta-binomial, three priors. Descriptive: no "
        "look was planned, nothing is stopped by it.",
        when=when, planned=found.endpoint.planned, needed=found.endpoint.needed,
    )  # fmt: skip
    finding = (
        words("How probable is it that the criterion will be met?")
        if found.endpoint.remaining
        else words("How probable was it on the way that the criterion would be met?")
    )
    return Drawn(
        "prediction", finding, caption,
        _next(outlook, words), _prediction_table(curves, words), _prediction_figure(curves, outlook, words),
    )  # fmt: skip


def _next(outlook: Outlook, words: Words) -> tuple[str, ...]:
    said = [words("Now {p} (uniform prior).", p=_p(outlook.predictions[0], words))]
    if outlook.result.planned and not outlook.result.remaining:
        said.append(words("Every planned patient is closed: nothing is left to predict."))
    if outlook.next_concordant is not None and outlook.next_discordant is not None:
        said.append(
            words(
                "If the next patient is concordant {better}, if not {worse}.",
                better=_p(outlook.next_concordant, words),
                worse=_p(outlook.next_discordant, words),
            )
        )
    return tuple(said)


def _p(told: Predictive, words: Words) -> str:
    return probability(told.probability, words, certain=told.certain)


def _prediction_table(curves: tuple[Predicted, ...], words: Words) -> DataTable:
    rows = tuple(
        (
            str(n),
            *(probability(curve.probability[place], words, certain=curve.certain[place]) for curve in curves),
        )
        for place, n in enumerate(curves[0].closed)
    )
    heads = (words("Closed"), *(words(PRIORS[curve.prior]) for curve in curves))
    return DataTable(words("Predictive probability after each closed patient, by prior"), heads, rows)


def _prediction_figure(curves: tuple[Predicted, ...], outlook: Outlook, words: Words) -> go.Figure:
    figure, looks = go.Figure(), ((BLUE, "solid"), (GREEN, "dot"), (PURPLE, "dash"))
    for curve, (colour, dash) in zip(curves, looks, strict=False):
        figure.add_scatter(
            x=curve.closed, y=curve.probability, mode="lines+markers",
            name=words(PRIORS[curve.prior]), line={"color": colour, "dash": dash, "width": 2},
            marker={"size": 6}, hovertemplate="%{x}: %{y:.2f}<extra></extra>",
        )  # fmt: skip
    _next_patient(figure, curves[0], outlook, words)
    planned = outlook.result.planned
    figure.update_xaxes(title=words("closed patients"), range=[-ROOM * planned, (1 + ROOM) * planned])
    figure.update_yaxes(
        title=words("probability"), range=[-0.03, 1.03], showgrid=True, gridcolor=FAINT, **chance_axis(words)
    )
    return framed(figure.update_layout(showlegend=True), height=HEIGHT)


def _next_patient(figure: go.Figure, curve: Predicted, outlook: Outlook, words: Words) -> None:
    """Draw where the next patient leads; the mark alone stands in the legend, since both lines are alike."""
    last, now = curve.closed[-1], curve.probability[-1]
    either = (
        (outlook.next_concordant, "triangle-up", words("if the next is concordant")),
        (outlook.next_discordant, "triangle-down", words("if not")),
    )
    for each, mark, name in either:
        if each is not None:
            figure.add_scatter(
                x=[last, each.closed], y=[now, each.probability], mode="lines", showlegend=False,
                line={"color": GREY, "dash": "dot"}, hoverinfo="skip",
            )  # fmt: skip
            figure.add_scatter(
                x=[each.closed], y=[each.probability], mode="markers", name=name,
                marker={"color": GREY, "symbol": mark, "size": 12},
                hovertemplate="%{y:.2f}<extra></extra>",
            )  # fmt: skip
