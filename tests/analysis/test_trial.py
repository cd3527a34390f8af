"""The whole analysis: equal to both trials of the oracle, and an answer for every data set."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any

import pytest

from her2dash.analysis.dataset import Dataset
from her2dash.analysis.files import read_files, read_folder
from her2dash.analysis.fisher import least_p
from her2dash.analysis.freeman_halton import freeman_halton
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
    assert "exact" in exact.members[3].method
    assert large.members[3].method == "normal approximation, tie-corrected"
    assert large.p[3] == pytest.approx(0.13028955658185015)
    assert large.p[0] == pytest.approx(0.8433832981533043)
    assert large.members[0].method == "chi-square without correction"


@pytest.mark.parametrize("exact_up_to", [200, 5, 0])
def test_a_question_nobody_moved_on_stays_in_the_family_whatever_the_size(exact_up_to: int) -> None:
    rows = "".join(f"H{i},1,{'positive' if i < 4 else 'negative'},yes,positive,,2,1\n" for i in range(8))
    answers = "".join(f"H{i},{time},3,chemo\n" for i in range(8) for time in ("pre", "post"))
    lesions = "".join(f"H{i},L1,bone,4.5\n" for i in range(8))
    plan = AnalysisPlan(20, False, Fraction(2, 3), exact_up_to=exact_up_to)
    family = analyse(read_files(files(rows, lesions, answers)), plan)["secondary_family"]
    assert isinstance(family, Family)
    # one work-up result and HER2 on every patient's cells: nothing to compare in the first and the third
    assert family.p == (None, 1, None, 1, 1, 1)
    assert family.holm == (None, 1, None, 1, 1, 1)


def test_the_smallest_p_of_each_question_is_that_of_its_own_numbers() -> None:
    wanted = json.loads((SCENARIOS / "complete20" / "expected.json").read_text())["expected"]
    plan = AnalysisPlan(20, True, Fraction(2, 3))
    family = analyse(read_folder(SCENARIOS / "complete20"), plan)["secondary_family"]
    assert isinstance(family, Family)
    members = dict(zip(family.order, family.members, strict=True))
    moved = wanted["confidence_pre_post"]["wilcoxon"]["n_nonzero"]
    changed = wanted["plan_pre_post"]["anti_her2_mcnemar"]["n_discordant"]
    after = wanted["post_confidence_by_pet"]
    assert members["confidence_pre_post"].smallest == 2.0 ** (1 - moved)
    assert members["plan_pre_post_anti_her2"].smallest == 2.0 ** (1 - changed)
    groups = comb(after["n_x"] + after["n_y"], after["n_x"])
    assert members["post_confidence_by_pet"].smallest == pytest.approx(2 / groups)


def test_the_smallest_p_of_a_table_is_that_of_its_least_probable_fellows() -> None:
    # margins 2, 2 and 2, 2: the first cell is 0, 1 or 2 with chances of 1/6, 4/6 and 1/6
    assert freeman_halton([[1, 1], [1, 1]]).smallest == pytest.approx(1 / 3)
    # margins 3, 1 and 2, 1, 1: the second row's one patient is in the first column or one of the others
    assert freeman_halton([[1, 1, 1], [1, 0, 0]]).smallest == pytest.approx(1 / 2)
    assert least_p(((1, 1), (1, 1))) == pytest.approx(1 / 3)
    # margins 3, 1 and 2, 2: both tables have a chance of one half
    assert least_p(((2, 1), (0, 1))) == 1
