"""What the test did to each physician's mind: plan altered, only more confidence, or neither."""

from __future__ import annotations

from collections.abc import Mapping

import plotly.graph_objects as go

from her2dash.analysis.effects import effects_by_call
from her2dash.analysis.findings import Findings
from her2dash.analysis.impact import Effect, Impact
from her2dash.analysis.proportion import Proportion
from her2dash.analysis.states import Call
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_labels import EFFECTS, narrow, share_said
from her2dash.figures.labels import CALLS
from her2dash.figures.numbers import percent_interval, share
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import BLUE, FAINT, framed
from her2dash.figures.tints import CALM
from her2dash.i18n import Words

ROW = 62
TICKS = (0, 50, 100)

By = Mapping[Effect, Mapping[Call, tuple[str, ...]]]


def effects(found: Findings, words: Words) -> Drawn:
    """Return the share of each effect among the complete; the incomplete are counted beside them."""
    result, by = found.cohort.impact, effects_by_call(found.included)
    n, incomplete = len(found.included), result.counts[Effect.INCOMPLETE]
    caption = words(
        "n = {n} included; shares of the {complete} with complete answers, {incomplete} incomplete. A plan "
        "that stands needs the confidence at both times. Exact 95 % intervals (Clopper-Pearson).",
        n=n, complete=result.complete, incomplete=incomplete,
    )  # fmt: skip
    return Drawn(
        "effects", _finding(result, words), caption, _sentences(result, words), _table(result, by, words),
        _figure(result, words) if result.complete else None,
        {words(name): tuple(sorted(sum(by[each].values(), ()))) for each, name in EFFECTS.items()},
    )  # fmt: skip


def shares(result: Impact) -> dict[Effect, Proportion]:
    """Return the share of each effect of those complete, in the fixed order."""
    return {
        Effect.ALTERED: result.altered,
        Effect.CONFIDENCE_ONLY: result.confidence_only,
        Effect.NEITHER: result.neither,
    }


def _finding(result: Impact, words: Words) -> str:
    if not result.complete:
        return words("What did the test change: the plan, the confidence, or neither?")
    return words(
        "The plan or its agents changed after the test in {share}", share=share(result.altered, words)
    )


def _sentences(result: Impact, words: Words) -> tuple[str, ...]:
    if not result.complete:
        return (words("The first patient with both questionnaires fills this figure."),)
    return tuple(
        words("{time}: {place}", time=_first(words(EFFECTS[each])), place=share_said(of, words)) + "."
        for each, of in shares(result).items()
    )


def _first(name: str) -> str:
    return name[:1].upper() + name[1:]


def _table(result: Impact, by: By, words: Words) -> DataTable:
    rows = []
    for each, name in EFFECTS.items():
        of = shares(result).get(each)
        told = (share(of, words), percent_interval(of, words)) if of else (str(result.counts[each]), "–")
        rows.append((words(name), *told, *(str(len(who)) for who in by[each].values())))
    heads = (
        words("Effect"),
        words("Patients"),
        words("95 % interval"),
        *(words(CALLS[call]) for call in Call),
    )
    return DataTable(words("What the test did, all and by test result"), heads, tuple(rows))


def _figure(result: Impact, words: Words) -> go.Figure:
    known = shares(result)
    labels = [
        f"{narrow(words(EFFECTS[each]), 16)}<br><b>{share(of, words)}</b>" for each, of in known.items()
    ]
    limits = None
    if not result.altered.too_few:
        limits = {
            "type": "data", "symmetric": False, "color": BLUE, "thickness": 3, "width": 7,
            "array": [of.high - (of.estimate or 0) for of in known.values()],
            "arrayminus": [(of.estimate or 0) - of.low for of in known.values()],
        }  # fmt: skip
    figure = go.Figure()
    figure.add_trace(go.Bar({
        "orientation": "h", "y": labels, "x": [of.estimate for of in known.values()], "width": 0.5,
        "error_x": limits, "marker": {"color": CALM}, "customdata": [words(EFFECTS[each]) for each in known],
        "hovertext": [share_said(of, words) for of in known.values()],
        "hovertemplate": "%{customdata}<br>%{hovertext}<extra></extra>",
    }))  # fmt: skip
    figure.update_yaxes(autorange="reversed", showgrid=False)
    figure.update_xaxes(
        range=[0, 1.02], showgrid=True, gridcolor=FAINT, title=words("share of the complete"),
        tickvals=[tick / 100 for tick in TICKS], ticktext=[f"{tick} %" for tick in TICKS],
    )  # fmt: skip
    return framed(figure, height=ROW * len(known) + 70)
