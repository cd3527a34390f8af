"""The study in counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from her2dash.analysis.overview import Milestone, all_are_in, next_milestone, overview

from .patients import patients


def test_an_empty_study_counts_zero_of_every_state_and_names_its_first_milestone() -> None:
    result = overview([], target=20)
    assert (result.enrolled, result.included, result.released) == (0, 0, 0)
    assert set(result.calls.values()) == set(result.outcomes.values()) == {0}
    assert (result.milestone, result.last_enrolled_on) == (Milestone(5, 5), None)


def test_each_patient_is_counted_once_per_state() -> None:
    cases = patients("3*+y -n e? ??")
    cases[0] = replace(cases[0], released_on=date(2026, 3, 2), sealed_before=False, site="B")
    cases[5] = replace(cases[5], included=False)
    result = overview(cases, target=20)
    assert (result.enrolled, result.included, result.released, result.not_sealed_before) == (6, 5, 1, 1)
    assert list(result.calls.values()) == [3, 1, 1, 0, 0]
    assert list(result.outcomes.values()) == [4, 0, 1, 0, 0]
    assert result.sites == {"A": 5, "B": 1}


def test_the_milestones_are_quarters_of_the_target_and_end_with_it() -> None:
    assert next_milestone(5, target=20) == Milestone(10, 5)
    assert next_milestone(19, target=20) == Milestone(20, 1)
    assert next_milestone(20, target=20) is None
    assert next_milestone(0, target=0) is None


@pytest.mark.parametrize(
    ("text", "all_in"),
    [("14*+y 5*-n e?", True), ("14*+y 5*-n", False), ("14*+y 5*-n +?", False), ("14*+y 6*-n ??", False)],
)
def test_all_are_in_with_the_last_outcome_of_as_many_as_were_planned(text: str, all_in: bool) -> None:
    assert all_are_in(patients(text), target=20) is all_in


def test_who_is_on_the_way_may_still_be_one_more_and_who_never_was_injected_may_not() -> None:
    known = patients("20*+y")
    waiting = replace(known[0], included=False)
    assert not all_are_in([*known, waiting], target=20)
    assert all_are_in([*known, replace(waiting, ended="not_included")], target=20)


def test_nobody_is_no_complete_study() -> None:
    assert not all_are_in([], target=0)
