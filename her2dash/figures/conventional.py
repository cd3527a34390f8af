"""The test against the conclusion of the standard work-up, and how far they go together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from her2dash.analysis.compared import BY_CONCLUSION, Conclusion, conclusion
from her2dash.analysis.crossed import Crossed, crossed
from her2dash.analysis.findings import Findings
from her2dash.analysis.known_agreement import Agreed, agreed
from her2dash.analysis.result import DISPLAY_MINIMUM, Why
from her2dash.analysis.states import Call
from her2dash.analysis.table import total
from her2dash.figures.crosstab import Other, cross_figure, cross_groups, cross_table, in_cells
from her2dash.figures.drawn import Drawn
from her2dash.figures.estimates import estimate, measure, p_said
from her2dash.figures.numbers import share
from her2dash.figures.workup_labels import CONCLUSIONS
from her2dash.i18n import Words

SAME = (
    (Call.POSITIVE, Conclusion.POSITIVE),
    (Call.NEGATIVE, Conclusion.NEGATIVE),
    (Call.EQUIVOCAL, Conclusion.EQUIVOCAL),
)


def by_conventional(found: Findings, words: Words) -> Drawn:
    """Return the counts of test result by conclusion of the work-up; nobody is left out."""
    other = Other(words("work-up"), CONCLUSIONS)
    of = crossed(
        found.included, lambda case: case.index_call, conclusion,
        rows=tuple(Call), columns=tuple(Conclusion), by=BY_CONCLUSION,
    )  # fmt: skip
    known = known_conventional(found)
    caption = words("Included patients by test result and conclusion of the work-up")
    return Drawn(
        "test-by-workup", _finding(known, words), in_cells(of, words),
        _sentences(found, of, known, words),
        cross_table(of, other, caption, words),
        cross_figure(of, other, SAME, words) if of.n else None, cross_groups(of, other, words),
    )  # fmt: skip


def known_conventional(found: Findings) -> Agreed:
    """Return the agreement where both test and work-up are positive or negative."""
    section = cast(Mapping[str, Any], found.section("pet_by_conventional"))
    return agreed(section["kappa_known"])


def _finding(known: Agreed, words: Words) -> str:
    if not known.n:
        return words("Does the test say what the standard work-up says?")
    return words(
        "Test and work-up say the same in {x} of {n} where both are positive or negative",
        x=known.raw.raw.successes, n=known.n,
    )  # fmt: skip


def _sentences(found: Findings, of: Crossed, known: Agreed, words: Words) -> tuple[str, ...]:
    if not of.n:
        return (words("The first signed injection date fills this figure."),)
    outside = words(
        "In {outside} of {n} the test or the work-up is neither positive nor negative: they stay in their "
        "own row and column, and count for neither.",
        outside=of.n - known.n, n=of.n,
    )  # fmt: skip
    return outside, _association(found, words), _kappa(known, words)


def _association(found: Findings, words: Words) -> str:
    section = cast(Mapping[str, Any], found.section("pet_by_conventional"))
    exact, shared, n = section["fisher_rxc"], section["association"], total(section["table"])
    large = exact.why is Why.TOO_LARGE
    method = words("chi-square") if large else words("Freeman-Halton, exact")
    if n < DISPLAY_MINIMUM:
        return words("{n} with a positive or negative test and a signed conclusion: too few for a test.", n=n)
    return words(
        "{n} with a positive or negative test and a signed conclusion: {p}, Cramér's V {v}, "
        "corrected for bias {corrected}; exploratory, unadjusted.",
        n=n, p=p_said(shared["p"] if large else exact.p, n, exact.smallest, method, words),
        v=estimate(shared["cramers_v"], Why.EMPTY_MARGIN, words),
        corrected=estimate(shared["cramers_v_bias_corrected"], Why.EMPTY_MARGIN, words),
    )  # fmt: skip


def _kappa(known: Agreed, words: Words) -> str:
    if not known.n:
        return words("Nobody has both a positive or negative test and a positive or negative work-up yet.")
    return words(
        "Both positive or negative: {share} agree, Cohen's kappa {kappa}.",
        share=share(known.raw.raw, words), kappa=measure(known.cohen.kappa, known.cohen.why, known.n, words),
    )  # fmt: skip
