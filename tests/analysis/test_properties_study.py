"""What must hold of a whole study: better news is better news, and the order of patients says nothing."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from her2dash.analysis.cases import Case
from her2dash.analysis.clusters import cluster_bootstrap
from her2dash.analysis.concordance import concordance
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.impact import Effect, impact, intended_and_given, plan_follows_call
from her2dash.analysis.interim import Verdict
from her2dash.analysis.outlook import outlook
from her2dash.analysis.result import Result
from her2dash.analysis.trial import analyse
from her2dash.analysis.trial_plan import AnalysisPlan

from .patients import NOBODY, patients
from .test_oracle import same
from .test_properties_endpoint import studies, thresholds
from .test_properties_trial import datasets, plans

TWO_THIRDS = Fraction(2, 3)
fixed = settings(derandomize=True, deadline=None, max_examples=120)
close = 1e-12
order = st.randoms(use_true_random=False)


@fixed
@given(studies, st.integers(0, 40), thresholds, st.sampled_from(["+y", "-n"]))
def test_one_more_concordant_patient_never_lowers_what_is_believed_or_predicted(
    study: list[Case], target: int, threshold: Fraction, concordant: str
) -> None:
    before, after = (
        outlook(concordance(each, target=target, threshold=threshold))
        for each in (study, [*study, *patients(concordant)])
    )
    assert len(before.posteriors) == len(after.posteriors) == (2 if threshold == 1 else 3)
    for less, more in zip(before.posteriors, after.posteriors, strict=True):
        assert less.reaches <= more.reaches + close
        assert less.mean <= more.mean + close
    for fewer, rather in zip(before.predictions, after.predictions, strict=True):
        assert fewer.probability <= rather.probability + close


@fixed
@given(studies, st.integers(0, 20), st.sampled_from(["?y", "?n", "??", "+?", "-?"]), thresholds)
def test_a_pending_patient_never_makes_failure_less_certain(
    study: list[Case], room: int, pending: str, threshold: Fraction
) -> None:
    # within the planned number: a patient beyond it raises what is needed and what may fail
    rule: dict[str, Any] = {"target": len(study) + 1 + room, "threshold": threshold}
    before, after = concordance(study, **rule), concordance([*study, *patients(pending)], **rule)
    assert (before.verdict is Verdict.FAILURE_CERTAIN) == (after.verdict is Verdict.FAILURE_CERTAIN)
    assert before.progress == after.progress
    now, then = outlook(before), outlook(after)
    assert [each.probability for each in now.predictions] == [each.probability for each in then.predictions]


@fixed
@given(studies, st.integers(0, 40), thresholds)
def test_no_reading_is_certain_of_what_a_pending_therapy_can_still_turn(
    study: list[Case], target: int, threshold: Fraction
) -> None:
    found = {each.name: each for each in concordance(study, target=target, threshold=threshold).readings}
    for name, therapy in (("equivocal_as_positive", "yes"), ("equivocal_as_negative", "no")):
        call = name.removeprefix("equivocal_as_")
        read = [replace(c, index_call=call) if c.index_call == "equivocal" else c for c in study]
        # reading the calls anew and counting is the same as moving the counts
        again = concordance(read, target=target, threshold=threshold)
        assert found[name].progress == again.progress
        filled = [replace(c, therapy=therapy) if c.therapy == "pending" else c for c in read]
        best = concordance(filled, target=target, threshold=threshold)
        assert found[name].verdict is not Verdict.FAILURE_CERTAIN or best.verdict is Verdict.FAILURE_CERTAIN


answers = st.none() | st.sampled_from(["a", "b"])
told = st.builds(
    replace,
    st.just(NOBODY),
    included=st.sampled_from([True, True, False]),
    index_call=st.sampled_from(["positive", "negative", "equivocal", "pending"]),
    therapy=st.sampled_from(["yes", "no", "pending", "not_evaluable"]),
    plan_pre=answers, plan_post=answers, agents_pre=answers, agents_post=answers,
    confidence_pre=st.none() | st.integers(1, 5), confidence_post=st.none() | st.integers(1, 5),
)  # fmt: skip


@fixed
@given(st.lists(told, max_size=20), order)
def test_the_effects_add_up_to_the_included_and_their_order_says_nothing(
    cases: list[Case], chance: random.Random
) -> None:
    turned = chance.sample(cases, len(cases))
    found = impact(cases)
    assert found == impact(turned)
    assert sum(found.counts.values()) == sum(case.included for case in cases)
    assert found.complete == sum(found.counts.values()) - found.counts[Effect.INCOMPLETE]
    for paired in (plan_follows_call, intended_and_given):
        result = paired(cases, anti_her2={"a"})
        assert result == paired(turned, anti_her2={"a"})
        assert 0 <= (result.test.p_exact or 0) <= 1


def turned_over(dataset: Dataset, chance: random.Random) -> Dataset:
    parts = (dataset.patients, dataset.lesions, dataset.questionnaires)
    return Dataset(*(tuple(chance.sample(part, len(part))) for part in parts))  # type: ignore[arg-type]  # three parts


@fixed
@given(datasets(), plans, order)
def test_the_order_of_the_rows_changes_nothing_in_the_whole_analysis(
    dataset: Dataset, plan: AnalysisPlan, chance: random.Random
) -> None:
    before, after = (analyse(each, plan).record() for each in (dataset, turned_over(dataset, chance)))
    assert same(before, after, {"abs": 1e-10, "rel": 1e-10})


@fixed
@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from([0.5, 1.0, 2.5, 8.0])), max_size=15), order)
def test_the_order_of_the_lesions_changes_nothing_in_the_bootstrap(
    lesions: list[tuple[int, float]], chance: random.Random
) -> None:
    found: list[Result] = [
        cluster_bootstrap([who for who, _ in each], [value for _, value in each], resamples=60)
        for each in (lesions, chance.sample(lesions, len(lesions)))
    ]
    first, second = (each.record() for each in found)
    assert first == pytest.approx(second)
