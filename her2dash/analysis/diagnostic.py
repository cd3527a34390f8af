"""A test against a reference: sensitivity and its kin, each with its denominator and interval."""

from __future__ import annotations

import math
from dataclasses import dataclass

from her2dash.analysis.distributions import normal_quantile
from her2dash.analysis.proportion import Proportion, proportion
from her2dash.analysis.result import Result, Why


@dataclass(frozen=True, slots=True)
class Share(Result):
    """One share with its exact and its Wilson limits."""

    RECORD = ("estimate", "cp_low", "cp_high", "wilson_low", "wilson_high")

    exact: Proportion
    wilson: Proportion

    @property
    def estimate(self) -> float | None:
        """The observed share; a zero denominator has none."""
        return self.exact.estimate

    @property
    def cp_low(self) -> float:
        """Lower Clopper-Pearson limit."""
        return self.exact.interval.low

    @property
    def cp_high(self) -> float:
        """Upper Clopper-Pearson limit."""
        return self.exact.interval.high

    @property
    def wilson_low(self) -> float:
        """Lower Wilson limit."""
        return self.wilson.interval.low

    @property
    def wilson_high(self) -> float:
        """Upper Wilson limit."""
        return self.wilson.interval.high


@dataclass(frozen=True, slots=True)
class Accuracy(Result):
    """What a test says of a reference; likelihood ratios may be infinite, or undefined."""

    RECORD = ("lr_pos", "lr_pos_low", "lr_pos_high", "lr_neg", "lr_neg_low", "lr_neg_high", "youden")
    SHARES = ("sensitivity", "specificity", "ppv", "npv", "accuracy")

    tp: int
    fp: int
    fn: int
    tn: int
    confidence: float
    sensitivity: Share
    specificity: Share
    ppv: Share
    npv: Share
    accuracy: Share
    lr_pos: float | None
    lr_neg: float | None
    lr_pos_low: float | None
    lr_pos_high: float | None
    lr_neg_low: float | None
    lr_neg_high: float | None
    why: Why | None
    method: str = "Clopper-Pearson and Wilson; likelihood ratios on the log scale (Simel 1991)"

    @property
    def youden(self) -> float | None:
        """Sensitivity + specificity - 1."""
        if self.sensitivity.estimate is None or self.specificity.estimate is None:
            return None
        return self.sensitivity.estimate + self.specificity.estimate - 1

    def record(self) -> dict[str, object]:
        """Return the numbers under the names of the analysis data set."""
        # slots: a dataclass is made anew, and super() would look for the old one
        numbers = Result.record(self)
        if self.why is Why.EMPTY_CELL:
            # the data set has no limits of a ratio where a cell is empty, not undefined ones
            numbers = {name: numbers[name] for name in ("lr_pos", "lr_neg", "youden")}
        return {name: getattr(self, name).record() for name in self.SHARES} | numbers


def diagnostic_accuracy(*, tp: int, fp: int, fn: int, tn: int, confidence: float = 0.95) -> Accuracy:
    """Return sensitivity, specificity, predictive values, accuracy and likelihood ratios.

    Clopper-Pearson and Wilson limits; a zero denominator has no estimate and [0, 1]. Limits of the
    likelihood ratios (Simel 1991) only if all four cells are filled.
    """

    def share(x: int, n: int) -> Share:
        exact = proportion(x, n, confidence=confidence)
        return Share(exact, proportion(x, n, method="wilson", confidence=confidence))

    sensitivity, specificity = share(tp, tp + fn), share(tn, tn + fp)
    positive = _ratio(sensitivity.estimate, _complement(specificity.estimate))
    negative = _ratio(_complement(sensitivity.estimate), specificity.estimate)
    filled = min(tp, fp, fn, tn) > 0
    low, high, negative_low, negative_high = _log_limits(tp, fp, fn, tn, confidence) if filled else NONE
    return Accuracy(
        tp, fp, fn, tn, confidence,
        sensitivity, specificity, share(tp, tp + fp), share(tn, tn + fn), share(tp + tn, tp + fp + fn + tn),
        positive, negative, low, high, negative_low, negative_high,
        None if filled else Why.EMPTY_CELL,
    )  # fmt: skip


def _complement(share: float | None) -> float | None:
    return None if share is None else 1 - share


def _ratio(above: float | None, below: float | None) -> float | None:
    if above is None or below is None or (above == 0 and below == 0):
        return None
    return above / below if below else math.inf


Limits = tuple[float | None, float | None, float | None, float | None]
NONE: Limits = (None, None, None, None)


def _log_limits(tp: int, fp: int, fn: int, tn: int, confidence: float) -> Limits:
    diseased, healthy, z = tp + fn, fp + tn, normal_quantile(confidence)
    positive = math.log(tp / diseased) - math.log(fp / healthy)
    negative = math.log(fn / diseased) - math.log(tn / healthy)
    wide = z * math.sqrt(1 / tp - 1 / diseased + 1 / fp - 1 / healthy)
    slim = z * math.sqrt(1 / fn - 1 / diseased + 1 / tn - 1 / healthy)
    first = math.exp(positive - wide), math.exp(positive + wide)
    return *first, math.exp(negative - slim), math.exp(negative + slim)
