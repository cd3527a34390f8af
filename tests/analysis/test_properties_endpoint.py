"""What must hold of the primary endpoint for every study that could be (hypothesis)."""

from __future__ import annotations

import random
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from her2dash.analysis.binomial import binomial_test, conditional_power
from her2dash.analysis.cases import Case
from her2dash.analysis.concordance import concordance
from her2dash.analysis.interim import Verdict, needed
from her2dash.analysis.overview import overview
from her2dash.analysis.posterior import posterior, priors
from her2dash.analysis.predictive import predictive_probability
from her2dash.analysis.proportion import METHODS, proportion
from her2dash.analysis.states import Call, Therapy

from .patients import CALLS, THERAPIES, patients

TWO_THIRDS = Fraction(2, 3)
fixed = settings(derandomize=True, deadline=None, max_examples=150)

pairs = st.tuples(st.sampled_from(sorted(CALLS)), st.sampled_from(sorted(THERAPIES))).map("".join)
studies = st.lists(pairs, max_size=30).map(" ".join).map(patients)
thresholds = st.tuples(st.integers(1, 9), st.integers(1, 9)).map(lambda p: Fraction(min(p), max(p)))
shares = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
close = 1e-12


@fixed
@given(shares, st.sampled_from(sorted(METHODS)), st.sampled_from([0.8, 0.95, 0.99]))
def test_an_interval_contains_its_estimate_and_stays_between_0_and_1(
    share: tuple[int, int], method: str, confidence: float
) -> None:
    result = proportion(*share, method=method, confidence=confidence)
    assert result.estimate is not None
    assert 0 <= result.low <= result.estimate + close
    assert result.estimate - close <= result.high <= 1


@fixed
@given(shares, st.sampled_from(sorted(METHODS)))
def test_one_more_success_never_lowers_an_end_of_the_interval(share: tuple[int, int], method: str) -> None:
    x, n = share
    fewer, more = proportion(max(0, x - 1), n, method=method), proportion(x, n, method=method)
    assert fewer.low <= more.low + close
    assert fewer.high <= more.high + close


@fixed
@given(studies, st.booleans(), st.integers(0, 40), thresholds)
def test_worst_is_at_most_the_observed_and_the_observed_at_most_the_best(
    study: list[Case], final: bool, target: int, threshold: Fraction
) -> None:
    result = concordance(study, target=target, threshold=threshold, final=final)
    assert result.worst.successes <= result.observed.successes <= result.best.successes
    assert sum(result.counts.values()) == result.included == sum(result.table.values())
    assert result.progress.worst is None or result.progress.worst <= (result.progress.best or 0)


@fixed
@given(studies, st.integers(0, 40), st.randoms(use_true_random=False))
def test_reordering_patients_changes_nothing(study: list[Case], target: int, order: random.Random) -> None:
    turned = order.sample(study, len(study))
    before = concordance(study, target=target, threshold=TWO_THIRDS)
    assert concordance(turned, target=target, threshold=TWO_THIRDS) == before
    assert overview(turned, target=target) == overview(study, target=target)


@fixed
@given(studies, st.integers(0, 40), st.sampled_from(["?y", "?n", "??", "+?", "-?"]))
def test_a_pending_patient_never_makes_success_certain_nor_failure_less_so(
    study: list[Case], target: int, pending: str
) -> None:
    before = concordance(study, target=target, threshold=TWO_THIRDS)
    after = concordance([*study, *patients(pending)], target=target, threshold=TWO_THIRDS)
    assert after.concordant == before.concordant
    if before.verdict is not Verdict.SUCCESS_CERTAIN:
        assert after.verdict is not Verdict.SUCCESS_CERTAIN


@fixed
@given(studies, st.integers(1, 40))
def test_a_certain_verdict_survives_whatever_the_open_patients_turn_out_to_be(
    study: list[Case], target: int
) -> None:
    planned = max(target, len(study))
    verdict = concordance(study, target=target, threshold=TWO_THIRDS).verdict
    closed = [case for case in study if concordance([case], target=1, threshold=TWO_THIRDS).open == 0]
    for rest in ("+y", "+n"):
        filled = closed + patients(f"{planned - len(closed)}*{rest}" if planned > len(closed) else "")
        final = concordance(filled, target=target, threshold=TWO_THIRDS, final=True).verdict
        if verdict in (Verdict.SUCCESS_CERTAIN, Verdict.FAILURE_CERTAIN):
            assert final is verdict


@fixed
@given(studies, st.integers(0, 40))
def test_one_more_concordant_patient_never_lowers_the_rate_or_what_is_predicted(
    study: list[Case], target: int
) -> None:
    before = concordance(study, target=target, threshold=TWO_THIRDS)
    after = concordance([*study, *patients("+y")], target=target, threshold=TWO_THIRDS)
    assert (after.estimate or 0) >= (before.estimate or 0)
    assert after.interval.low >= before.interval.low - close
    assert before.included == 0 or after.interval.high >= before.interval.high - close


@fixed
@given(st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.integers(0, n), st.just(n))))
def test_a_closed_patient_who_is_concordant_is_better_news_than_one_who_is_not(
    counts: tuple[int, int, int],
) -> None:
    closed, x, planned = max(counts[:2]), min(counts[:2]), counts[2]
    wanted = needed(planned, threshold=TWO_THIRDS)
    for prior in priors(TWO_THIRDS):
        less, more = (
            posterior(each, closed, threshold=TWO_THIRDS, prior=prior) for each in (max(0, x - 1), x)
        )
        less_predicted, more_predicted = (
            predictive_probability(
                concordant=each, closed=closed, planned=planned, needed=wanted, prior=prior
            )
            for each in (max(0, x - 1), x)
        )
        assert less.mean <= more.mean + close
        assert less.reaches <= more.reaches + close
        assert less.low <= more.low + close
        assert less_predicted.probability <= more_predicted.probability + close
        assert abs(sum(more_predicted.future) - 1) < 1e-9
        assert more.low <= more.median <= more.high


@fixed
@given(st.integers(0, 60), st.integers(-5, 70), st.floats(0, 1))
def test_conditional_power_is_a_probability_that_falls_with_what_is_needed(
    remaining: int, still: int, rate: float
) -> None:
    power = conditional_power(remaining=remaining, still_needed=still, rate=rate)
    harder = conditional_power(remaining=remaining, still_needed=still + 1, rate=rate)
    assert 0 <= harder <= power + close <= 1 + 2 * close


@fixed
@given(shares, thresholds, st.sampled_from(["greater", "two-sided"]))
def test_an_exact_p_value_is_a_probability(
    share: tuple[int, int], threshold: Fraction, alternative: str
) -> None:
    result = binomial_test(*share, threshold=threshold, alternative=alternative)
    assert result.p_value is not None
    assert 0 <= result.p_value <= 1
    assert result.mid_p is None or 0 <= result.mid_p <= result.p_value


def test_every_state_of_a_patient_is_tried_above() -> None:
    assert set(CALLS.values()) == set(Call)
    assert set(THERAPIES.values()) == set(Therapy)
