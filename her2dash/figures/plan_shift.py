"""Shifts between the groups of plans as tables: from before the test to after it, and to month 3."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from her2dash.analysis.dataset import PLANS
from her2dash.analysis.findings import Findings
from her2dash.analysis.plan_paths import behind_pairs
from her2dash.analysis.result import DISPLAY_MINIMUM
from her2dash.figures import impact_labels as labels
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_labels import missing_in_words, share_said
from her2dash.figures.numbers import p_value
from her2dash.figures.paired_result import mcnemar_p
from her2dash.figures.plan_flow import Ways, flow_name
from her2dash.figures.sentences import DataTable
from her2dash.i18n import N_, Words

SECTIONS = {"post": "plan_pre_post", "m3": "plan_pre_m3"}
FINDINGS = {
    "post": N_("Which plans became which after the test?"),
    "m3": N_("Which plans became which by month 3?"),
}
CAPTIONS = {
    "post": N_("Plans before (rows) by plans after (columns)"),
    "m3": N_("Plans before (rows) by plans at month 3 (columns)"),
}


def plan_shift(found: Findings, of: Ways, later: str, words: Words) -> Drawn:
    """Return the plans before the test by those at a later time, over patients with a plan at both."""
    section = cast(Mapping[str, Any], found.section(SECTIONS[later]))
    changed, included = section["changed"], len(found.included)
    caption = words(
        "n = {n} of {included} included, with a plan at both times; {missing}. Exploratory, unadjusted.",
        n=changed.total, included=included,
        missing=missing_in_words(found.included, "plan", words, "pre", later),
    )  # fmt: skip
    return Drawn(
        f"plan-shift-{'after' if later == 'post' else 'month-3'}", words(FINDINGS[later]), caption,
        _sentences(section, words), _table(section["table"], later, words), groups=_groups(of, later, words),
    )  # fmt: skip


def _groups(of: Ways, later: str, words: Words) -> dict[str, tuple[str, ...]]:
    stages = ("pre", later)
    behind = behind_pairs(of.kinds, *map(of.stages.index, stages))
    return {flow_name(stages, places, words): who for places, who in behind.items()}


def _sentences(section: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    changed = section["changed"]
    if not changed.total:
        return (words("The first patient with a plan at both times fills this table."),)
    said = [words("In another group: {share}.", share=share_said(changed, words))]
    if changed.total < DISPLAY_MINIMUM:
        return (*said, words("Too few pairs for an interval or a test."))
    exact, large, margins = section["bowker_exact"], section["bowker"], section["stuart_maxwell"]
    p, method = (large.p, words("large-sample")) if exact.p_exact is None else (exact.p_exact, words("exact"))
    moved = section["anti_her2_mcnemar"]
    return (
        *said,
        words("Moves one way against moves back (Bowker, {method}): p {p}; shares of the groups before "
              "against later (Stuart-Maxwell): p {margins}.", method=method, p=p_value(p, words),
              margins=p_value(margins.p, words)),
        words("Anti-HER2 or not (McNemar, exact, {n} changed): p {p}.", n=moved.n_discordant,
              p=mcnemar_p(moved, changed.total, words)),
    )  # fmt: skip


def _table(table: tuple[tuple[int, ...], ...], later: str, words: Words) -> DataTable:
    names = [words(labels.PLANS[plan]) for plan in PLANS]
    rows = tuple(
        (name, *map(str, counts), str(sum(counts))) for name, counts in zip(names, table, strict=True)
    )
    totals = [str(sum(column)) for column in zip(*table, strict=True)]
    all_ = str(sum(map(sum, table)))
    return DataTable(
        words(CAPTIONS[later]),
        (words("Plan before"), *names, words("Total")),
        (*rows, (words("Total"), *totals, all_)),
    )  # fmt: skip
