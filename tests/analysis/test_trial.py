"""The whole analysis: equal to both trials of the oracle, and an answer for every data set."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from her2dash.analysis.dataset import Dataset
from her2dash.analysis.files import read_files, read_folder
from her2dash.analysis.trial import analyse
from her2dash.analysis.trial_family import Family
from her2dash.analysis.trial_plan import AnalysisPlan

from .test_files import files
from .test_oracle import same

SCENARIOS = Path(__file__).parent / "oracle" / "scenarios"


def record(dataset: Dataset, *, planned: int = 20, final: bool = False) -> dict[str, Any]:
    """Return the analysis as a file would hold it: json refuses nan and infinity."""
    result = analyse(dataset, AnalysisPlan(planned, final, Fraction(2, 3)))
    return dict(json.loads(json.dumps(result.record(), allow_nan=False)))


def keys(value: Any) -> Any:
    return {name: keys(each) for name, each in value.items()} if isinstance(value, dict) else None


@pytest.mark.parametrize("scenario", ["complete20", "interim09"])
def test_the_trial_equals_its_expected_results_in_every_key_and_value(scenario: str) -> None:
    wanted = json.loads((SCENARIOS / scenario / "expected.json").read_text())
    got = record(read_folder(SCENARIOS / scenario), planned=wanted["planned_n"], final=wanted["final"])
    assert keys(got) == keys(wanted["expected"])
    wrong = [
        name for name, each in wanted["expected"].items() if not same(each, got[name], wanted["tolerance"])
    ]
    assert not wrong


def test_the_order_of_the_patients_changes_nothing() -> None:
    dataset = read_folder(SCENARIOS / "complete20")
    turned = Dataset(dataset.patients[::-1], dataset.lesions[::-1], dataset.questionnaires[::-1])
    assert same(record(dataset), record(turned), {"abs": 1e-12, "rel": 1e-12})


@pytest.mark.parametrize("final", [True, False])
def test_no_patient_at_all_gives_nulls_and_no_error(final: bool) -> None:
    got = record(read_files(files()), final=final)
    assert got["concordance_summary"]["status"] == ("no_patients" if final else "open")
    assert got["concordance_summary"]["rate_included"] is None
    assert got["secondary_family"]["p"] == [None] * 6
    assert got["lesion_suvmax_mean"] is got["suvmax_by_ctc"]["auc"] is None
    shift = got["confidence_pre_post"]["wilcoxon"]
    assert {name for name, value in shift.items() if value is not None} == {"n", "n_nonzero"}


def test_a_patient_who_is_not_included_counts_in_nothing() -> None:
    dataset = read_folder(SCENARIOS / "complete20")
    nobody = tuple(patient._replace(included=False) for patient in dataset.patients)
    assert record(replace(dataset, patients=nobody)) == record(read_files(files()))


def test_nobody_changed_gives_ones_and_never_an_error() -> None:
    rows = "".join(f"H{i},1,positive,yes,positive,positive,2,1\n" for i in range(6))
    answers = "".join(f"H{i},{time},3,chemo\n" for i in range(6) for time in ("pre", "post", "m3"))
    got = record(read_files(files(rows, "", answers)))
    assert got["confidence_pre_post"]["wilcoxon"]["p_exact"] == 1
    assert got["confidence_three_times"]["friedman_exact"] is None
    assert got["plan_pre_post"]["bowker_exact"]["p_exact"] == 1
    assert got["pet_by_therapy"]["kappa"]["kappa"] is None


def test_an_equivocal_or_lost_patient_is_a_failure_of_the_posterior_and_in_no_table() -> None:
    rows = "H1,1,equivocal,yes,,,,\nH2,1,positive,not_evaluable,,,,\nH3,1,positive,yes,,,,\n"
    got = record(read_files(files(rows)))
    assert got["pet_by_therapy"]["table"] == [[1, 0], [0, 0]]
    assert got["beta_posterior"]["mean"] == pytest.approx((1 + 1) / (2 + 3))
    assert got["concordance_summary"]["n_not_evaluable"] == 1
    assert got["concordance_summary"]["best_case"] == pytest.approx(2 / 3)


def test_above_the_declared_size_the_large_sample_method_is_used_and_named() -> None:
    dataset = read_folder(SCENARIOS / "complete20")
    plan = AnalysisPlan(20, True, Fraction(2, 3))
    exact = analyse(dataset, plan)["secondary_family"]
    large = analyse(dataset, replace(plan, exact_up_to=5))["secondary_family"]
    assert isinstance(exact, Family)
    assert isinstance(large, Family)
    assert "exact" in exact.methods[3]
    assert large.methods[3] == "normal approximation, tie-corrected"
    assert large.p[3] == pytest.approx(0.13028955658185015)
    assert large.p[0] == pytest.approx(0.8433832981533043)
    assert large.methods[0] == "chi-square without correction"
