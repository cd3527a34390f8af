"""What the test changed: plan, confidence, neither; and whether plans follow the test."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from her2dash.analysis.impact import Effect, effect, impact, intended_and_given, plan_follows_call
from her2dash.analysis.states import Call, Therapy

from .patients import NOBODY

KEPT = {"plan_pre": "c", "plan_post": "c"}


def case(**known: Any) -> Any:
    return replace(NOBODY, **known)


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        ({"plan_pre": "chemo"}, Effect.INCOMPLETE),
        ({"plan_post": "chemo"}, Effect.INCOMPLETE),
        ({"plan_pre": "chemo", "plan_post": "anti"}, Effect.ALTERED),
        ({"plan_pre": "a", "plan_post": "a", "agents_pre": "x", "agents_post": "x,y"}, Effect.ALTERED),
        # "I cannot say" at both times is no change of confidence
        (KEPT, Effect.NEITHER),
        ({"plan_pre": "a", "plan_post": "a", "agents_pre": "x,y", "agents_post": "y,x"}, Effect.NEITHER),
        (KEPT | {"confidence_pre": 2}, Effect.INCOMPLETE),
        (KEPT | {"confidence_post": 2}, Effect.INCOMPLETE),
        (KEPT | {"confidence_pre": 2, "confidence_post": 3}, Effect.CONFIDENCE_ONLY),
        (KEPT | {"confidence_pre": 3, "confidence_post": 3}, Effect.NEITHER),
        (KEPT | {"confidence_pre": 3, "confidence_post": 1}, Effect.NEITHER),
    ],
)  # fmt: skip
def test_a_patient_has_one_effect(known: dict[str, Any], wanted: Effect) -> None:
    assert effect(case(**known)) is wanted


def test_the_published_margins_are_shares_of_complete_answers() -> None:
    # Bensch 2018: altered 8, confidence only 10, neither 2 of 20
    altered = case(plan_pre="c", plan_post="a")
    surer = case(plan_pre="c", plan_post="c", confidence_pre=1, confidence_post=2)
    same = case(plan_pre="c", plan_post="c", confidence_pre=1, confidence_post=1)
    result = impact(
        [altered] * 8 + [surer] * 10 + [same] * 2 + [case()] * 3 + [replace(altered, included=False)]
    )
    assert [each.successes for each in (result.altered, result.confidence_only, result.neither)] == [8, 10, 2]
    assert (result.complete, result.counts[Effect.INCOMPLETE]) == (20, 3)
    assert result.altered.interval.low == pytest.approx(0.191, abs=5e-4)


def test_nobody_answered_has_no_share() -> None:
    assert impact([]).altered.estimate is None


def test_plans_are_compared_with_the_same_test_before_and_after_it() -> None:
    turned = case(index_call=Call.POSITIVE, plan_pre="c", plan_post="a")
    kept = case(index_call=Call.NEGATIVE, plan_pre="c", plan_post="c")
    doubtful = case(index_call=Call.EQUIVOCAL, plan_pre="c", plan_post="a")
    result = plan_follows_call([turned] * 5 + [kept] * 3 + [doubtful, case()], anti_her2={"a"})
    assert result.table == ((3, 0), (5, 0))
    assert (result.n, result.test.p_exact) == (8, 0.0625)
    assert result.difference.diff == pytest.approx(-5 / 8)


def test_what_was_intended_is_compared_with_what_was_given() -> None:
    done = case(plan_post="a", therapy=Therapy.YES)
    dropped = case(plan_post="a", therapy=Therapy.NO)
    pending = case(plan_post="a", therapy=Therapy.PENDING)
    result = intended_and_given([done, done, dropped, pending], anti_her2={"a"})
    assert result.table == ((2, 1), (0, 0))
