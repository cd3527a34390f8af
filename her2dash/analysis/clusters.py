"""Lesions within patients: means that know lesions of one patient resemble each other."""

from __future__ import annotations

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.distributions import t_quantile
from her2dash.analysis.ranks import unit_of
from her2dash.analysis.result import Result, Why

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES = 5000
SEED = 20180713
BLOCK = 1_000_000
"""Patients drawn at a time: memory stays small, the numbers the same."""


@dataclass(frozen=True, slots=True)
class ClusterMean(Result):
    """The pooled mean with its cluster-robust interval, and the intraclass correlation."""

    RECORD = ("n_obs", "n_clusters", "mean", "se_cr1", "low", "high", "icc_anova")

    n_obs: int
    n_clusters: int
    confidence: float
    mean: float | None = None
    se_cr1: float | None = None
    low: float | None = None
    high: float | None = None
    icc_anova: float | None = None
    why: Why | None = None
    method: str = "CR1, t with G - 1 df; one-way ANOVA ICC"


@dataclass(frozen=True, slots=True)
class ClusterBootstrap(Result):
    """The bootstrap standard error of the pooled mean, patients resampled."""

    RECORD = ("mean", "se")

    n_clusters: int
    resamples: int
    seed: int
    mean: float | None = None
    se: float | None = None
    why: Why | None = None
    method: str = "patients resampled (Field & Welsh 2007), seeded"


def cluster_mean(
    clusters: Sequence[Hashable], values: Sequence[float], *, confidence: float = 0.95
) -> ClusterMean:
    """Return the mean of all values, its CR1 standard error and t interval with G - 1 df, and the ICC.

    One patient: the mean alone. No patient with two values, or all values equal: no ICC.
    """
    if len(values) == 0:
        return ClusterMean(0, 0, confidence, why=Why.NO_DATA)
    unit, sums, sizes, squares = _by_cluster(clusters, values)
    n, groups = len(values), len(sizes)
    mean = float(sums.sum()) / n
    if groups == 1:
        return ClusterMean(n, 1, confidence, unit * mean, why=Why.ONE_PATIENT)
    se = math.sqrt(groups / (groups - 1) * float(((sums - sizes * mean) ** 2).sum())) / n
    half = t_quantile(groups - 1, confidence) * se
    return ClusterMean(
        n, groups, confidence, unit * mean, unit * se, unit * (mean - half), unit * (mean + half),
        _icc(sums, sizes, squares),
    )  # fmt: skip


def cluster_bootstrap(
    clusters: Sequence[Hashable], values: Sequence[float], *, resamples: int = RESAMPLES, seed: int = SEED
) -> ClusterBootstrap:
    """Return the bootstrap standard error of the pooled mean; the same seed gives the same answer.

    Patients are put in the order of their lesions' number and sum, so that neither the order of the rows
    nor a patient's number matters. One patient, or fewer than two resamples: the mean alone.
    """
    import numpy as np

    if len(values) == 0:
        return ClusterBootstrap(0, resamples, seed, why=Why.NO_DATA)
    unit, sums, sizes, _ = _by_cluster(clusters, values)
    order = np.lexsort((sums, sizes))
    sums, sizes = sums[order], sizes[order]
    random, groups = np.random.default_rng(seed), len(sizes)
    mean = unit * float(sums.sum() / sizes.sum())
    if groups == 1 or resamples < 2:
        why = Why.ONE_PATIENT if groups == 1 else Why.TOO_FEW
        return ClusterBootstrap(groups, resamples, seed, mean, why=why)
    means = np.empty(resamples)
    block = max(1, BLOCK // groups)
    for start in range(0, resamples, block):
        drawn = random.integers(0, groups, size=(min(block, resamples - start), groups))
        means[start : start + len(drawn)] = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    return ClusterBootstrap(groups, resamples, seed, mean, unit * float(means.std(ddof=1)))


def _by_cluster(
    clusters: Sequence[Hashable], values: Sequence[float]
) -> tuple[float, NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Return a unit, and in it each patient's sum, number of values, and sum of squares about the own mean.

    In that unit (`unit_of`) squares neither vanish nor overflow.
    """
    import numpy as np

    place = {cluster: i for i, cluster in enumerate(dict.fromkeys(clusters))}
    who = np.array([place[cluster] for cluster in clusters])
    y = np.asarray(values, dtype=float)
    unit = unit_of(y)
    y = y / unit
    sizes = np.bincount(who).astype(float)
    sums = np.bincount(who, y).astype(float)
    return unit, sums, sizes, np.bincount(who, (y - (sums / sizes)[who]) ** 2).astype(float)


def _icc(sums: NDArray[np.float64], sizes: NDArray[np.float64], squares: NDArray[np.float64]) -> float | None:
    """The one-way ANOVA intraclass correlation with Donner's mean cluster size (1986)."""
    n, groups = float(sizes.sum()), len(sizes)
    if n == groups:
        return None
    means, mean = sums / sizes, float(sums.sum()) / n
    between = float((sizes * (means - mean) ** 2).sum()) / (groups - 1)
    within = float(squares.sum()) / (n - groups)
    size = (n - float((sizes**2).sum()) / n) / (groups - 1)
    spread = between + (size - 1) * within
    return (between - within) / spread if spread > 1e-12 * (1 + mean**2) else None
