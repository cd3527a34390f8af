"""What results are made of: an interval that names its method, and the reasons why a number is undefined."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

DISPLAY_MINIMUM = 5
"""Below this n an interval and a p value are not shown ("too few"); the fraction still is."""

PERCENT_MINIMUM = 20
"""Below this n a percentage stands behind its fraction, without decimals."""


class Why(StrEnum):
    """Why a number is not estimable; the words for it are made where it is shown."""

    NO_DATA = "no_data"
    ONE_PATIENT = "one_patient"
    TOO_FEW = "too_few"
    CONSTANT = "constant"
    EMPTY_MARGIN = "empty_margin"
    EMPTY_GROUP = "empty_group"
    NO_DIFFERENCE = "no_difference"
    NO_PAIRS = "no_pairs"
    UNUSED_CATEGORY = "unused_category"
    PERFECT = "perfect"
    EMPTY_CELL = "empty_cell"
    NOT_POSITIVE = "not_positive"
    TIED = "tied"
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class Interval:
    """A confidence or credible interval with the name of its method."""

    low: float
    high: float
    method: str
    confidence: float

    def holds(self, value: float) -> bool:
        """Whether the value lies in the interval, its ends included."""
        return self.low <= value <= self.high


AS_PROBABLE = 1 + 1e-7
"""Two outcomes are equally probable if they differ by rounding only (the tolerance of R)."""


class Result:
    """What every statistic returns: its inputs, its method, and the numbers that RECORD names."""

    __slots__ = ()
    RECORD: ClassVar[tuple[str, ...]] = ()

    def record(self) -> dict[str, object]:
        """Return the numbers under the names of the analysis data set; infinite is the text "Inf"."""
        return {name: written(getattr(self, name)) for name in self.RECORD}


def written(value: object) -> object:
    """Return a value as JSON can hold it: an infinite number as text, a tuple as a list."""
    if isinstance(value, float) and math.isinf(value):
        return "Inf" if value > 0 else "-Inf"
    return [written(each) for each in value] if isinstance(value, tuple) else value
