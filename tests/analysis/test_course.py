"""Patient by patient: when each was closed, what the count was then, and what it predicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from her2dash.analysis.cases import Case
from her2dash.analysis.concordance import concordance
from her2dash.analysis.course import MOST_STEPS, course, predictions
from her2dash.analysis.outcome import Outcome
from tests.analysis.patients import patients

DAY = date(2026, 2, 1)


def closed(case: Case, **days: date) -> Case:
    return replace(case, **days)  # type: ignore[arg-type]


def test_patients_stand_in_the_order_of_the_later_day_of_test_and_decision() -> None:
    first, second, third = patients("+y -y +y")
    way = course(
        [
            closed(first, index_on=DAY, therapy_on=date(2026, 4, 1)),
            closed(second, index_on=date(2026, 3, 1), therapy_on=date(2026, 2, 20)),
            closed(third, index_on=DAY, therapy_on=date(2026, 2, 10)),
        ]
    )
    assert [(s.patient, s.on, s.closed, s.concordant) for s in way.steps] == [
        ("01-003", date(2026, 2, 10), 1, 1),
        ("01-002", date(2026, 3, 1), 2, 1),
        ("01-001", date(2026, 4, 1), 3, 2),
    ]


def test_an_equivocal_result_closes_on_its_own_day_and_a_death_on_the_day_on_record() -> None:
    equivocal, dead = patients("ey +d")
    way = course(
        [
            closed(equivocal, index_on=DAY, therapy_on=date(2026, 6, 1)),
            closed(dead, index_on=DAY, ended_on=date(2026, 3, 3)),
        ]
    )
    assert [(s.outcome, s.on) for s in way.steps] == [
        (Outcome.EQUIVOCAL, DAY),
        (Outcome.NOT_EVALUABLE, date(2026, 3, 3)),
    ]


def test_the_open_stand_apart_and_who_is_not_included_nowhere() -> None:
    known, waiting, out = patients("+y +? -n")
    way = course([known, waiting, replace(out, included=False)])
    assert [s.patient for s in way.steps] == ["01-001"]
    assert way.open == ("01-002",)


def test_the_last_count_is_that_of_the_endpoint() -> None:
    cases = patients("5*+y 3*-n 2*+n e? ?d 4*+?")
    way, result = course(cases), concordance(cases, target=20, threshold=Fraction(2, 3))
    assert (way.steps[-1].closed, way.steps[-1].concordant) == (result.closed, result.concordant) == (12, 8)


@pytest.mark.parametrize("n", [1, MOST_STEPS, 500, 20_000])
def test_a_long_course_is_told_in_few_steps_of_which_the_last_is_the_last(n: int) -> None:
    way = course(patients(f"{n}*+y"))
    assert len(way.few) <= 2 * MOST_STEPS
    assert way.few[-1] == way.steps[-1]


def test_before_any_patient_the_uniform_prior_gives_each_count_the_same_chance() -> None:
    # Of 0..20 concordant, 7 of the 21 equally probable counts reach 14 (by hand).
    cases = patients("+y")
    curves = predictions(concordance(cases, target=20, threshold=Fraction(2, 3)), course(cases).few)
    assert curves[0].closed == (0, 1)
    assert curves[0].probability[0] == pytest.approx(7 / 21)
    # After one of one: sum of (k + 1)/210 for a final count k + 1 of 14..20 (beta-binomial, by hand).
    assert curves[0].probability[1] == pytest.approx(sum(range(14, 21)) / 210)
    assert [curve.prior for curve in curves] == ["uniform", "jeffreys", "at_threshold"]
