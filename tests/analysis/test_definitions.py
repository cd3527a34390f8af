"""Both definitions of a positive test, the three states of cells, and uptake per patient."""

from __future__ import annotations

from fractions import Fraction

import pytest

from her2dash.analysis.cells import CellState, cells
from her2dash.analysis.concordance import concordance
from her2dash.analysis.dataset import Lesion, Patient
from her2dash.analysis.definitions import by_any_lesion, call_of_lesions
from her2dash.analysis.states import Call
from her2dash.analysis.uptake import uptake

from .patients import patients


@pytest.mark.parametrize(
    ("lesions", "call"),
    [
        (["negative", "positive"], "positive"),
        (["equivocal", "positive", "pending"], "positive"),
        (["negative", "pending"], "pending"),
        (["negative", "equivocal"], "equivocal"),
        (["negative", "not_evaluable"], "negative"),
        (["not_evaluable"], "not_evaluable"),
        ([], "pending"),
    ],
)
def test_one_positive_lesion_decides_and_none_recorded_is_never_negative(
    lesions: list[str], call: str
) -> None:
    assert call_of_lesions(lesions) == Call(call)


def test_the_two_definitions_can_disagree_about_the_endpoint() -> None:
    cases = patients("-y -n")
    lesions = {cases[0].patient: ["negative", "positive"], cases[1].patient: ["negative"]}
    rule = {"target": 20, "threshold": Fraction(2, 3)}
    assert concordance(cases, **rule).concordant == 1  # type: ignore[arg-type]  # one dict for both calls
    assert concordance(by_any_lesion(cases, lesions), **rule).concordant == 2  # type: ignore[arg-type]


def test_no_cell_found_and_no_analysis_are_not_negative() -> None:
    people = [
        Patient("1", True, ctc_count=4, ctc_her2_pos=2),
        Patient("2", True, ctc_count=1, ctc_her2_pos=0),
        Patient("3", True, ctc_count=0, ctc_her2_pos=0),
        Patient("4", True),
        Patient("5", False, ctc_count=9, ctc_her2_pos=9),
    ]
    result = cells(people)
    assert result.states == {CellState.ASSESSABLE: 2, CellState.NOT_ASSESSABLE: 1, CellState.NOT_DONE: 1}
    assert (result.detected.successes, result.detected.total) == (2, 3)
    assert (result.her2.successes, result.her2.total) == (1, 2)


def test_uptake_is_told_per_patient_and_the_liver_can_be_left_out() -> None:
    lesions = [
        Lesion("1", "a", "liver", 16.0),
        Lesion("1", "b", "bone", 4.0),
        Lesion("1", "c", "bone", 1.0),
        Lesion("2", "a", "liver", 9.0),
        Lesion("3", "a", "bone", None),
        Lesion("4", "a", "bone", 0.0),
    ]
    everywhere = {each.patient_id: each for each in uptake(lesions)}
    assert (everywhere["1"].highest, everywhere["1"].median) == (16.0, 4.0)
    assert everywhere["1"].geometric_mean == pytest.approx(4.0)
    assert everywhere["4"].geometric_mean is None
    assert [each.patient_id for each in uptake(lesions, without=("liver", "brain"))] == ["1", "4"]
