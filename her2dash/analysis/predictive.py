"""What the closed patients say about the final count: the beta-binomial predictive probability."""

from __future__ import annotations

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
    future = _future(concordant, closed, planned, prior)
    probability = min(1.0, float(future[max(0, needed - concordant) :].sum()))
    return Predictive(concordant, closed, planned, needed, prior, probability, tuple(future.tolist()))


def predictive_probability_of_posterior(
    *, concordant: int, closed: int, planned: int, threshold: float, certainty: float, prior: Prior = UNIFORM
) -> float:
    """Return P(the final posterior says P(rate > threshold) > certainty), Lee & Liu 2008."""
    import numpy as np
    from scipy.special import betaincc

    future = _future(concordant, closed, planned, prior)
    final = concordant + np.arange(len(future))
    convinced = betaincc(prior.a + final, prior.b + planned - final, threshold) > certainty
    return min(1.0, float(future[convinced].sum()))


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

    Lee & Liu 2008; -1 where no count is that low.
    """

    def predicted(x: int, n: int) -> float:
        return predictive_probability_of_posterior(
            concordant=x, closed=n, planned=planned, threshold=threshold, certainty=certainty, prior=prior
        )

    def largest(n: int) -> int:
        return max((x for x in range(n + 1) if predicted(x, n) < futile_below), default=-1)

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
