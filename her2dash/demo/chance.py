"""Drawing by chance, the same each time: a seed names what is drawn for."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import accumulate
from math import exp, log
from random import Random
from typing import TypeVar

T = TypeVar("T")


class Chance:
    """A stream of draws of its own; another seed draws otherwise and disturbs nobody."""

    def __init__(self, seed: str) -> None:
        self._random = Random(seed)  # noqa: S311 - invented patients, no secret

    def share(self) -> float:
        """Return a number from 0 to 1."""
        return self._random.random()

    def happens(self, share: float) -> bool:
        """Tell whether something happens that does so in this share of cases."""
        return self._random.random() < share

    def one_of(self, weights: Mapping[T, float]) -> T:
        """Return one of several by their weights."""
        drawn = self._random.random() * sum(weights.values())
        for each, bound in zip(weights, accumulate(weights.values()), strict=True):
            if drawn < bound:
                return each
        return each

    def days(self, least: int, most: int) -> int:
        """Return a number of days, each as likely as another."""
        return self._random.randint(least, most)

    def about(self, middle: float, spread: float, *, least: float, most: float) -> float:
        """Return a number near a middle, and never beyond the two limits."""
        return min(max(self._random.gauss(middle, spread), least), most)

    def around(self, middle: float, factor: float) -> float:
        """Return a positive number: two thirds of them lie within a factor of the middle, either way."""
        return middle * exp(self._random.gauss(0, log(factor)))
