"""Enrolment over time and its forecast, against the closed form of F with 2 and 4 degrees of freedom."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from her2dash.analysis.accrual import Accrual, accrual
from tests.analysis.patients import patients

FIRST = date(2026, 1, 1)


def enrolled(*days: int, target: int = 4, today: int = 100) -> Accrual:
    cases = [
        replace(case, enrolled_on=FIRST + timedelta(day))
        for case, day in zip(patients(f"{len(days)}*??"), days, strict=True)
    ]
    return accrual(cases, target=target, today=FIRST + timedelta(today))


def test_patients_are_counted_by_day() -> None:
    course = enrolled(0, 7, 7)
    assert course.days == (FIRST, FIRST + timedelta(7))
    assert course.counts == (1, 3)
    assert course.enrolled == 3


def test_the_waiting_time_for_one_more_after_two_arrivals_has_the_quantiles_of_f_with_2_and_4() -> None:
    # P(T <= t x) = 1 - 1/(1 + x)^2, so that the quantile is 100 ((1 - p)^-1/2 - 1): 5.4, 41.4 and 216.2 days.
    forecast = enrolled(0, 30, 60).forecast
    assert forecast is not None
    today = FIRST + timedelta(100)
    assert forecast.latest is not None
    waits = [(day - today).days for day in (forecast.earliest, forecast.expected, forecast.latest)]
    assert waits == [5, 41, 216]
    assert forecast.confidence == 0.80


def test_the_rate_does_not_count_the_patient_who_starts_the_clock() -> None:
    assert enrolled(0, 30, 60).rate == pytest.approx(30 * 2 / 100)


@pytest.mark.parametrize(
    ("days", "target", "today"),
    [((), 4, 100), ((0,), 4, 100), ((0, 1), 4, 100), ((0, 1, 2), 4, 5), ((0, 30, 60), 3, 100)],
)
def test_too_few_patients_or_days_or_enough_of_them_have_no_forecast(
    days: tuple[int, ...], target: int, today: int
) -> None:
    assert enrolled(*days, target=target, today=today).forecast is None


def test_a_forecast_beyond_the_calendar_has_no_end() -> None:
    forecast = enrolled(0, 30, 60, target=200_000, today=30_000).forecast
    assert forecast is not None
    assert forecast.latest is None
