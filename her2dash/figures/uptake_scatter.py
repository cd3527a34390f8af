"""The highest uptake of each patient against what was counted in the blood, and whether they go together."""

from __future__ import annotations

from typing import cast

from her2dash.analysis.correlation import Correlation
from her2dash.analysis.crossed import Alike
from her2dash.analysis.findings import Findings
from her2dash.analysis.result import DISPLAY_MINIMUM, Why
from her2dash.analysis.states import Call
from her2dash.analysis.uptake_cells import (
    EXACT_UP_TO,
    UPTAKE_EDGES,
    Absent,
    Measure,
    Pairs,
    correlated,
    correlation_p,
    pairs_of,
)
from her2dash.figures.cells_table import rule
from her2dash.figures.count_grid import class_names, grid_table
from her2dash.figures.drawn import Drawn
from her2dash.figures.estimates import p_said, with_limits
from her2dash.figures.labels import CALLS
from her2dash.figures.numbers import decimal, not_estimable
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import MANY
from her2dash.figures.uptake_marks import VIEWS, classes, counted, scatter, value_said
from her2dash.figures.workup_labels import ABSENT, missing_said
from her2dash.i18n import Words


def uptake_scatter(found: Findings, told: Alike, measure: Measure, words: Words) -> Drawn:
    """Return the uptake against one measure of the cells, with the rank correlation."""
    view, pairs = VIEWS[measure], pairs_of(told, found.dataset.suvmax, measure)
    rho = _correlation(found, measure, pairs)
    absent = {words(name): len(pairs.absent.get(each, ())) for each, name in ABSENT.items()}
    caption = words(
        "n = {n} included, {pairs} with both; {missing}. SUVmax: the highest of a patient's lesions, every "
        "site counted. Spearman's rho with the interval of Bonett and Wright.",
        n=len(found.included), pairs=len(pairs.points), missing=missing_said(absent, words),
    )  # fmt: skip
    if measure is not Measure.CELLS:
        caption = f"{caption} {rule(found, words)}".strip()
    return Drawn(
        view.name, words(view.finding), caption, _sentences(pairs, rho, measure, words),
        _table(pairs, measure, words), scatter(pairs, measure, words) if pairs.points else None,
        _groups(pairs, words),
    )  # fmt: skip


def _correlation(found: Findings, measure: Measure, pairs: Pairs) -> Correlation:
    if measure is Measure.POSITIVE:
        return cast(Correlation, found.section("suvmax_vs_ctc_her2_count"))
    return correlated(pairs, confidence=found.plan.confidence)


def _groups(pairs: Pairs, words: Words) -> dict[str, tuple[str, ...]]:
    """Return who is what by the result of the test, and who is not drawn."""
    who: dict[Call, list[str]] = {call: [] for call in CALLS}
    for point in pairs.points:
        who[point.call].append(point.patient)
    shown = {words(name): tuple(who[call]) for call, name in CALLS.items() if who[call]}
    return shown | {_not_drawn(each, words): lacking for each, lacking in pairs.absent.items()}


def _not_drawn(reason: Absent, words: Words) -> str:
    return words("not drawn: {reason}", reason=words(ABSENT[reason]))


def _sentences(pairs: Pairs, rho: Correlation, measure: Measure, words: Words) -> tuple[str, ...]:
    if not pairs.points:
        return (words("The first patient with a measured lesion and signed tumour cells fills this figure."),)
    said = [_rho(pairs, rho, words)]
    none, n = sum(point.value == 0 for point in pairs.points), len(pairs.points)
    if measure is Measure.SHARE:
        said.append(words("Where no cell was found there is no share."))
        if n < MANY:
            said.append(words("Equal shares stand side by side."))
    elif n < MANY:
        said.append(words("{n} of {all} patients have none; they stand at 0, left of the logarithmic scale. "
                          "Equal counts stand side by side.", n=none, all=n))  # fmt: skip
    if n >= MANY:
        said.append(words("Each tile is the number of patients in a class of both."))
    return tuple(said)


def _rho(pairs: Pairs, rho: Correlation, words: Words) -> str:
    if rho.rho is None:
        return words("Rank correlation: {why}.", why=not_estimable(rho.why or Why.NO_DATA, words))
    if rho.n < DISPLAY_MINIMUM:
        return words("Rank correlation: {n} patients are too few for one.", n=rho.n)
    method = words("exact") if rho.n <= EXACT_UP_TO else words("t")
    return words(
        "Rank correlation (Spearman's rho) {rho}; n = {n}, {p}; exploratory, unadjusted.",
        rho=with_limits(rho.rho, rho.low, rho.high, rho.n, rho.why, words, confidence=rho.confidence),
        n=rho.n, p=p_said(correlation_p(pairs, rho), rho.n, None, method, words),
    )  # fmt: skip


def _table(pairs: Pairs, measure: Measure, words: Words) -> DataTable:
    view = VIEWS[measure]
    if len(pairs.points) >= MANY:
        caption = words("Patients by SUVmax and {other}", other=words(view.axis))
        return grid_table(counted(pairs, view), classes(measure, words), class_names(UPTAKE_EDGES, words),
                          head=words("SUVmax"), caption=caption)  # fmt: skip
    heads = (words("Patient"), words("Test result"), words("SUVmax"), words(view.axis))
    rows = tuple(
        (point.patient, words(CALLS[point.call]), decimal(point.uptake, words, digits=1),
         value_said(point, measure, words))
        for point in sorted(pairs.points, key=lambda point: (-point.uptake, point.patient))
    )  # fmt: skip
    return DataTable(words("SUVmax and {other}", other=words(view.axis)), heads, rows)
