"""The measures of agreement on one axis, raw ones and those corrected for chance told apart by their mark."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from her2dash.analysis.known_agreement import Agreed
from her2dash.analysis.result import DISPLAY_MINIMUM, Why
from her2dash.figures.estimates import limits, measure
from her2dash.figures.impact_labels import narrow
from her2dash.figures.numbers import decimal, percent_interval, share
from her2dash.figures.theme import BLUE, FAINT, GREY, LETTERS, MANY, ORANGE, framed
from her2dash.i18n import N_, Words

LINE, APART = 17, 10
"""Pixels of a line of letters, and between two rows: a language with longer words has higher rows."""
TICKS = (-1.0, -0.5, 0.0, 0.5, 1.0)
FIRM = "="
"""Stands for " = ", at which no line breaks."""
RAW, CORRECTED = N_("raw agreement"), N_("corrected for chance")
LOOKS = {RAW: (BLUE, "circle"), CORRECTED: (ORANGE, "diamond")}


@dataclass(frozen=True, slots=True)
class Row:
    """A measure as it is drawn and as it is told; of few there is no interval."""

    label: str
    kind: str
    value: float | None
    low: float | None
    high: float | None
    told: str
    interval: str
    method: str = "–"


def measures(of: Agreed, words: Words) -> Iterable[Row]:
    """Return the raw measures of agreement, then those corrected for chance."""
    raw, kappa, ac1, n = of.raw, of.intraclass, of.ac1, of.n
    exact, few = raw.raw.interval, n < DISPLAY_MINIMUM
    low, high = (None, None) if few else (exact.low, exact.high)
    yield Row(words("Raw agreement"), RAW, raw.po, low, high, share(raw.raw, words),
               percent_interval(raw.raw, words), words("exact"))  # fmt: skip
    for label, value in ((words("Positive agreement"), raw.p_pos), (words("Negative agreement"), raw.p_neg)):
        yield Row(label, RAW, value, None, None, measure(value, Why.NO_DATA, n, words), "–")
    # AC1's interval has no width where all agree: that is no certainty, and not shown
    wide = (ac1.low, ac1.high) if ac1.se else (None, None)
    beyond = (
        (
            words("Intraclass kappa"),
            kappa.kappa_intraclass,
            kappa.low,
            kappa.high,
            kappa.why,
            words("goodness of fit"),
        ),
        (words("Gwet's AC1"), ac1.ac1, *wide, ac1.why, words("t")),
        (words("PABAK"), raw.pabak, raw.pabak_low, raw.pabak_high, raw.why, words("exact")),
    )
    for label, value, under, over, why, method in beyond:
        known = value is not None and not few
        yield Row(
            label, CORRECTED, value, under if known else None, over if known else None,
            measure(value, why, n, words), "–" if value is None else limits(under, over, n, words), method,
        )  # fmt: skip


def agreement_forest(
    compared: Mapping[str, Agreed], rows: Mapping[str, Sequence[Row]], words: Words
) -> go.Figure:
    """Return the measures of each comparison on one axis, under a heading with its n.

    Of a comparison of too few patients the fraction stands alone: no mark says more than they can.
    """
    figure, at, ticks = go.Figure(), 0, {}
    placed: list[tuple[int, Row]] = []
    few: list[int] = []
    for name, each in compared.items():
        ticks[at] = _heading(name, each.n, words)
        enough = each.n >= DISPLAY_MINIMUM
        shown = rows[name] if enough else rows[name][:1]
        for place, row in enumerate(shown, start=at + 1):
            ticks[place] = f"{narrow(row.label, 18)}<br>{row.told if row.value is not None else '–'}"
            if enough and row.value is not None:
                placed.append((place, row))
        few += [] if enough else [at + 1]
        at += len(shown) + 1
    mark = 7 if _many(compared) else 11
    for kind in LOOKS:
        own = [(y, row) for y, row in placed if row.kind == kind]
        armed, bare = (
            [each for each in own if (each[1].low is None) is lacking] for lacking in (False, True)
        )
        for part in filter(None, (armed, bare)):
            _marks(figure, kind, part, words, size=mark, first=part is armed or not armed)
    # right of the line at 0, which would go through the words on a phone
    figure.add_scatter(
        x=[0.06] * len(few), y=few, mode="text", text=[words("too few")] * len(few), name="",
        textposition="middle right", textfont={"size": 14}, hoverinfo="skip", showlegend=False,
    )  # fmt: skip
    figure.add_vline(x=0, line={"color": GREY, "width": 1})
    told = [decimal(tick, words, digits=0 if tick.is_integer() else 1) for tick in TICKS]
    figure.update_xaxes(range=_range(compared, placed), tickvals=list(TICKS), ticktext=told, showgrid=True,
                        gridcolor=FAINT, title=words("agreement"), tickfont={"size": LETTERS})  # fmt: skip
    figure.update_yaxes(tickvals=list(ticks), ticktext=list(ticks.values()), range=[at - 0.5, -0.5],
                        showgrid=False, tickfont={"size": LETTERS})  # fmt: skip
    lines = max((label.count("<br>") + 1 for label in ticks.values()), default=1)
    return framed(figure.update_layout(showlegend=True), height=(LINE * lines + APART) * at + 110)


def _heading(name: str, n: int, words: Words) -> str:
    lines = narrow(words("Test and {other}, n = {n}", other=name, n=n).replace(" = ", FIRM), 24)
    return "<br>".join(f"<b>{line}</b>" for line in lines.replace(FIRM, " = ").split("<br>"))


def _many(compared: Mapping[str, Agreed]) -> bool:
    return min((each.n for each in compared.values()), default=0) >= MANY


def _range(compared: Mapping[str, Agreed], placed: list[tuple[int, Row]]) -> list[float]:
    """Return the ends of the axis; of many patients intervals are narrow, and it is the part they lie in."""
    if not _many(compared):
        return [-1.05, 1.05]
    lowest = min((end for _, row in placed for end in (row.low, row.value) if end is not None), default=0)
    return [max(-1, min(0, lowest)) - 0.05, 1.05]


def _marks(
    figure: go.Figure, kind: str, rows: list[tuple[int, Row]], words: Words, *, size: int, first: bool
) -> None:
    """Set the marks of a kind, all with an interval or all without.

    Among those with one the arms of the others would be of length 0, and look like an interval without width.
    """
    colour, mark = LOOKS[kind]
    limits = {
        "type": "data", "symmetric": False, "thickness": 2, "width": 6,
        "array": [(row.high or 0) - (row.value or 0) for _, row in rows],
        "arrayminus": [(row.value or 0) - (row.low or 0) for _, row in rows],
    }  # fmt: skip
    figure.add_scatter(
        x=[row.value for _, row in rows], y=[y for y, _ in rows], mode="markers", name=words(kind),
        marker={"color": colour, "symbol": mark, "size": size},
        error_x=None if rows[0][1].low is None else limits, showlegend=first, legendgroup=kind,
        hovertext=[f"{row.label}: {row.told}<br>{row.interval}" for _, row in rows],
        hovertemplate="%{hovertext}<extra></extra>",
    )  # fmt: skip
