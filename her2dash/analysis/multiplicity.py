"""Many tests at once: adjusted p values, and the smallest p that so few patients could ever give."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import comb

from her2dash.analysis.fisher import least_p
from her2dash.analysis.result import Result


@dataclass(frozen=True, slots=True)
class Adjusted(Result):
    """P values adjusted for their number; a missing one stays missing and does not count."""

    RECORD = ("adjusted",)

    p: tuple[float | None, ...]
    method: str
    adjusted: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Attainable(Result):
    """The smallest two-sided exact p that the size of the data allows."""

    RECORD = ("min_p",)

    test: str
    min_p: float


def adjust(p: Sequence[float | None], *, method: str) -> Adjusted:
    """Return the adjustment of Holm (1979), Benjamini & Hochberg (1995, `BH`) or Bonferroni.

    A missing p stays missing and does not count; so do they all where none is present.
    """
    # Ours: statsmodels' multipletests collects all garbage on each call, a stall for whoever is served.
    order = sorted((each, place) for place, each in enumerate(p) if each is not None)
    scaled = METHODS[method]([each for each, _ in order])
    adjusted: list[float | None] = [None] * len(p)
    for (_, place), value in zip(order, scaled, strict=True):
        adjusted[place] = min(1.0, value)
    return Adjusted(tuple(p), method, tuple(adjusted))


def _bonferroni(rising: list[float]) -> list[float]:
    return [len(rising) * p for p in rising]


def _holm(rising: list[float]) -> list[float]:
    return list(accumulate(((len(rising) - rank) * p for rank, p in enumerate(rising)), max))


def _benjamini_hochberg(rising: list[float]) -> list[float]:
    n = len(rising)
    falling = (n / (n - rank) * p for rank, p in enumerate(reversed(rising)))
    return list(accumulate(falling, min))[::-1]


METHODS: Mapping[str, Callable[[list[float]], list[float]]] = {
    "holm": _holm,
    "BH": _benjamini_hochberg,
    "bonferroni": _bonferroni,
}


def smallest_paired_p(moved: int, *, test: str = "signed_rank") -> Attainable:
    """Return 2^(1 - m) for m untied pairs that moved (signed ranks, sign test, McNemar); none: 1."""
    return Attainable(test, min(1.0, 2.0 ** (1 - moved)))


def smallest_mann_whitney_p(m: int, n: int) -> Attainable:
    """Return 2 / C(m + n, m) for two untied groups; an empty one: 1."""
    return Attainable("mann_whitney", min(1.0, 2 / comb(m + n, m)))


def smallest_fisher_p(*, row1: int, row2: int, col1: int) -> Attainable:
    """Return the smallest p of Fisher's test with these margins, that of the extreme tables; nobody: 1."""
    a = min(row1, col1)
    return Attainable("fisher", least_p(((a, row1 - a), (col1 - a, row2 - col1 + a))))
