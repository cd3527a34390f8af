"""What may still come of the primary endpoint: powers, posteriors, predictions; none is a decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from her2dash.analysis.binomial import conditional_power, probability_met
from her2dash.analysis.concordance import Concordance
from her2dash.analysis.posterior import Posterior, Prior, posterior, priors
from her2dash.analysis.predictive import Predictive, predictive_probability

RATES = (0.5, 0.6, 2 / 3, 0.7, 0.75, 0.8, 0.9)
"""The true rates at which the rule's operating characteristics are told."""

CURVE = tuple(half / 200 for half in range(60, 201))
"""The rates between which they are drawn: so close that the steep rise of a registry is a curve too."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """The rule's chances from here: descriptive, the protocol has no interim decision.

    `power_at_observed` is None while nobody is closed. Posteriors and predictions stand under the plan's
    priors, in its order; `characteristics` are the chances of the rule before the first patient.
    """

    result: Concordance
    power_at_threshold: float
    power_at_observed: float | None
    posteriors: tuple[Posterior, ...]
    predictions: tuple[Predictive, ...]
    next_concordant: Predictive | None
    next_discordant: Predictive | None
    characteristics: tuple[tuple[float, float], ...]


def outlook(result: Concordance, *, rates: Sequence[float] = RATES) -> Outlook:
    """Return what the closed patients say about the end of the study (x of n are the closed patients)."""
    x, n = result.concordant, result.closed
    options = priors(result.threshold)
    return Outlook(
        result=result,
        power_at_threshold=power(result, rate=float(result.threshold)),
        power_at_observed=power(result, rate=x / n) if n else None,
        posteriors=tuple(
            posterior(x, n, threshold=result.threshold, prior=prior, confidence=result.confidence)
            for prior in options
        ),
        predictions=tuple(_predicted(result, x, n, prior) for prior in options),
        next_concordant=_predicted(result, x + 1, n + 1, options[0]) if result.remaining else None,
        next_discordant=_predicted(result, x, n + 1, options[0]) if result.remaining else None,
        characteristics=characteristics(result, rates=rates),
    )


def characteristics(
    result: Concordance, *, rates: Sequence[float] = RATES
) -> tuple[tuple[float, float], ...]:
    """Return for each true rate the chance that the rule is met, before the first patient."""
    met = probability_met(rates, needed=result.needed, total=result.planned)
    return tuple(zip(rates, met, strict=True))


def power(result: Concordance, *, rate: float) -> float:
    """Return the conditional power at a true rate of the remaining patients (the slider of the page)."""
    return conditional_power(remaining=result.remaining, still_needed=result.still_needed, rate=rate)


def _predicted(result: Concordance, concordant: int, closed: int, prior: Prior) -> Predictive:
    return predictive_probability(
        concordant=concordant,
        closed=closed,
        planned=result.planned,
        needed=result.needed,
        prior=prior,
    )
