"""What may still come of the endpoint; values from the oracle and from arithmetic."""

from __future__ import annotations

import pytest

from her2dash.analysis.outlook import outlook, power

from .test_concordance import endpoint


def test_five_of_seven_closed_has_the_powers_of_the_oracle() -> None:
    result = outlook(endpoint("5*+y 2*+n 2*+?"))
    # the trial interim09, computed with R 4.2.2 and extraDistr
    assert result.power_at_threshold == pytest.approx(0.5520387023206715)
    assert result.predictions[0].probability == pytest.approx(0.5572755417956654)
    assert result.posteriors[0].reaches == pytest.approx(0.5317786922725195)
    assert [each.prior.name for each in result.predictions] == ["uniform", "jeffreys", "at_threshold"]


def test_the_rule_has_the_characteristics_of_the_plan() -> None:
    met = dict(outlook(endpoint("")).characteristics)
    assert [round(met[rate], 2) for rate in (0.5, 0.6, 2 / 3, 0.7, 0.75, 0.8)] == [
        0.06, 0.25, 0.48, 0.61, 0.79, 0.91,
    ]  # fmt: skip
    assert met[0.9] == pytest.approx(0.998, abs=5e-4)


def test_the_next_patient_moves_the_prediction_both_ways() -> None:
    result = outlook(endpoint("5*+y 2*+n"))
    assert result.next_concordant is not None
    assert result.next_discordant is not None
    now = result.predictions[0].probability
    assert result.next_discordant.probability < now < result.next_concordant.probability


def test_before_the_first_closed_patient_there_is_no_power_at_the_observed_rate() -> None:
    assert outlook(endpoint("3*+?")).power_at_observed is None


def test_at_the_end_nothing_is_left_to_predict() -> None:
    result = outlook(endpoint("14*+y 6*+n", final=True))
    assert (result.power_at_threshold, result.predictions[0].probability) == (1, 1)
    assert result.next_concordant is None
    assert power(endpoint("13*+y 7*+n", final=True), rate=1.0) == 0


def test_an_ended_study_without_patients_still_answers() -> None:
    result = outlook(endpoint("", final=True))
    assert result.power_at_observed is None
    assert result.posteriors[0].mean == 0.5
