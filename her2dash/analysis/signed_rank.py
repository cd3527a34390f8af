"""Before and after on a scale: Wilcoxon's signed ranks, the sign test and the counts that come first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.distributions import two_sided_coin, two_sided_normal
from her2dash.analysis.rank_sums import signed_sums, signed_sums_fit, two_sided
from her2dash.analysis.ranks import doubled_ranks, rounded
from her2dash.analysis.result import Result, Why

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


EXACT = "exact conditional on ties and zeros (Streitberg & Roehmel)"
LARGE = "normal approximation, tie-corrected"


@dataclass(frozen=True, slots=True)
class SignedRank(Result):
    """Wilcoxon's signed-rank test of differences, exact given ties and zeros."""

    RECORD = ("n", "n_nonzero", "w_plus", "w_minus", "p_exact", "z", "p_asymptotic")

    differences: tuple[float, ...]
    zero_method: str
    n: int
    n_nonzero: int
    w_plus: float | None = None
    w_minus: float | None = None
    p_exact: float | None = None
    z: float | None = None
    p_asymptotic: float | None = None
    why: Why | None = None
    method: str = EXACT


@dataclass(frozen=True, slots=True)
class SignTest(Result):
    """How many rose, fell and stayed, and the exact sign test of those that moved."""

    RECORD = ("n_pos", "n_neg", "p")

    n_pos: int
    n_neg: int
    n_zero: int
    p: float | None
    why: Why | None = None
    method: str = "exact sign test"


@dataclass(frozen=True, slots=True)
class RankBiserial(Result):
    """Matched rank-biserial correlation: the share of rank sum that rose less the share that fell."""

    RECORD = ("r",)

    differences: tuple[float, ...]
    r: float | None
    why: Why | None = None
    method: str = "Kerby 2014, zeros dropped"


def wilcoxon_signed_rank(
    differences: Sequence[float], *, zero_method: str = "wilcox", exact: bool = True
) -> SignedRank:
    """Return Wilcoxon's signed-rank test (1945) of after - before.

    `wilcox` drops zeros, `pratt` ranks them and drops their ranks (Pratt 1959). The exact p is conditional
    on ties and zeros; z has the tie correction and no continuity correction. `exact=False` leaves the
    exact p out above the declared size; so does a sum of ranks too large to count. Nobody moved: p = 1
    whatever n, where there are pairs at all.
    """
    d = rounded(differences)
    nonzero = sum(map(bool, d))
    if not d:
        return SignedRank(d, zero_method, 0, 0, why=Why.NO_DATA)
    scores, rose = _scores(d, zero_method)
    plus, everything = int(scores[rose].sum()), int(scores.sum())
    sums = (len(d), nonzero, plus / 2, (everything - plus) / 2)
    if nonzero == 0:
        return SignedRank(d, zero_method, *sums, p_exact=1.0, why=Why.NO_DIFFERENCE)
    z = (plus - everything / 2) / math.sqrt(float((scores.astype(float) ** 2).sum()) / 4)
    fits = exact and signed_sums_fit(scores.tolist())
    p = two_sided(signed_sums(scores.tolist()), plus) if fits else None
    why, method = (None, EXACT) if fits else (Why.TOO_LARGE, LARGE)
    return SignedRank(d, zero_method, *sums, p, z, two_sided_normal(z), why, method)


def _scores(d: tuple[float, ...], zero_method: str) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Return twice the ranks of the sizes that count, and which of them rose."""
    import numpy as np

    values = np.array(d)
    if zero_method == "wilcox":
        values = values[values != 0]
    elif zero_method != "pratt":
        raise ValueError(f"zero_method {zero_method!r}: wanted wilcox or pratt")
    ranks = doubled_ranks(np.abs(values).tolist())
    return ranks[values != 0], values[values != 0] > 0


def sign_test(differences: Sequence[float]) -> SignTest:
    """Return the exact sign test; nobody moved: 1, nobody at all: undefined."""
    d = rounded(differences)
    rose, fell = sum(each > 0 for each in d), sum(each < 0 for each in d)
    if not d:
        return SignTest(0, 0, 0, None, Why.NO_DATA)
    why = None if rose + fell else Why.NO_DIFFERENCE
    return SignTest(rose, fell, len(d) - rose - fell, two_sided_coin(rose, rose + fell), why)


def matched_rank_biserial(differences: Sequence[float]) -> RankBiserial:
    """Return (W+ - W-) / (W+ + W-) without the zeros (Kerby 2014); nobody moved: undefined."""
    d = rounded(differences)
    ranks = wilcoxon_signed_rank(d, exact=False)
    if not ranks.n_nonzero or ranks.w_plus is None or ranks.w_minus is None:
        return RankBiserial(d, None, Why.NO_DIFFERENCE if d else Why.NO_DATA)
    return RankBiserial(d, (ranks.w_plus - ranks.w_minus) / (ranks.w_plus + ranks.w_minus))
