"""The same patients three times: Friedman's test, its concordance W, Page's trend and Cochran's Q."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from her2dash.analysis.distributions import upper_chi2, upper_normal
from her2dash.analysis.ranks import row_ranks, trend_of
from her2dash.analysis.result import Result, Why

Rows = Sequence[Sequence[float | None]]

FRIEDMAN = "Friedman 1937, chi-square, tie-corrected"
PAGE = "Page 1963, normal approximation, variance conditional on ties"
COCHRAN = "Cochran 1950, chi-square"


@dataclass(frozen=True, slots=True)
class Friedman(Result):
    """Friedman's test over complete rows, with Kendall's W."""

    RECORD = ("n_complete", "q", "df", "p", "kendalls_w")

    n_complete: int
    df: int
    q: float | None = None
    p: float | None = None
    kendalls_w: float | None = None
    why: Why | None = None
    method: str = FRIEDMAN


@dataclass(frozen=True, slots=True)
class Page(Result):
    """Page's test of a trend that increases with the column, one-sided."""

    RECORD = ("n_complete", "L", "z", "p_one_sided_increasing")

    n_complete: int
    L: float | None = None
    z: float | None = None
    p_one_sided_increasing: float | None = None
    why: Why | None = None
    method: str = PAGE


@dataclass(frozen=True, slots=True)
class CochranQ(Result):
    """Cochran's Q of yes and no at several times."""

    RECORD = ("q", "df", "p")

    n_complete: int
    df: int
    q: float | None = None
    p: float | None = None
    why: Why | None = None
    method: str = COCHRAN


class Complete(tuple[tuple[float, ...], ...]):
    """Rows without a missing value."""


def complete(rows: Rows) -> Complete:
    """Return the rows without a missing value; only they can be compared across times."""
    if isinstance(rows, Complete):
        return rows
    return Complete(tuple(v for v in row if v is not None) for row in rows if None not in row)


def friedman(rows: Rows, *, columns: int = 3) -> Friedman:
    """Return Friedman's test of complete rows and Kendall's W = Q / (n (k - 1)).

    Fewer than two complete rows, or nobody whose values differ: undefined.
    """
    kept = complete(rows)
    n, k = len(kept), len(kept[0]) if kept else columns
    if n < 2:
        return Friedman(n, k - 1, why=Why.TOO_FEW if kept else Why.NO_DATA)
    centred = row_ranks(kept) - (k + 1)
    between, within = int((centred.sum(axis=0) ** 2).sum()), int((centred**2).sum())
    if within == 0:
        return Friedman(n, k - 1, why=Why.CONSTANT)
    q = (k - 1) * between / within
    return Friedman(n, k - 1, q, upper_chi2(q, k - 1), q / (n * (k - 1)))


def page_trend(rows: Rows) -> Page:
    """Return Page's L (1963) with its normal approximation; the variance is conditional on ties."""
    kept = complete(rows)
    if len(kept) < 2:
        return Page(len(kept), why=Why.TOO_FEW if kept else Why.NO_DATA)
    ranks = row_ranks(kept)
    k = len(kept[0])
    trend = trend_of(ranks) / 2
    spread = int(((ranks - (k + 1)) ** 2).sum()) * k * (k + 1) / 48
    if spread == 0:
        return Page(len(kept), trend, why=Why.CONSTANT)
    z = (trend - len(kept) * k * (k + 1) ** 2 / 4) / math.sqrt(spread)
    return Page(len(kept), trend, z, upper_normal(z))


def cochran_q(rows: Rows, *, columns: int = 3) -> CochranQ:
    """Return Cochran's Q (1950) of complete rows of 0 and 1; nobody who changed: undefined."""
    kept = complete(rows)
    k = len(kept[0]) if kept else columns
    if not any(0 < sum(row) < k for row in kept):
        return CochranQ(len(kept), k - 1, why=Why.NO_DIFFERENCE if kept else Why.NO_DATA)
    columns_sum, rows_sum = [sum(column) for column in zip(*kept, strict=True)], [sum(row) for row in kept]
    between = k * sum(each**2 for each in columns_sum) - sum(columns_sum) ** 2
    q = (k - 1) * between / sum(each * (k - each) for each in rows_sum)
    return CochranQ(len(kept), k - 1, q, upper_chi2(q, k - 1))
