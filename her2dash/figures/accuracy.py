"""The test against biopsies where both are told: sensitivity and its kin, each with its denominator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import plotly.graph_objects as go

from her2dash.analysis.compared import BY_TISSUE, Against, against
from her2dash.analysis.crossed import alike
from her2dash.analysis.diagnostic import Accuracy, Share
from her2dash.analysis.findings import Findings
from her2dash.figures.concordance import TICKS, row_of_share
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_labels import share_said
from her2dash.figures.numbers import percent_interval, share
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import FAINT, MANY, framed
from her2dash.figures.tissue import concluded
from her2dash.figures.workup_labels import AGAINST, COMPARABLE, missing_said
from her2dash.i18n import N_, Words

ROW = 46

# Each with what its denominator is.
SHARES = {
    "sensitivity": (N_("Sensitivity"), N_("test positive, of biopsy positive")),
    "specificity": (N_("Specificity"), N_("test negative, of biopsy negative")),
    "ppv": (N_("Positive predictive value"), N_("biopsy positive, of test positive")),
    "npv": (N_("Negative predictive value"), N_("biopsy negative, of test negative")),
    "accuracy": (N_("Accuracy"), N_("both the same, of all compared")),
}


# Beside a mark: a phone has no room for the whole name.
SHORT = {SHARES["ppv"][0]: N_("PPV"), SHARES["npv"][0]: N_("NPV")}


def against_biopsy(found: Findings, words: Words) -> Drawn:
    """Return sensitivity and its kin, each with its own denominator; too few are a fraction only."""
    result, told = cast(Accuracy, found.section("pet_vs_biopsy")), concluded(found)
    who: dict[Against, list[str]] = {each: [] for each in Against}
    for group in alike(found.included, *BY_TISSUE):
        who[against(group[0], concluded=told)] += [case.patient for case in group]
    lacking = {words(name): len(who[each]) for each, name in AGAINST.items() if each not in COMPARABLE}
    caption = words(
        "n = {n} included, {compared} compared; {missing}. Exact 95 % intervals (Clopper-Pearson); below "
        "five no interval and no mark.",
        n=len(found.included), compared=result.accuracy.exact.total, missing=missing_said(lacking, words),
    )  # fmt: skip
    return Drawn(
        "test-against-biopsy", _finding(result, words), caption, _sentences(result, words),
        _table(result, words), _figure(result, words) if _shown(result) else None,
        {_group(each, words): tuple(sorted(who[each])) for each in AGAINST},
    )  # fmt: skip


def _group(each: Against, words: Words) -> str:
    name = words(AGAINST[each])
    return name if each in COMPARABLE else words("not comparable: {reason}", reason=name)


def _shares(result: Accuracy) -> list[tuple[str, str, Share]]:
    return [(*labels, getattr(result, name)) for name, labels in SHARES.items()]


def _shown(result: Accuracy) -> bool:
    return any(not each.exact.too_few for _, _, each in _shares(result))


def _finding(result: Accuracy, words: Words) -> str:
    both = result.accuracy.exact
    if not both.total:
        return words("How often is the test right where there is a biopsy?")
    return words("The test says what the biopsy says in {x} of {n}", x=both.successes, n=both.total)


def _sentences(result: Accuracy, words: Words) -> tuple[str, ...]:
    if not result.accuracy.exact.total:
        return (
            words(
                "The first patient with a biopsy and a test, both positive or negative, fills this figure."
            ),
        )
    said = [
        words(
            "{label}: {share} ({of}).", label=words(label), share=share_said(each.exact, words), of=words(of)
        )
        for label, of, each in _shares(result)
        if each.exact.total
    ]
    if not _shown(result):
        said.append(words("Nothing is drawn before a share has five patients in its denominator."))
    said.append(
        words(
            "Biopsies exist only where they were feasible, and of one lesion: this is no accuracy of the "
            "test in all."
        )
    )
    return tuple(said)


def _table(result: Accuracy, words: Words) -> DataTable:
    heads = (words("Measure"), words("Estimate"), words("Exact interval"), words("Wilson"))
    rows = tuple(
        (words(label), share(each.exact, words), percent_interval(each.exact, words),
         percent_interval(each.wilson, words))
        for label, _, each in _shares(result)
    )  # fmt: skip
    caption = words(
        "Test against biopsy: {tp} both positive, {fp} test alone, {fn} biopsy alone, {tn} both negative",
        tp=result.tp, fp=result.fp, fn=result.fn, tn=result.tn,
    )  # fmt: skip
    return DataTable(caption, heads, rows)


def _figure(result: Accuracy, words: Words) -> go.Figure:
    figure = go.Figure()
    rows = [(_label(label, each, words), each) for label, _, each in _shares(result)]
    for label, each in rows:
        if not each.exact.too_few:
            figure.add_trace(row_of_share(label, each.exact, words, leading=False))
    # sizes told of their own denominators would look like a meaning
    figure.update_traces(marker={"size": 7 if result.accuracy.exact.total >= MANY else 10})
    _too_few(figure, rows, words)
    figure.update_xaxes(
        range=[-0.02, 1.02], showgrid=True, gridcolor=FAINT, title=words("share of the patients compared"),
        tickvals=[tick / 100 for tick in TICKS], ticktext=[f"{tick} %" for tick in TICKS],
    )  # fmt: skip
    # in the order of the rows, whichever of them has a mark
    figure.update_yaxes(categoryorder="array", categoryarray=[label for label, _ in rows],
                        range=[len(rows) - 0.5, -0.5], showgrid=False)  # fmt: skip
    return framed(figure, height=ROW * len(rows) + 92)


def _label(label: str, each: Share, words: Words) -> str:
    return f"{words(SHORT.get(label, label))}<br><b>{share(each.exact, words)}</b>"


def _too_few(figure: go.Figure, rows: Sequence[tuple[str, Share]], words: Words) -> None:
    """Write that there are too few where a mark would say more than they can."""
    few = [label for label, each in rows if each.exact.too_few]
    if few:
        figure.add_trace(
            go.Scatter(
                {
                    "x": [0.5] * len(few),
                    "y": few,
                    "mode": "text",
                    "text": [words("too few")] * len(few),
                    "textfont": {"size": 14},
                    "hoverinfo": "skip",
                }
            )
        )
