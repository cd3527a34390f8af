"""One patient's lesions as bars from zero, the highest first: site with a flag, visual class in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from her2dash.analysis.waterfall import Bar
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_labels import narrow
from her2dash.figures.numbers import decimal
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import CALL_MARKS, FAINT, framed
from her2dash.i18n import Words

ROW = 34
PATTERNS = ("", "/", ".", "x")
"""Classes that mean the same have one colour, and are told apart by what is drawn on it."""


def patient_lesions(
    bars: Sequence[Bar], sites: Mapping[str, str], classes: Mapping[str, str], words: Words
) -> Drawn:
    """Return the bars; `sites` and `classes` are the study's words for their codes."""
    measured = [bar for bar in bars if bar.uptake is not None]
    caption = words.count(
        "n = {n} lesion, {lacking} without an SUVmax.", "n = {n} lesions, {lacking} without an SUVmax.",
        len(bars), lacking=len(bars) - len(measured),
    )  # fmt: skip
    if measured:
        told = words("Bars begin at 0; no cut-off is drawn, since none was chosen before.")
        caption = f"{caption} {told}"
    heads = (words("Lesion"), words("Site"), words("Visual class"), words("SUVmax"))
    rows = tuple(
        (str(bar.lesion), _site(bar, sites, words), _class(bar, classes, words), _value(bar, words))
        for bar in bars
    )
    return Drawn(
        "patient-lesions", _finding(measured, sites, words), caption, _sentences(bars, sites, words),
        DataTable(words("Lesions, the highest SUVmax first"), heads, rows),
        _figure(measured, sites, classes, words) if measured else None,
    )  # fmt: skip


def _site(bar: Bar, sites: Mapping[str, str], words: Words) -> str:
    name = sites.get(bar.site or "", words("site not told"))
    return words("{site} (own uptake)", site=name) if bar.at_own else name


def _class(bar: Bar, classes: Mapping[str, str], words: Words) -> str:
    return classes.get(bar.visual or "", words("not told"))


def _value(bar: Bar, words: Words) -> str:
    return words("no value") if bar.uptake is None else decimal(bar.uptake, words, digits=1)


def _finding(measured: Sequence[Bar], sites: Mapping[str, str], words: Words) -> str:
    if not measured:
        return words("No lesion has an SUVmax")
    return words("The highest SUVmax is {value}: {site}", value=_value(measured[0], words),
                 site=_site(measured[0], sites, words))  # fmt: skip


def _sentences(bars: Sequence[Bar], sites: Mapping[str, str], words: Words) -> tuple[str, ...]:
    if not bars:
        return (words("The form of the test names no lesion."),)
    own = [sites.get(bar.site or "", "") for bar in bars if bar.at_own]
    if not own:
        return ()
    return (
        words.count(
            "{n} lesion lies where the tracer is taken up anyway ({sites}): there it says less.",
            "{n} lesions lie where the tracer is taken up anyway ({sites}): there it says less.",
            len(own), sites=", ".join(dict.fromkeys(own)),
        ),
    )  # fmt: skip


def _figure(
    measured: Sequence[Bar], sites: Mapping[str, str], classes: Mapping[str, str], words: Words
) -> go.Figure:
    figure, shown = go.Figure(), {bar.visual or "": bar.call for bar in measured}
    order = [*(code for code in classes if code in shown), *(code for code in shown if code not in classes)]
    for code in order:
        # of classes that mean the same the last and strongest is plain
        alike = [each for each in order if shown[each] is shown[code]]
        pattern = PATTERNS[alike[::-1].index(code) % len(PATTERNS)]
        _bars(figure, measured, code, pattern, classes, words)
    largest = max(bar.uptake or 0.0 for bar in measured)
    figure.update_xaxes(title=words("SUVmax"), range=[0, largest * 1.15 or 1], showgrid=True, gridcolor=FAINT)
    figure.update_yaxes(
        tickvals=list(range(len(measured))), range=[len(measured) - 0.5, -0.5], showgrid=False,
        ticktext=[narrow(f"{bar.lesion}. {_site(bar, sites, words)}", 18) for bar in measured],
    )  # fmt: skip
    figure.update_layout(showlegend=True, barmode="overlay")
    return framed(figure, height=ROW * len(measured) + 90 + 22 * len(order))


def _bars(
    figure: go.Figure, measured: Sequence[Bar], code: str, pattern: str, classes: Mapping[str, str],
    words: Words,
) -> None:  # fmt: skip
    own = [(y, bar) for y, bar in enumerate(measured) if (bar.visual or "") == code]
    name = _class(own[0][1], classes, words)
    figure.add_trace(
        go.Bar(
            {
                "orientation": "h",
                "y": [y for y, _ in own],
                "x": [bar.uptake for _, bar in own],
                "width": 0.7,
                "name": name,
                "marker": {"color": CALL_MARKS[own[0][1].call][0], "pattern": {"shape": pattern, "size": 6}},
                "text": [_value(bar, words) for _, bar in own],
                "textposition": "outside",
                "cliponaxis": False,
                "hovertemplate": f"{name}<br>%{{x}}<extra></extra>",
            }
        )
    )
