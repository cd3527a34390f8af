"""Two measurements of few patients, exactly: all orders of one against the other, ties and all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import combinations
from math import factorial

from her2dash.analysis.correlation import Measured, pairs
from her2dash.analysis.ranks import doubled_ranks
from her2dash.analysis.result import Result, Why

LARGEST = 12
"""Up to so many pairs every order is counted."""

Ways = dict[int, Counter[int]]


@dataclass(frozen=True, slots=True)
class ExactCorrelation(Result):
    """The exact two-sided p value of a rank correlation."""

    RECORD = ("p_exact",)

    n: int
    p_exact: float | None
    why: Why | None = None
    method: str = "all orders of one side"


def spearman_exact(x: Measured, y: Measured) -> ExactCorrelation:
    """Return P(|sum of centred rank products| >= observed) over all orders, up to twelve pairs."""

    def gained(a: tuple[int, ...], b: tuple[int, ...], _earlier: tuple[int, ...]) -> int:
        return sum(p * q for p, q in zip(a, b, strict=True))

    return _exact(x, y, gained)


def kendall_exact(x: Measured, y: Measured) -> ExactCorrelation:
    """Return P(|S| >= observed) over all orders, ties in either side kept, up to twelve pairs."""

    def gained(_a: tuple[int, ...], b: tuple[int, ...], earlier: tuple[int, ...]) -> int:
        return sum((new > old) - (new < old) for new in b for old in earlier)

    return _exact(x, y, gained)


Gain = Callable[[tuple[int, ...], tuple[int, ...], tuple[int, ...]], int]


def _exact(x: Measured, y: Measured, gained: Gain) -> ExactCorrelation:
    first, second = pairs(x, y)
    n = len(first)
    if n < 2 or len(set(first)) == 1 or len(set(second)) == 1:
        why = {0: Why.NO_DATA, 1: Why.ONE_PATIENT}.get(n, Why.CONSTANT)
        return ExactCorrelation(n, None, why)
    if n > LARGEST:
        return ExactCorrelation(n, None, Why.TOO_LARGE)
    # centred, so that no correlation is a sum of 0
    a = [rank - (n + 1) for rank in doubled_ranks(first).tolist()]
    b = [rank - (n + 1) for rank in doubled_ranks(second).tolist()]
    order = sorted(range(n), key=a.__getitem__)
    a, b = [a[i] for i in order], [b[i] for i in order]
    blocks = [tuple(each for each in a if each == value) for value in sorted(set(a))]
    observed = abs(_observed(blocks, b, gained))
    ways = _all_orders(blocks, b, gained)
    extreme = sum(count for score, count in ways.items() if abs(score) >= observed)
    return ExactCorrelation(n, extreme / sum(ways.values()))


def _observed(blocks: Iterable[tuple[int, ...]], b: list[int], gained: Gain) -> int:
    score, placed = 0, 0
    for block in blocks:
        score += gained(block, tuple(b[placed : placed + len(block)]), tuple(b[:placed]))
        placed += len(block)
    return score


def _all_orders(blocks: Iterable[tuple[int, ...]], b: list[int], gained: Gain) -> Counter[int]:
    """Fill the tied blocks of one side with the other's values: which are taken is all that matters after."""
    states: Ways = {0: Counter({0: 1})}
    for block in blocks:
        after: defaultdict[int, Counter[int]] = defaultdict(Counter)
        for taken, ways in states.items():
            free = [i for i in range(len(b)) if not taken >> i & 1]
            earlier = tuple(b[i] for i in range(len(b)) if taken >> i & 1)
            for chosen in combinations(free, len(block)):
                step = gained(block, tuple(b[i] for i in chosen), earlier)
                grown = after[taken | sum(1 << i for i in chosen)]
                for score, count in ways.items():
                    grown[score + step] += count * factorial(len(block))
        states = dict(after)
    (everything,) = states.values()
    return everything
