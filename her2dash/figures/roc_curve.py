"""How well the uptake tells who has HER2 on the cells: the curve, its area and interval, and no cut."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

import plotly.graph_objects as go

from her2dash.analysis.auc import Area
from her2dash.analysis.compared import Marker
from her2dash.analysis.findings import Findings
from her2dash.analysis.result import DISPLAY_MINIMUM
from her2dash.analysis.roc import Curve, roc
from her2dash.analysis.uptake_groups import UptakeGroups
from her2dash.figures.drawn import Drawn
from her2dash.figures.estimates import limits, measure
from her2dash.figures.numbers import decimal
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import BLUE, FAINT, GREY, MANY, framed
from her2dash.i18n import Words

HEIGHT = 360


def roc_curve(found: Findings, groups: UptakeGroups, words: Words) -> Drawn:
    """Return the area under the curve of uptake against HER2 on the cells; of too few only that."""
    x, y = groups.values(Marker.POSITIVE), groups.values(Marker.NEGATIVE)
    area = cast("Area | None", cast(Mapping[str, Any], found.section("suvmax_by_ctc"))["auc"])
    shown = area is not None and area.n_x + area.n_y >= DISPLAY_MINIMUM
    caption = words(
        "n+ = {positive} HER2-positive, n− = {negative} HER2-negative, of {n} included; patients without a "
        "cell or without a measured lesion are not in it. Interval of Newcombe (2006, method 5); no cut is "
        "chosen.",
        positive=len(x), negative=len(y), n=len(found.included),
    )  # fmt: skip
    return Drawn(
        "uptake-roc", words("How well does SUVmax tell who has HER2 on the tumour cells?"), caption,
        _sentences(area, words), _table(area, words), _figure(roc(x, y, most=MANY), words) if shown else None,
    )  # fmt: skip


def _sentences(area: Area | None, words: Words) -> tuple[str, ...]:
    if area is None or area.auc is None:
        return (
            words("The first patients with HER2-positive and with HER2-negative cells fill this figure."),
        )
    n = area.n_x + area.n_y
    if n < DISPLAY_MINIMUM:
        return (words("{n} patients: too few for a curve and an interval.", n=n),)
    return (
        words(
            "Area under the curve {auc}, {level} % interval {interval}; 0.5 is chance, below it the uptake "
            "is lower in the HER2-positive.",
            auc=decimal(area.auc, words), level=round(100 * area.confidence),
            interval=limits(area.newcombe_low, area.newcombe_high, n, words),
        ),
    )  # fmt: skip


def _table(area: Area | None, words: Words) -> DataTable:
    rows: tuple[tuple[str, ...], ...] = ()
    if area is not None and area.auc is not None:
        n = area.n_x + area.n_y
        auc = measure(area.auc, None, n, words)
        sizes = (str(area.n_x), str(area.n_y))
        rows = (
            (
                words("Newcombe, method 5"),
                auc,
                limits(area.newcombe_low, area.newcombe_high, n, words),
                *sizes,
            ),
            (words("DeLong"), auc, limits(area.delong_low, area.delong_high, n, words), *sizes),
        )
    heads = (words("Interval by"), words("Area"), words("Interval"), words("n+"), words("n−"))
    return DataTable(words("Area under the ROC curve of SUVmax"), heads, rows)


def _figure(curve: Curve, words: Words) -> go.Figure:
    figure = go.Figure()
    figure.add_scatter(x=[0, 1], y=[0, 1], mode="lines", line={"color": GREY, "width": 1, "dash": "dot"},
                       hoverinfo="skip", name="")  # fmt: skip
    figure.add_scatter(
        x=[point[0] for point in curve], y=[point[1] for point in curve], mode="lines", name="",
        line={"color": BLUE, "width": 3},
        hovertemplate="1 − " + words("specificity") + " %{x:.0%}<br>" + words("sensitivity")
        + " %{y:.0%}<extra></extra>",
    )  # fmt: skip
    ticks: dict[str, Any] = {
        "tickvals": [0, 0.25, 0.5, 0.75, 1],
        "ticktext": [f"{part} %" for part in (0, 25, 50, 75, 100)],
    }
    figure.update_xaxes(title=words("HER2-negative at or above the cut"), range=[-0.02, 1.02], showgrid=True,
                        gridcolor=FAINT, **ticks)  # fmt: skip
    figure.update_yaxes(title=words("HER2-positive at or above the cut"), range=[-0.02, 1.02], showgrid=True,
                        gridcolor=FAINT, **ticks)  # fmt: skip
    return framed(figure, height=HEIGHT)
