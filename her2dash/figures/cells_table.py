"""The test against the cells in the blood; not assessable, not done and failed are no negative results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from her2dash.analysis.compared import BY_MARKER, Marker, marker
from her2dash.analysis.crossed import Crossed, crossed
from her2dash.analysis.findings import Findings
from her2dash.analysis.fisher import Fisher, least_p
from her2dash.analysis.kappa import Kappa
from her2dash.analysis.result import DISPLAY_MINIMUM, Why, written
from her2dash.analysis.states import Call
from her2dash.analysis.table import total
from her2dash.figures.crosstab import Other, cross_figure, cross_groups, cross_table, in_cells
from her2dash.figures.drawn import Drawn
from her2dash.figures.estimates import estimate, p_said
from her2dash.figures.numbers import decimal
from her2dash.figures.workup_labels import MARKERS
from her2dash.i18n import N_, Words

UNTOLD = {
    Marker.NOT_TOLD: N_("not told in {n}"),
    Marker.NO_CELL: N_("no cell found in {n}"),
    Marker.NOT_DONE: N_("not done in {n}"),
    Marker.FAILED: N_("technical failure in {n}"),
    Marker.NOT_SIGNED: N_("not signed yet in {n}"),
}
SAME = ((Call.POSITIVE, Marker.POSITIVE), (Call.NEGATIVE, Marker.NEGATIVE))


def by_cells(found: Findings, words: Words) -> Drawn:
    """Return the counts of test result by HER2 on the cells; nobody is left out."""
    other = Other(words("tumour cells"), MARKERS)
    of = crossed(
        found.included, lambda case: case.index_call, marker,
        rows=tuple(Call), columns=tuple(Marker), by=BY_MARKER,
    )  # fmt: skip
    if found.study.marker is not None:
        of = of.without_empty(Marker.NOT_TOLD)
    assessable = of.behind(Marker.POSITIVE) + of.behind(Marker.NEGATIVE)
    finding = words("{x} of {n} patients have HER2 on a tumour cell, of {cells} in whom cells were found",
                    x=of.behind(Marker.POSITIVE), n=of.n, cells=assessable)  # fmt: skip
    return Drawn(
        "test-by-cells", finding if assessable else words("Does the test say what the tumour cells say?"),
        f"{in_cells(of, words)} {rule(found, words)}".strip(), _sentences(found, of, assessable, words),
        cross_table(of, other, words("Included patients by test result and HER2 on tumour cells"), words),
        cross_figure(of, other, SAME, words) if of.n else None, cross_groups(of, other, words),
    )  # fmt: skip


def rule(found: Findings, words: Words) -> str:
    """Return what makes a patient's cells positive in this study."""
    told = found.study.marker
    return words("HER2-positive: {rule}.", rule=told.rule[words.language]) if told else ""


def _sentences(found: Findings, of: Crossed, assessable: int, words: Words) -> tuple[str, ...]:
    if not of.n:
        return (words("The first signed injection date fills this figure."),)
    together = _together(cast(Mapping[str, Any], found.section("pet_by_ctc")), words)
    counts = {name: of.behind(each) for each, name in UNTOLD.items() if each in of.columns}
    reasons = [words(name, n=n) for name, n in counts.items() if n]
    if not reasons:
        return together
    apart = words("Nothing can be said of HER2 in {without}: {reasons}. None of them is negative.",
                  without=of.n - assessable, reasons=", ".join(reasons))  # fmt: skip
    return (apart, *together)


def _together(section: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    n, test, shared = total(section["table"]), section["fisher"], section["association"]
    if n < DISPLAY_MINIMUM:
        return (words("{n} with a positive or negative test and a cell found: too few for a test.", n=n),)
    kappa = cast(Kappa, section["kappa"])
    return (
        words(
            "{n} with a positive or negative test and a cell found: odds ratio {ratio} ({limits}), "
            "{p}; exploratory, unadjusted.",
            n=n, ratio=_ratio(test, words), limits=_limits(test, words),
            p=p_said(test.p_two_sided, n, least_p(test.table), words("Fisher, exact"), words),
        ),
        words("Phi {phi}, Cohen's kappa {kappa}.", phi=estimate(shared.phi, shared.why, words),
              kappa=estimate(kappa.kappa, kappa.why, words)),
    )  # fmt: skip


def _ratio(test: Fisher, words: Words) -> str:
    """Return the odds ratio; an infinite one has no number."""
    value = test.or_conditional
    unbounded = written(value) == "Inf"
    return estimate(None if unbounded else value, test.why or Why.EMPTY_CELL, words)


def _limits(test: Fisher, words: Words) -> str:
    level, low = round(100 * test.confidence), decimal(test.low, words)
    if written(test.high) == "Inf":
        return words("{level} % interval {low} and more", level=level, low=low)
    high = decimal(test.high, words)
    return words("{level} % interval {low} to {high}", level=level, low=low, high=high)
