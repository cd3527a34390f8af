"""What must still happen: the registered rule in integers, during recruitment and at its end."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class Verdict(StrEnum):
    """Where the registered rule stands: certain to be met, certain to be missed, or open."""

    SUCCESS_CERTAIN = "success_certain"
    FAILURE_CERTAIN = "failure_certain"
    OPEN = "open"
    NO_PATIENTS = "no_patients"


@dataclass(frozen=True, slots=True)
class Progress:
    """Concordant and failed patients of a planned number, and what the rule still wants."""

    planned: int
    concordant: int
    failed: int
    threshold: Fraction

    @property
    def needed(self) -> int:
        """How many patients must be concordant in all."""
        return needed(self.planned, threshold=self.threshold)

    @property
    def remaining(self) -> int:
        """How many patients are not closed yet, those still to be enrolled among them."""
        return self.planned - self.concordant - self.failed

    @property
    def still_needed(self) -> int:
        """How many of the remaining must be concordant."""
        return max(0, self.needed - self.concordant)

    @property
    def failures_allowed(self) -> int:
        """How many of the remaining may fail before the rule is missed."""
        return max(0, self.remaining - self.still_needed)

    @property
    def worst(self) -> Fraction | None:
        """The final rate if all the remaining fail."""
        return Fraction(self.concordant, self.planned) if self.planned else None

    @property
    def best(self) -> Fraction | None:
        """The final rate if all the remaining are concordant."""
        return Fraction(self.planned - self.failed, self.planned) if self.planned else None

    @property
    def verdict(self) -> Verdict:
        """Where the rule stands; no later patient can change a verdict that is called certain."""
        if self.planned == 0:
            return Verdict.NO_PATIENTS
        if self.concordant >= self.needed:
            return Verdict.SUCCESS_CERTAIN
        if self.failed > self.planned - self.needed:
            return Verdict.FAILURE_CERTAIN
        return Verdict.OPEN


def needed(planned: int, *, threshold: Fraction) -> int:
    """Return the smallest number of concordant patients that reaches the threshold, in integers.

    >>> needed(20, threshold=Fraction(2, 3)), needed(18, threshold=Fraction(2, 3))
    (14, 12)
    """
    return -(-threshold.numerator * planned // threshold.denominator)


def progress(*, planned: int, concordant: int, failed: int, threshold: Fraction) -> Progress:
    """Return what the rule still wants of a planned number; `failed` are all closed but not concordant.

    Without a planned patient the verdict is `no_patients`, and worst and best are undefined.
    """
    if min(concordant, failed) < 0 or concordant + failed > planned:
        raise ValueError(f"{concordant} concordant and {failed} failed of {planned} planned")
    return Progress(planned, concordant, failed, threshold)
