"""The patients in numbers: counts that add up, shares of those who answered, a marker that was looked at."""

from __future__ import annotations

from dataclasses import replace

from her2dash.analysis.cohort import cohort
from her2dash.analysis.states import Call

from .patients import patients

SAID = {"dilemmas": ("a", "b"), "improved": ("better", "much_better"), "supported": ("yes",)}


def test_an_empty_study_has_counts_of_zero_and_no_share() -> None:
    found = cohort([], **SAID)
    assert (found.included, found.dilemmas, found.detected.estimate) == (0, {"a": 0, "b": 0}, None)
    assert set(found.calls) == set(Call)


def test_a_share_counts_those_who_answered_and_only_included_patients() -> None:
    cases = patients("+y -n e? ?? +n")
    cases[0] = replace(cases[0], dilemma="a", understanding="better", supported="yes")
    cases[1] = replace(cases[1], dilemma="a", understanding="worse", supported="unsure")
    cases[2] = replace(cases[2], dilemma="b", understanding="much_better")
    cases[4] = replace(cases[4], included=False, dilemma="b", understanding="better")
    found = cohort(cases, **SAID)
    assert (found.included, found.dilemmas) == (4, {"a": 2, "b": 1})
    assert (found.improved.successes, found.improved.total) == (2, 3)
    assert (found.supported.successes, found.supported.total) == (1, 2)
    assert sum(found.calls.values()) == found.included


def test_the_marker_is_a_share_of_those_analysed_and_positive_of_those_detected() -> None:
    cases = patients("6*+y")
    told = (("detected", 9, 2), ("detected", 3, 0), ("not_detected", 0, 0), ("not_done", None, None),
            ("failed", None, None), (None, None, None))  # fmt: skip
    cases = [
        replace(case, marker=state, marker_total=total, marker_positive=positive)
        for case, (state, total, positive) in zip(cases, told, strict=True)
    ]
    found = cohort(cases, **SAID)
    assert found.marker == {"detected": 2, "not_detected": 1, "not_done": 1, "failed": 1}
    assert (found.detected.successes, found.detected.total) == (2, 3)
    assert (found.marker_positive.successes, found.marker_positive.total) == (1, 2)
