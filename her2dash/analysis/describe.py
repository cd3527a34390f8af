"""Plain descriptions: of a measurement, and of answers on a scale."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from her2dash.analysis.ranks import unit_of
from her2dash.analysis.result import Result, Why


@dataclass(frozen=True, slots=True)
class Description(Result):
    """A measurement in numbers: how many, how many missing, where and how wide."""

    RECORD = ("n", "missing", "mean", "sd", "median", "q1", "q3", "min", "max", "geometric_mean")

    n: int
    missing: int
    mean: float | None = None
    sd: float | None = None
    median: float | None = None
    q1: float | None = None
    q3: float | None = None
    min: float | None = None
    max: float | None = None
    geometric_mean: float | None = None
    why: Why | None = None
    method: str = "quantiles of type 7"


@dataclass(frozen=True, slots=True)
class Likert(Result):
    """Answers on a scale: how many chose each point, how many below and above its middle."""

    RECORD = ("n", "missing", "counts", "n_negative", "n_neutral", "n_positive", "net", "median")

    levels: int
    n: int
    missing: int
    counts: tuple[int, ...]
    n_negative: int
    n_neutral: int
    n_positive: int
    net: float | None = None
    median: float | None = None
    why: Why | None = None


def describe(values: Sequence[float | None]) -> Description:
    """Return the description of a measurement; sd needs two values, the geometric mean positive ones."""
    import numpy as np

    present = np.array([value for value in values if value is not None], dtype=float)
    n = len(present)
    if n == 0:
        return Description(0, len(values), why=Why.NO_DATA)
    low, q1, median, q3, high = (float(each) for each in np.quantile(present, (0, 0.25, 0.5, 0.75, 1)))
    unit = unit_of(present)
    positive = bool((present > 0).all())
    return Description(
        n,
        len(values) - n,
        unit * float((present / unit).mean()),
        unit * float((present / unit).std(ddof=1)) if n > 1 else None,
        median,
        q1,
        q3,
        low,
        high,
        math.exp(float(np.log(present).mean())) if positive else None,
        why=None if positive else Why.NOT_POSITIVE,
    )


def likert(answers: Sequence[int | None], *, levels: int) -> Likert:
    """Return the counts of a scale's points 1..levels; an even scale has no neutral point.

    `net` is the share above the middle less the share below it.
    """
    present = [answer for answer in answers if answer is not None]
    if any(not 1 <= answer <= levels for answer in present):
        raise ValueError(f"answers outside 1..{levels}: {sorted(set(present))}")
    counts = tuple(present.count(level) for level in range(1, levels + 1))
    below, above = sum(counts[: levels // 2]), sum(counts[(levels + 1) // 2 :])
    n = len(present)
    return Likert(
        levels, n, len(answers) - n, counts, below, n - below - above, above,
        net=(above - below) / n if n else None,
        median=describe(present).median,
        why=None if n else Why.NO_DATA,
    )  # fmt: skip
