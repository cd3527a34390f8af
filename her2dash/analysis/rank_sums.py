"""The exact distribution of sums of ranks, ties and all (shift algorithm of Streitberg & Roehmel 1986)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from math import gcd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_CELLS, MOST_STEPS = 10_000_000, 4_000_000_000
"""So many sums are kept at once, and so many additions made: 80 megabytes and some seconds."""


def signed_sums(scores: Iterable[int]) -> NDArray[np.float64]:
    """Return the distribution of the sum of scores, each counted or not by a fair coin.

    The shift algorithm of Streitberg & Roehmel 1986; entry s is P(sum = s).
    """
    import numpy as np

    ways = np.ones(1)
    for score in scores:
        grown = np.zeros(len(ways) + score)
        grown[: len(ways)] += ways / 2
        grown[score:] += ways / 2
        ways = grown
    return ways


def signed_sums_fit(scores: Sequence[int]) -> bool:
    """Whether `signed_sums` answers in seconds."""
    return 4 * len(scores) * sum(scores) <= MOST_STEPS


def sample_sums(scores: Sequence[int], size: int) -> NDArray[np.float64]:
    """Return the distribution of the sum of `size` scores drawn without replacement (shift algorithm).

    Entry s is the chance of s steps (`sum_step`) above `size` times the smallest score.
    """
    import numpy as np

    rises = _rises(scores)
    reach = _reach(rises, size)
    # Each score is drawn by a coin that gives `size` of them on average: chances, where counts overflow.
    taken, ways = size / len(scores), np.ones((1, 1))
    for rise, times in sorted(Counter(rises).items()):
        ways = _with_level(ways, rise, _heads(times, taken)[: size + 1], (size, reach))
    drawn_all: NDArray[np.float64] = ways[size]
    drawn_all /= drawn_all.sum()
    return drawn_all


def _heads(throws: int, chance: float) -> NDArray[np.float64]:
    """Return the distribution of heads in so many throws of a coin."""
    import numpy as np

    heads = np.ones(1)
    for _throw in range(throws):
        heads = np.convolve(heads, (1 - chance, chance))
    return heads


def _with_level(
    ways: NDArray[np.float64], rise: int, chances: NDArray[np.float64], most: tuple[int, int]
) -> NDArray[np.float64]:
    """Draw from scores that are all the same: 0, 1, 2 ... of them with these chances."""
    import numpy as np

    drawn, sums = ways.shape
    more = len(chances) - 1
    rows, columns = min(most[0], drawn - 1 + more) + 1, min(most[1], sums - 1 + more * rise) + 1
    grown = np.zeros((rows, columns))
    for taken, chance in enumerate(chances.tolist()):
        kept = ways[: rows - taken, : columns - taken * rise]
        grown[taken : taken + len(kept), taken * rise : taken * rise + kept.shape[1]] += chance * kept
    return grown


def sample_sums_fit(scores: Sequence[int], size: int) -> bool:
    """Whether `sample_sums` answers in seconds, and the memory holds it."""
    cells = (size + 1) * (_reach(_rises(scores), size) + 1)
    return cells <= MOST_CELLS and cells * len(scores) <= MOST_STEPS


def _rises(scores: Sequence[int]) -> list[int]:
    """Return how many steps each score lies above the smallest."""
    least, step = min(scores), sum_step(scores)
    return [(score - least) // step for score in scores]


def _reach(rises: list[int], size: int) -> int:
    """Return the largest sum of so many."""
    return sum(sorted(rises)[len(rises) - size :])


def sum_step(scores: Sequence[int]) -> int:
    """Return the common step between scores; 1 where all are the same."""
    least = min(scores)
    return gcd(*(score - least for score in scores)) or 1


def two_sided(distribution: NDArray[np.float64], observed: int) -> float:
    """Return twice the smaller tail, at most 1."""
    below, above = float(distribution[: observed + 1].sum()), float(distribution[observed:].sum())
    return min(1.0, 2 * min(below, above))
