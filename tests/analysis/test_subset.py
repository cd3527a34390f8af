"""The filters of the boards: who is in, and by which definition the test is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call
from her2dash.analysis.subset import Definition, Subset, chosen, quarters
from tests.analysis.patients import patients

ONE, TWO, THREE = patients("+y -n ?? ")
CASES = (
    replace(ONE, site="01", dilemma="biopsy", enrolled_on=date(2026, 3, 31), sealed_before=True),
    replace(TWO, site="02", dilemma="biopsy", enrolled_on=date(2026, 4, 1), sealed_before=False),
    replace(THREE, site="02", dilemma="mixed", enrolled_on=date(2026, 4, 2), sealed_before=None),
)


def who(**filters: object) -> list[str]:
    return [case.patient for case in chosen(CASES, {}, Subset(**filters))]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["01-001", "01-002", "01-003"]),
        ({"site": "02"}, ["01-002", "01-003"]),
        ({"dilemma": "biopsy"}, ["01-001", "01-002"]),
        ({"period": "2026Q1"}, ["01-001"]),
        ({"sealed": True}, ["01-001"]),
        ({"sealed": False}, ["01-002"]),
        ({"site": "02", "dilemma": "biopsy"}, ["01-002"]),
        ({"site": "09"}, []),
    ],
)
def test_a_filter_keeps_whom_it_names(filters: dict[str, object], found: list[str]) -> None:
    assert who(**filters) == found


def test_the_quarters_are_those_in_which_somebody_was_enrolled() -> None:
    assert quarters(CASES) == ("2026Q1", "2026Q2")


def test_by_any_lesion_one_positive_lesion_decides_and_no_lesion_is_pending() -> None:
    lesions = {
        "01-001": (CaseLesion(1, "bone", Call.NEGATIVE, 2.0),),
        "01-002": (CaseLesion(1, "bone", Call.NEGATIVE, 2.0), CaseLesion(2, "liver", Call.POSITIVE, 9.0)),
    }
    read = chosen(CASES, lesions, Subset(definition=Definition.ANY_LESION))
    assert [case.index_call for case in read] == [Call.NEGATIVE, Call.POSITIVE, Call.PENDING]


def test_only_a_choice_of_patients_takes_the_target_away() -> None:
    assert Subset(definition=Definition.ANY_LESION).everybody
    assert not Subset(site="01").everybody
    assert Subset().is_plain
