"""Sites side by side: the share of concordant patients against how many are closed there, with limits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from her2dash.analysis.cases import Case
from her2dash.analysis.distributions import at_least
from her2dash.analysis.outcome import Outcome, outcome
from her2dash.analysis.proportion import Proportion, proportion

LEVELS = (0.95, 0.998)
"""The two pairs of limits of a funnel plot: about two and three standard errors (Spiegelhalter 2005)."""

MOST_POINTS = 60


@dataclass(frozen=True, slots=True)
class Limits:
    """How many of a total are still as expected: fewer than `low` or more than `high` are not."""

    total: int
    low: int
    high: int
    confidence: float

    @property
    def low_share(self) -> float:
        """The lower limit as a share."""
        return self.low / self.total if self.total else 0.0

    @property
    def high_share(self) -> float:
        """The upper limit as a share."""
        return self.high / self.total if self.total else 1.0

    def hold(self, successes: int) -> bool:
        """Whether so many are as expected."""
        return self.low <= successes <= self.high


@dataclass(frozen=True, slots=True)
class Site:
    """A site: who is enrolled, included and closed there, and the concordant among the closed."""

    code: str
    enrolled: int
    included: tuple[str, ...]
    share: Proportion

    @property
    def closed(self) -> int:
        """How many are closed."""
        return self.share.total


@dataclass(frozen=True, slots=True)
class Funnel:
    """The sites in the order of their codes, and the share of all of them together."""

    sites: tuple[Site, ...]
    overall: Proportion

    def limits(self, total: int, confidence: float) -> Limits:
        """Return the limits for a site of a size, if all sites had the share of all together."""
        return control_limits(total, self.overall.estimate or 0.0, confidence=confidence)

    def outside(self, confidence: float) -> tuple[Site, ...]:
        """Return the sites beyond the limits; those with too few patients for an interval are not judged."""
        return tuple(
            site
            for site in self.sites
            if not site.share.too_few and not self.limits(site.closed, confidence).hold(site.share.successes)
        )

    def sizes(self) -> tuple[int, ...]:
        """Return the sizes for which limits are drawn, from 1 to the largest site, not all of many."""
        largest = max((site.closed for site in self.sites), default=0)
        every = max(1, -(-largest // MOST_POINTS))
        return tuple(sorted({*range(1, largest + 1, every), *range(largest, largest + 1)} - {0}))


def control_limits(total: int, rate: float, *, confidence: float = 0.95) -> Limits:
    """Return the exact binomial limits: the quantiles of the number expected at a rate.

    As qbinom of R: the smallest number whose probability, with all below it, reaches the tail. So less than a
    tail lies beyond each limit. At a rate of 0 or 1 nothing else is as expected.

    >>> limits = control_limits(20, 0.7)
    >>> limits.low, limits.high
    (10, 18)
    """
    tail = (1 - confidence) / 2
    return Limits(total, _quantile(tail, total, rate), _quantile(1 - tail, total, rate), confidence)


def _quantile(p: float, n: int, rate: float) -> int:
    low, high = 0, n
    while low < high:
        middle = (low + high) // 2
        reached = 1 - at_least(middle + 1, n, rate) >= p
        low, high = (low, middle) if reached else (middle + 1, high)
    return low


def funnel(cases: Iterable[Case], *, confidence: float = 0.95) -> Funnel:
    """Return the sites with the exact interval of each; open patients wait, and count for nothing yet.

    The closed are the denominator: of sites that enrol late more is open, which says nothing of them.
    """
    known = tuple(cases)
    codes = sorted({case.site for case in known})
    results = {code: [0, 0] for code in codes}  # concordant, closed
    included: dict[str, list[str]] = {code: [] for code in codes}
    enrolled = dict.fromkeys(codes, 0)
    for case in known:
        enrolled[case.site] += 1
        if case.included:
            included[case.site].append(case.patient)
            found = outcome(case.index_call, case.therapy)
            results[case.site][0] += found is Outcome.CONCORDANT
            results[case.site][1] += found is not Outcome.OPEN
    sites = tuple(
        Site(code, enrolled[code], tuple(included[code]), proportion(*results[code], confidence=confidence))
        for code in codes
    )
    together = [sum(each) for each in zip(*results.values(), strict=True)] or [0, 0]
    return Funnel(sites, proportion(together[0], together[1], confidence=confidence))
