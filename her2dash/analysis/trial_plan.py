"""What an analysis of a data set is told beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

EXACT_UP_TO = 200
"""Above this n exact tests give way to named large-sample methods, unless the protocol says otherwise."""


@dataclass(frozen=True, slots=True)
class AnalysisPlan:
    """The constants of an analysis: none of them is known to a statistic by itself."""

    planned: int
    final: bool
    threshold: Fraction
    confidence: float = 0.95
    exact_up_to: int = EXACT_UP_TO

    def exact(self, n: int) -> bool:
        """Whether so many are few enough for the exact method."""
        return n <= self.exact_up_to
