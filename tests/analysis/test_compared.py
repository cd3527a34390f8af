"""What a test is compared with: each patient has one state of each reference, and no lack is a negative."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from her2dash.analysis.compared import (
    BY_CONCLUSION,
    Against,
    Conclusion,
    Marker,
    Tissue,
    against,
    conclusion,
    marker,
    tissue,
)
from her2dash.analysis.crossed import Crossed, alike, crossed
from her2dash.analysis.states import Call

from .patients import NOBODY


def case(**known: Any) -> Any:
    return replace(NOBODY, **known)


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        (None, Conclusion.NOT_SIGNED),
        ("positive", Conclusion.POSITIVE),
        ("negative", Conclusion.NEGATIVE),
        ("equivocal", Conclusion.EQUIVOCAL),
        ("unknown", Conclusion.UNKNOWN),
    ],
)
def test_a_work_up_that_is_not_signed_is_not_one_that_concludes_nothing(
    told: str | None, wanted: Conclusion
) -> None:
    assert conclusion(case(workup=told)) is wanted


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        ({}, Tissue.NOT_SIGNED),
        ({"workup": "unknown"}, Tissue.NO_RESULT),
        ({"workup": "unknown", "biopsy": "equivocal"}, Tissue.EQUIVOCAL),
        ({"biopsy": "positive"}, Tissue.POSITIVE),
        ({"workup": "positive", "biopsy": "negative"}, Tissue.NEGATIVE),
    ],
)
def test_tissue_is_its_result_or_why_there_is_none(known: dict[str, Any], wanted: Tissue) -> None:
    assert tissue(case(**known)) is wanted


def test_a_study_that_asks_for_no_conclusion_cannot_say_that_the_work_up_is_not_signed() -> None:
    assert tissue(case(), concluded=False) is Tissue.NO_RESULT


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        ({}, Marker.NOT_SIGNED),
        ({"marker": "not_done"}, Marker.NOT_DONE),
        ({"marker": "failed"}, Marker.FAILED),
        ({"marker": "not_detected", "marker_total": 0, "marker_positive": 0}, Marker.NO_CELL),
        ({"marker": "detected", "marker_total": 4, "marker_positive": 0}, Marker.NEGATIVE),
        ({"marker": "detected", "marker_total": 4, "marker_positive": 1}, Marker.POSITIVE),
        ({"marker": "detected", "marker_total": 4}, Marker.NOT_TOLD),
    ],
)
def test_no_cell_is_no_negative_cell(known: dict[str, Any], wanted: Marker) -> None:
    assert marker(case(**known)) is wanted


@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        ({"biopsy": "positive", "index_call": Call.POSITIVE}, Against.TRUE_POSITIVE),
        ({"biopsy": "negative", "index_call": Call.POSITIVE}, Against.FALSE_POSITIVE),
        ({"biopsy": "positive", "index_call": Call.NEGATIVE}, Against.FALSE_NEGATIVE),
        ({"biopsy": "negative", "index_call": Call.NEGATIVE}, Against.TRUE_NEGATIVE),
        ({"biopsy": "equivocal", "index_call": Call.NEGATIVE}, Against.BIOPSY_EQUIVOCAL),
        ({"biopsy": "positive", "index_call": Call.EQUIVOCAL}, Against.TEST_EQUIVOCAL),
        ({"biopsy": "positive", "index_call": Call.NOT_EVALUABLE}, Against.TEST_NOT_EVALUABLE),
        ({"biopsy": "positive", "index_call": Call.PENDING}, Against.TEST_PENDING),
        # who lacks both is among those without a biopsy
        ({"workup": "unknown", "index_call": Call.EQUIVOCAL}, Against.NO_BIOPSY),
        ({"index_call": Call.PENDING}, Against.NOT_SIGNED),
    ],
)
def test_who_is_not_compared_with_tissue_has_one_reason(known: dict[str, Any], wanted: Against) -> None:
    assert against(case(**known)) is wanted


def table() -> Crossed:
    known = [("+", None), ("+", "positive"), ("-", "positive"), ("+", "positive")]
    cases = [
        case(patient=f"0{n}", index_call={"+": "positive", "-": "negative"}[call], workup=told)
        for n, (call, told) in enumerate(known)
    ]
    return crossed(
        cases, lambda each: each.index_call, conclusion, rows=("positive", "negative", "equivocal"),
        columns=("positive", "negative", "not_signed"), by=BY_CONCLUSION,
    )  # fmt: skip


def test_everybody_is_in_one_cell_and_nobody_s_cells_are_there_too() -> None:
    found = table()
    assert found.counts == ((2, 0, 1), (1, 0, 0), (0, 0, 0))
    assert found.who["positive", "positive"] == ("01", "03")
    assert (found.n, found.row_totals, found.column_totals) == (4, (3, 1, 0), (3, 0, 1))
    assert (found.behind("positive"), found.behind("negative")) == (3, 0)


def test_only_a_column_of_nobody_can_be_left_out() -> None:
    found = table()
    assert found.without_empty("negative").counts == ((2, 1), (1, 0), (0, 0))
    assert found.without_empty("positive") == found


def test_a_state_without_a_place_in_the_table_is_refused() -> None:
    with pytest.raises(ValueError, match="no such cell"):
        crossed(
            [case(index_call="?")], lambda each: each.index_call, conclusion, rows=("positive",),
            columns=("positive",), by=BY_CONCLUSION,
        )  # fmt: skip


def test_cases_are_alike_that_have_the_same_in_each_field() -> None:
    one, two, three = (case(patient=who, workup=told) for who, told in (("a", "x"), ("b", "y"), ("c", "x")))
    assert alike([one, two, three], "workup", "index_call") == [[one, three], [two]]
