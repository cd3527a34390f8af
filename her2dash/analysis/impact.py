"""Secondary endpoint 1: what the test changed for the physician, over complete pairs only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.differences import PairedDifference, paired_difference
from her2dash.analysis.mcnemar import McNemar, mcnemar
from her2dash.analysis.paired_plans import AGREES_FIELDS, INTENDED_FIELDS, Pair, agrees, intended
from her2dash.analysis.proportion import Proportion, proportion
from her2dash.analysis.table import Frozen, total

YES_NO = (True, False)


class Effect(StrEnum):
    """What the test did to one physician's mind; each patient has exactly one."""

    ALTERED = "altered"
    CONFIDENCE_ONLY = "confidence_only"
    NEITHER = "neither"
    INCOMPLETE = "incomplete"


@dataclass(frozen=True, slots=True)
class Impact:
    """How many plans were altered, how many only became more confident, how many neither; and the missing."""

    counts: dict[Effect, int]
    altered: Proportion
    confidence_only: Proportion
    neither: Proportion

    @property
    def complete(self) -> int:
        """How many patients have what the comparison needs: the denominator."""
        return self.altered.total


@dataclass(frozen=True, slots=True)
class Paired:
    """Yes and no of the same patients at two moments: their table, the test and the difference."""

    table: Frozen
    test: McNemar
    difference: PairedDifference

    @property
    def n(self) -> int:
        """How many patients have both."""
        return total(self.table)


EFFECT_FIELDS = ("plan_pre", "plan_post", "agents_pre", "agents_post", "confidence_pre", "confidence_post")
"""What the effect of the test is told from."""


def effect(case: Case) -> Effect:
    """Return what the test did: altered plan or agents, else more confidence, else neither.

    A plan that stands needs the confidence at both times, or at neither ("I cannot say" twice is no change);
    with only one of them the patient is incomplete.
    """
    if case.plan_pre is None or case.plan_post is None:
        return Effect.INCOMPLETE
    if case.plan_pre != case.plan_post or _agents(case.agents_pre) != _agents(case.agents_post):
        return Effect.ALTERED
    before, after = case.confidence_pre, case.confidence_post
    if before is None or after is None:
        return Effect.NEITHER if before == after else Effect.INCOMPLETE
    return Effect.CONFIDENCE_ONLY if after > before else Effect.NEITHER


def _agents(codes: str | None) -> frozenset[str]:
    return frozenset((codes or "").split(",")) - {""}


def impact(cases: Iterable[Case], *, confidence: float = 0.95) -> Impact:
    """Return the effects of the included patients, each as a share of those with complete answers."""
    found = Cases.of(cases).counted(
        (*EFFECT_FIELDS, "included"), lambda case: effect(case) if case.included else None
    )
    complete = sum(found[each] for each in Effect if each is not Effect.INCOMPLETE)
    shares = {
        each: proportion(found[each], complete, confidence=confidence)
        for each in (Effect.ALTERED, Effect.CONFIDENCE_ONLY, Effect.NEITHER)
    }
    return Impact({each: found[each] for each in Effect}, *shares.values())


def plan_follows_call(
    cases: Iterable[Case], *, anti_her2: Collection[str], confidence: float = 0.95
) -> Paired:
    """Return whether the plan agrees with the test before (rows) and after it (columns).

    The sharpest reading of impact: the same patients, the same test, only the knowledge of it differs.
    Agreement is an anti-HER2 plan after a positive, another after a negative test.
    """

    found = Cases.of(cases).counted(
        (*AGREES_FIELDS, "included"), lambda case: agrees(case, anti_her2) if case.included else None
    )
    return _paired(found, confidence)


def intended_and_given(
    cases: Iterable[Case], *, anti_her2: Collection[str], confidence: float = 0.95
) -> Paired:
    """Return whether anti-HER2 therapy was intended after the test (rows) and given (columns)."""
    found = Cases.of(cases).counted(
        (*INTENDED_FIELDS, "included"), lambda case: intended(case, anti_her2) if case.included else None
    )
    return _paired(found, confidence)


def _paired(counts: Counter[Pair], confidence: float) -> Paired:
    table = tuple(tuple(counts[row, column] for column in YES_NO) for row in YES_NO)
    return Paired(table, mcnemar(table), paired_difference(table, confidence=confidence))
