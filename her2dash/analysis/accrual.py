"""Enrolment over time: the count so far, and when the target may be reached if it goes on like this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from her2dash.analysis.cases import Case

AT_LEAST = 3
"""Fewer enrolled patients, or fewer days between, say nothing of a rate."""

SHORTEST = 14  # days


@dataclass(frozen=True, slots=True)
class Forecast:
    """The day on which the target may be reached, with an interval; `latest` is None where it has no end."""

    expected: date
    earliest: date
    latest: date | None
    confidence: float


@dataclass(frozen=True, slots=True)
class Accrual:
    """Enrolled patients by day, cumulated, and the forecast; None where there are too few or enough."""

    days: tuple[date, ...]
    counts: tuple[int, ...]
    target: int
    rate: float | None  # patients per 30 days
    forecast: Forecast | None

    @property
    def enrolled(self) -> int:
        """How many are enrolled."""
        return self.counts[-1] if self.counts else 0


def accrual(cases: Iterable[Case], *, target: int, today: date, confidence: float = 0.80) -> Accrual:
    """Return the course of enrolment and when it reaches the target at the rate so far.

    Patients are taken to arrive at a constant rate since the first (a Poisson process): of n patients in a
    time t, the waiting time for m more is t * m/n * F(2m, 2n), so that its interval is that of the F
    distribution (Gajewski, Simon & Carlson 2008, prior 1/rate). The first patient starts the clock.
    """
    by_day = Counter(case.enrolled_on for case in cases)
    days = tuple(sorted(by_day))
    counts, total = [], 0
    for day in days:
        total += by_day[day]
        counts.append(total)
    elapsed = (today - days[0]).days if days else 0
    enough = total >= AT_LEAST and elapsed >= SHORTEST
    rate = 30 * (total - 1) / elapsed if enough else None
    wanted = target - total
    forecast = _forecast(today, elapsed, total - 1, wanted, confidence) if enough and wanted > 0 else None
    return Accrual(days, tuple(counts), target, rate, forecast)


def _forecast(today: date, elapsed: int, n: int, m: int, confidence: float) -> Forecast:
    # Brought in when a board first asks: starting the app needs no statistics library.
    from scipy.special import fdtri

    tail = (1 - confidence) / 2
    early, middle, late = (elapsed * m / n * float(fdtri(2 * m, 2 * n, p)) for p in (tail, 0.5, 1 - tail))
    return Forecast(_after(today, middle) or date.max, _after(today, early) or date.max, _after(today, late),
                    confidence)  # fmt: skip


def _after(today: date, days: float) -> date | None:
    try:
        return today + timedelta(days=round(days))
    except OverflowError:
        return None
