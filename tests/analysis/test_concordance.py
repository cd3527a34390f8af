"""The primary endpoint (statistics plan, section 2). Values from arithmetic and from R 4.2.2 binom.test."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from fractions import Fraction

import pytest

from her2dash.analysis.concordance import Concordance, concordance, from_table
from her2dash.analysis.interim import Verdict
from her2dash.analysis.outcome import Outcome, outcome

from .patients import CALLS, THERAPIES, patients

TWO_THIRDS = Fraction(2, 3)


def endpoint(text: str, *, target: int = 20, final: bool = False) -> Concordance:
    return concordance(patients(text), target=target, threshold=TWO_THIRDS, final=final)


@pytest.mark.parametrize(
    ("pair", "wanted"),
    [
        ("+y", "concordant"), ("+n", "discordant"), ("+?", "open"), ("+d", "not_evaluable"),
        ("-y", "discordant"), ("-n", "concordant"), ("-?", "open"), ("-d", "not_evaluable"),
        ("ey", "equivocal"), ("en", "equivocal"), ("e?", "equivocal"), ("ed", "not_evaluable"),
        ("xy", "not_evaluable"), ("xn", "not_evaluable"), ("x?", "not_evaluable"), ("xd", "not_evaluable"),
        ("?y", "open"), ("?n", "open"), ("??", "open"), ("?d", "not_evaluable"),
    ],
)  # fmt: skip
def test_every_pair_of_call_and_therapy_has_the_outcome_of_the_plan(pair: str, wanted: str) -> None:
    assert outcome(CALLS[pair[0]], THERAPIES[pair[1]]) == Outcome(wanted)


def test_fifteen_of_twenty_has_the_exact_interval_of_r() -> None:
    result = endpoint("10*+y 5*-n 5*+n", final=True)
    assert result.estimate == 0.75
    assert result.interval.low == pytest.approx(0.5089541282920425, abs=1e-12)
    assert result.interval.high == pytest.approx(0.9134285308985655, abs=1e-12)
    assert result.interval.method == "clopper_pearson"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("14*+y 6*+n", Verdict.SUCCESS_CERTAIN),
        ("13*+y 7*+n", Verdict.FAILURE_CERTAIN),
        # 0.667 would refuse this one: 12 of 18 is exactly two thirds
        ("12*+y 6*+n", Verdict.SUCCESS_CERTAIN),
        ("11*+y 7*+n", Verdict.FAILURE_CERTAIN),
        ("2*+y +n", Verdict.SUCCESS_CERTAIN),
    ],
)
def test_the_final_rule_compares_integers_with_two_thirds(text: str, verdict: Verdict) -> None:
    assert endpoint(text, final=True).verdict is verdict


def test_the_denominator_is_everyone_included_and_not_the_evaluable() -> None:
    result = endpoint("13*+y 6*+n en", final=True)
    assert (result.concordant, result.included, result.verdict) == (13, 20, Verdict.FAILURE_CERTAIN)
    assert (result.evaluable.successes, result.evaluable.total) == (13, 19)
    assert result.flips


def test_during_recruitment_the_open_stay_open_and_the_planned_number_is_the_target() -> None:
    result = endpoint("5*+y 2*-n +n -y 2*+? ??")
    assert (result.included, result.closed, result.open) == (12, 9, 3)
    assert (result.planned, result.needed, result.still_needed, result.remaining) == (20, 14, 7, 11)
    assert result.verdict is Verdict.OPEN
    assert (result.worst.successes, result.best.successes) == (7, 10)


def test_at_the_end_the_open_count_as_not_concordant() -> None:
    result = endpoint("13*+y 7*+?", final=True)
    assert (result.closed, result.remaining, result.verdict) == (20, 0, Verdict.FAILURE_CERTAIN)


def test_more_patients_than_planned_raise_the_number_that_is_needed() -> None:
    assert endpoint("22*+?").needed == 15


def test_a_death_before_the_decision_is_never_in_the_best_case() -> None:
    result = endpoint("3*+y +d ed 2*+?", target=7)
    assert result.not_evaluable == 2
    assert (result.worst.successes, result.best.successes, result.included) == (3, 5, 7)


def test_the_equivocal_are_read_in_three_ways_and_a_flip_is_told() -> None:
    result = endpoint("13*+y 5*+n ey en", final=True)
    read = {each.name: (each.concordant, each.included, each.verdict) for each in result.readings}
    assert read == {
        "equivocal_as_positive": (14, 20, Verdict.SUCCESS_CERTAIN),
        "equivocal_as_negative": (14, 20, Verdict.SUCCESS_CERTAIN),
        "equivocal_excluded": (13, 18, Verdict.SUCCESS_CERTAIN),
    }
    assert result.verdict is Verdict.FAILURE_CERTAIN
    assert result.flips


def test_without_an_equivocal_patient_no_reading_flips_the_verdict() -> None:
    assert endpoint("14*+y 6*+n", final=True).flips is False
    assert endpoint("3*+y 2*+?").flips is False
    assert (endpoint("3*+y 2*+?").equivocal, endpoint("2*ey en e? ed +y").equivocal) == (0, 4)


def test_in_the_best_case_every_open_patient_is_concordant_and_no_failed_or_lost_one() -> None:
    result = endpoint("3*+y 2*+n +d 2*+?")
    assert (result.best.successes, result.best.total) == (5, 8)


def test_all_of_the_evaluable_have_the_interval_that_one_can_reckon_by_hand() -> None:
    # x = n: the lower end solves p^n = 0.025.
    interval = endpoint("5*+y 2*-n en").evaluable_interval
    assert (interval.low, interval.high) == (pytest.approx(0.025 ** (1 / 7)), 1)


def test_a_result_carries_its_inputs_and_nothing_can_be_changed() -> None:
    result = endpoint("3*+y", target=12)
    assert (result.target, result.threshold, result.final, result.confidence) == (12, TWO_THIRDS, False, 0.95)
    assert not hasattr(result, "__dict__")
    with pytest.raises(FrozenInstanceError):
        result.target = 20  # type: ignore[misc]  # the point of the test


def test_nobody_included_has_no_estimate_and_says_nothing_about_the_rule() -> None:
    result = endpoint("")
    assert result.estimate is None
    assert (result.interval.low, result.interval.high) == (0, 1)
    assert (result.verdict, result.p_value) == (Verdict.OPEN, None)
    assert endpoint("", final=True).verdict is Verdict.NO_PATIENTS


def test_a_patient_who_is_not_included_counts_nowhere() -> None:
    cases = patients("3*+y +n")
    cases[3] = replace(cases[3], included=False)
    result = concordance(cases, target=20, threshold=TWO_THIRDS)
    assert (result.included, result.discordant) == (3, 0)


def test_below_five_patients_the_interval_is_called_too_few() -> None:
    assert endpoint("4*+y").too_few
    assert not endpoint("5*+y").too_few


def test_the_one_sided_p_value_is_the_exact_binomial_one() -> None:
    # R 4.2.2: binom.test(c(15, 18), 20, 2/3, "greater")
    assert endpoint("15*+y 5*+n", final=True).p_value == pytest.approx(0.2972143, abs=1e-6)
    assert endpoint("18*+y 2*+n", final=True).p_value == pytest.approx(0.01759330, abs=1e-6)


def test_an_unknown_call_is_refused_and_never_counted_as_something_else() -> None:
    cases = [replace(each, index_call="maybe") for each in patients("+y")]
    with pytest.raises(ValueError, match="maybe"):
        concordance(cases, target=20, threshold=TWO_THIRDS)


def test_the_counts_say_the_same_as_the_patients_and_can_be_given_by_name() -> None:
    of_patients = endpoint("3*+y -y en ?d +?")
    rule = {"target": 20, "threshold": TWO_THIRDS, "final": False, "confidence": 0.95}
    assert from_table(table=of_patients.table, **rule) == of_patients  # type: ignore[arg-type]  # one dict
    assert concordance(cases=patients("3*+y -y en ?d +?"), **rule) == of_patients  # type: ignore[arg-type]
