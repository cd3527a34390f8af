"""Who stands behind the figures of impact: counted by hand on few patients, and adding up on many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pytest

from her2dash.analysis.cases import Case
from her2dash.analysis.confidence_course import Turn, levels, shifts, turn
from her2dash.analysis.differences import paired_difference
from her2dash.analysis.effects import effects_by_call
from her2dash.analysis.impact import Effect, Paired, impact, intended_and_given, plan_follows_call
from her2dash.analysis.lacking import Lack, lack, lacks
from her2dash.analysis.mcnemar import mcnemar
from her2dash.analysis.paired_plans import (
    AGREES_FIELDS,
    INTENDED_FIELDS,
    agrees,
    anti_her2_plans,
    behind_pairs,
    intended,
)
from her2dash.analysis.paired_shares import paired_shares
from her2dash.analysis.plan_paths import Flow, Kind, behind_flows, flows, kinds, most_frequent
from her2dash.analysis.plan_paths import behind_pairs as behind_stages
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.told import told
from her2dash.study.load import load_study

from .patients import NOBODY

GROUPS = {"a": "anti_her2", "c": "chemo"}
STAGES = ("pre", "post", "m3", "given")
RELEASED = date(2026, 3, 1)


def case(number: int = 1, **known: Any) -> Case:
    return replace(NOBODY, patient=f"01-{number:03}", **known)


def random_cases(n: int, seed: int = 7) -> list[Case]:
    dice = Random(seed)  # noqa: S311 - invented patients, not secrets
    return [
        case(
            number, index_call=dice.choice(list(Call)), therapy=dice.choice(list(Therapy)),
            plan_pre=dice.choice(["a", "c", None]), plan_post=dice.choice(["a", "c", None]),
            plan_later=dice.choice(["a", "c", None]), confidence_pre=dice.choice([1, 3, 5, None]),
            confidence_post=dice.choice([1, 3, 5, None]),
        )
        for number in range(1, n + 1)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("known", "what", "time", "wanted"),
    [
        ({"plan_pre": "a"}, "plan", "pre", None),
        ({}, "plan", "pre", Lack.NOT_SIGNED),
        ({"sealed_before": False, "released_on": RELEASED}, "plan", "pre", Lack.NOT_SEALED),
        # nobody can answer about a test before its release
        ({}, "plan", "post", Lack.NOT_RELEASED),
        ({"ended": "died"}, "plan", "post", Lack.ENDED),
        ({"released_on": RELEASED}, "plan", "m3", Lack.NOT_SIGNED),
        ({"plan_post": "a", "released_on": RELEASED}, "confidence", "post", Lack.NO_PLAN),
        ({"released_on": RELEASED}, "confidence", "post", Lack.NOT_SIGNED),
    ],
)
def test_a_lacking_answer_has_one_reason(
    known: dict[str, Any], what: str, time: str, wanted: Lack | None
) -> None:
    assert lack(case(**known), what, time) is wanted


def test_who_lacks_either_of_two_answers_is_counted_once_by_the_first() -> None:
    cases = [case(plan_pre="a", plan_post="a"), case(plan_pre="a"), case(), case(ended="lost")]
    assert lacks(cases, "plan", "pre", "post") == {
        Lack.ENDED: 1, Lack.NOT_RELEASED: 1, Lack.NOT_SIGNED: 1,
    }  # fmt: skip


def test_patients_who_went_the_same_way_after_the_same_result_are_one_kind() -> None:
    same = {"plan_pre": "c", "plan_post": "a", "index_call": Call.POSITIVE, "therapy": Therapy.YES}
    cases = [case(1, **same), case(2, index_call=Call.NEGATIVE, plan_pre="c"), case(3, **same)]
    found = kinds(cases, GROUPS, STAGES)
    assert found == {
        Kind(Call.POSITIVE, ("chemo", "anti_her2", "missing", "yes")): ("01-001", "01-003"),
        Kind(Call.NEGATIVE, ("chemo", "missing", "missing", "pending")): ("01-002",),
    }
    assert flows(found)[Flow(0, "chemo", "anti_her2"), Call.POSITIVE] == 2
    assert behind_flows(found)[Flow(1, "missing", "missing")] == ("01-002",)
    assert behind_stages(found, 0, 3) == {
        ("chemo", "yes"): ("01-001", "01-003"), ("chemo", "pending"): ("01-002",),
    }  # fmt: skip
    assert most_frequent(found, 1) == (next(iter(found)),)


def test_from_stage_to_stage_nobody_is_lost() -> None:
    found = kinds(random_cases(300), GROUPS, STAGES)
    for stage in range(3):
        assert sum(n for (flow, _), n in flows(found).items() if flow.stage == stage) == 300
        assert sum(len(who) for flow, who in behind_flows(found).items() if flow.stage == stage) == 300


def test_a_study_without_month_three_has_a_stage_less() -> None:
    (kind,) = kinds([case(plan_pre="a")], GROUPS, ("pre", "post"))
    assert kind.way == ("anti_her2", "missing")


def test_nobody_has_no_way() -> None:
    assert (kinds([], GROUPS, STAGES), flows({}), behind_flows({})) == ({}, {}, {})


def test_levels_keep_the_empty_ones_and_the_missing_last() -> None:
    found = levels([case(1, confidence_pre=2), case(2), case(3, confidence_pre=2)], "pre", points=3)
    assert list(found.items()) == [(1, ()), (2, ("01-001", "01-003")), (3, ()), (None, ("01-002",))]


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (2, 4, Turn.MORE),
        (4, 4, Turn.SAME),
        (3, 1, Turn.LESS),
        (None, 4, Turn.INCOMPLETE),
        (4, None, Turn.INCOMPLETE),
    ],
)
def test_confidence_turns_one_way(before: int | None, after: int | None, wanted: Turn) -> None:
    assert turn(case(confidence_pre=before, confidence_post=after)) is wanted


def test_shifts_count_complete_pairs_only() -> None:
    cases = [case(confidence_pre=1, confidence_post=3), case(confidence_pre=1), case(confidence_post=3)]
    assert shifts(cases, points=3) == ((0, 0, 1), (0, 0, 0), (0, 0, 0))


def test_an_answer_of_several_codes_counts_for_each_and_once_for_the_answered() -> None:
    found = told([case(1, tests_avoided="ct,mri"), case(2, tests_avoided="ct"), case(3)], "tests_avoided",
                 ("ct", "mri", "none"))  # fmt: skip
    assert found.chosen == {"ct": ("01-001", "01-002"), "mri": ("01-001",), "none": ()}
    assert (found.answered, found.silent) == (2, ("01-003",))


def test_effects_by_result_add_up_to_the_published_counts() -> None:
    cases = random_cases(400)
    counts = impact(cases).counts
    by = effects_by_call(cases)
    assert {each: sum(map(len, of.values())) for each, of in by.items()} == counts
    assert set(by) == set(Effect)


def cells(cases: Iterable[Case], fields: tuple[str, ...], pair: Any) -> tuple[tuple[int, ...], ...]:
    behind = behind_pairs(cases, fields, pair)
    return tuple(tuple(len(behind[row, column]) for column in (True, False)) for row in (True, False))


def test_the_patients_behind_a_paired_table_are_as_many_as_its_counts() -> None:
    cases, codes = random_cases(500), {"a"}
    follows, given = plan_follows_call(cases, anti_her2=codes), intended_and_given(cases, anti_her2=codes)
    assert cells(cases, AGREES_FIELDS, lambda case: agrees(case, codes)) == follows.table
    assert cells(cases, INTENDED_FIELDS, lambda case: intended(case, codes)) == given.table
    assert sum(map(len, behind_pairs(cases, AGREES_FIELDS, lambda case: agrees(case, codes)).values())) == 500


def test_the_gain_is_the_second_share_less_the_first() -> None:
    turned = case(index_call=Call.POSITIVE, plan_pre="c", plan_post="a")
    kept = case(index_call=Call.NEGATIVE, plan_pre="c", plan_post="c")
    shares = paired_shares(plan_follows_call([turned] * 5 + [kept] * 3, anti_her2={"a"}))
    assert (shares.first.successes, shares.second.successes, shares.same.successes) == (3, 8, 3)
    assert shares.gain.diff == pytest.approx(5 / 8)


def test_the_gain_has_the_interval_of_r() -> None:
    # tests/analysis/oracle, paired_proportion_difference-002, read from the second moment to the first
    table = ((794, 86), (150, 570))
    gain = paired_shares(Paired(table, mcnemar(table), paired_difference(table))).gain
    assert gain.diff == pytest.approx(0.04)
    assert (gain.newcombe_low, gain.newcombe_high) == pytest.approx((0.0212304, 0.0587039), abs=1e-6)


def test_the_plans_with_the_therapy_are_those_of_its_group() -> None:
    assert anti_her2_plans(load_study()) == {"anti_her2_chemo", "anti_her2_without_chemo"}
