"""What the closed patients say about the final count: the beta-binomial predictive probability."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.posterior import UNIFORM, Prior
from her2dash.analysis.result import Result

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Predictive(Result):
    """P(the rule is met at the end), and the distribution of concordant patients among the remaining."""

    RECORD = ("pp", "pmf_future")

    concordant: int
    closed: int
    planned: int
    needed: int
    prior: Prior
    probability: float
    future: tuple[float, ...]

    @property
    def certain(self) -> bool:
        """Whether the rule is met or missed already, whatever the remaining patients do."""
        open_ones = self.planned - self.closed
        return self.concordant >= self.needed or self.concordant + open_ones < self.needed

    @property
    def pp(self) -> float:
        """The predictive probability, under the data set's name."""
        return self.probability

    @property
    def pmf_future(self) -> tuple[float, ...]:
        """The distribution of the remaining, under the data set's name."""
        return self.future


def predictive_probability(
    *, concordant: int, closed: int, planned: int, needed: int, prior: Prior = UNIFORM
) -> Predictive:
    """Return P(at least `needed` of `planned` are concordant) given the closed patients (Saville 2014).

    Descriptive: the protocol has no stopping rule. Nobody remaining: 0 or 1.

    >>> result = predictive_probability(concordant=13, closed=19, planned=20, needed=14)
    >>> round(result.probability, 3)
    0.667
    """
    probability = _reaches(needed, concordant, closed, planned, prior)
    future = tuple(_future(concordant, closed, planned, prior).tolist())
    return Predictive(concordant, closed, planned, needed, prior, probability, future)


def predictive_probability_of_posterior(
    *, concordant: int, closed: int, planned: int, threshold: float, certainty: float, prior: Prior = UNIFORM
) -> float:
    """Return P(the final posterior says P(rate > threshold) > certainty), Lee & Liu 2008."""
    wanted = _convincing(planned, threshold, certainty, prior)
    return _reaches(wanted, concordant, closed, planned, prior)


def _convincing(planned: int, threshold: float, certainty: float, prior: Prior) -> int:
    """Return the smallest final count that convinces; planned + 1 where none does."""
    import numpy as np
    from scipy.special import betaincc

    final = np.arange(planned + 1)
    return int((betaincc(prior.a + final, prior.b + planned - final, threshold) <= certainty).sum())


def _reaches(wanted: int, concordant: int, closed: int, planned: int, prior: Prior) -> float:
    """P(the final count is at least `wanted`)."""
    future = _future(concordant, closed, planned, prior)
    return min(1.0, float(future[max(0, wanted - concordant) :].sum()))


def futility_boundary(
    *,
    planned: int,
    first: int,
    threshold: float,
    certainty: float,
    futile_below: float,
    prior: Prior = UNIFORM,
) -> tuple[int, ...]:
    """Return for n = first..planned the largest count at which success is predicted below `futile_below`.

    Lee & Liu 2008; -1 where no count is that low. What is predicted rises with the count, so that the
    largest is found by halving.
    """
    wanted = _convincing(planned, threshold, certainty, prior)

    def largest(n: int) -> int:
        def predicted(x: int) -> float:
            return _reaches(wanted, x, n, planned, prior)

        return bisect_left(range(n + 1), futile_below, key=predicted) - 1

    return tuple(largest(n) for n in range(first, planned + 1))


def _future(concordant: int, closed: int, planned: int, prior: Prior) -> NDArray[np.float64]:
    """P(k of the remaining are concordant), beta-binomial, for k = 0..remaining."""
    import numpy as np
    from scipy.special import betaln, gammaln

    if not 0 <= concordant <= closed <= planned:
        raise ValueError(f"{concordant} of {closed} closed, {planned} planned")
    a, b, left = prior.a + concordant, prior.b + closed - concordant, planned - closed
    k = np.arange(left + 1)
    log_choose = gammaln(left + 1) - gammaln(k + 1) - gammaln(left - k + 1)
    weights: NDArray[np.float64] = np.exp(log_choose + betaln(a + k, b + left - k) - betaln(a, b))
    weights /= weights.sum()
    return weights
