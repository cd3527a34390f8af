"""The confidence of each physician before and after the test, and how large the change is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from her2dash.analysis.confidence_course import Turn, turns
from her2dash.analysis.findings import Findings
from her2dash.analysis.hodges_lehmann import HodgesLehmann
from her2dash.analysis.multiplicity import smallest_paired_p
from her2dash.analysis.result import DISPLAY_MINIMUM, Interval
from her2dash.analysis.signed_rank import SignedRank
from her2dash.figures.confidence_levels import scale_of
from her2dash.figures.confidence_lines import before_and_after
from her2dash.figures.drawn import Drawn
from her2dash.figures.estimates import measure
from her2dash.figures.family_table import SIGNIFICANT
from her2dash.figures.impact_labels import TURNS, missing_in_words
from her2dash.figures.numbers import decimal, interval, p_value
from her2dash.figures.sentences import DataTable
from her2dash.i18n import N_, Words

WILCOXON, PRATT = N_("p, Wilcoxon, the unchanged left out"), N_("p, Wilcoxon, the unchanged ranked (Pratt)")


def confidence_change(found: Findings, words: Words) -> Drawn:
    """Return the change of confidence from before to after, over complete pairs."""
    section = cast(Mapping[str, Any], found.section("confidence_pre_post"))
    who = turns(found.included)
    pairs, n = section["n_pairs"], len(found.included)
    caption = words(
        "n = {n} included, {pairs} with both answers; {missing}. Exploratory, unadjusted.",
        n=n, pairs=pairs, missing=missing_in_words(found.included, "confidence", words, "pre", "post"),
    )  # fmt: skip
    return Drawn(
        "confidence-change", _finding(pairs, len(who[Turn.MORE]), words), caption,
        _sentences(section, who, pairs, words), _table(section, who, words),
        before_and_after(found, scale_of(found, words), pairs, words) if pairs else None,
        {words(name): who[each] for each, name in TURNS.items()},
    )  # fmt: skip


def _finding(pairs: int, more: int, words: Words) -> str:
    if not pairs:
        return words("Did the confidence in the plan change?")
    return words("For {x} of {n} patients the physician was more confident after the test", x=more, n=pairs)


def _sentences(
    section: Mapping[str, Any], who: Mapping[Turn, Sequence[str]], pairs: int, words: Words
) -> tuple[str, ...]:
    if not pairs:
        return (words("The first patient with both answers fills this figure."),)
    shift, test = section["hodges_lehmann"], section["wilcoxon"]
    counts = words(
        "{more} more confident, {same} as confident, {less} less confident.",
        more=len(who[Turn.MORE]), same=len(who[Turn.SAME]), less=len(who[Turn.LESS]),
    )  # fmt: skip
    if pairs < DISPLAY_MINIMUM:
        return counts, words("Too few pairs for an interval or a test.")
    size = words(
        "Typical change {estimate} points of the scale, {level} % interval {interval} (Hodges-Lehmann).",
        estimate=decimal(shift.estimate, words, digits=1),
        level=decimal(100 * shift.achieved_conf, words, digits=1),
        interval=interval(_limits(shift), words, digits=1),
    )  # fmt: skip
    return counts, size, words("Wilcoxon's signed ranks: p {p}.", p=paired_p(test, words))


def _limits(shift: HodgesLehmann) -> Interval:
    return Interval(cast(float, shift.low), cast(float, shift.high), shift.method, shift.confidence)


def paired_p(test: SignedRank, words: Words) -> str:
    """Return the p of signed ranks: exact where it is; or that so few who changed cannot show anything."""
    if test.n < DISPLAY_MINIMUM:
        return words("too few")
    if smallest_paired_p(test.n_nonzero).min_p > SIGNIFICANT:
        return words("cannot reach 0.05 with {n} changed", n=test.n_nonzero)
    return p_value(test.p_exact if test.p_exact is not None else test.p_asymptotic, words)


def _table(section: Mapping[str, Any], who: Mapping[Turn, Sequence[str]], words: Words) -> DataTable:
    shift, ranks, pairs = section["hodges_lehmann"], section["rank_biserial"], section["n_pairs"]
    few = pairs < DISPLAY_MINIMUM
    counts = tuple((words(name), str(len(who[each])), "–") for each, name in TURNS.items())
    tests = tuple(
        (words(label), paired_p(section[name], words), "–")
        for name, label in (("wilcoxon", WILCOXON), ("pratt", PRATT))
    )
    size = measure(shift.estimate, shift.why, pairs, words)
    limits = "–" if shift.low is None else words("too few") if few else interval(_limits(shift), words)
    biserial = measure(ranks.r, ranks.why, pairs, words)
    return DataTable(
        words("Confidence before and after, {n} pairs", n=pairs),
        (words("Measure"), words("Value"), words("Interval")),
        (
            *counts,
            (words("Change in points (Hodges-Lehmann)"), size, limits),
            (words("Matched rank-biserial correlation"), biserial, "–"),
            *tests,
        ),
    )
