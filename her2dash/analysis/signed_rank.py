"""Before and after on a scale: Wilcoxon's signed ranks, the sign test and the counts that come first."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from her2dash.analysis.distributions import two_sided_coin, two_sided_normal
from her2dash.analysis.ranks import doubled_ranks, rounded, signed_sums, two_sided
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
    on ties and zeros, whatever n; z has the tie correction and no continuity correction. `exact=False`
    leaves the exact p out above the declared size. Nobody moved: p = 1 where there are pairs at all.
    """
    d = rounded(differences)
    nonzero = sum(map(bool, d))
    if not d:
        return SignedRank(d, zero_method, 0, 0, why=Why.NO_DATA)
    scores, rose = _scores(d, zero_method)
    plus, everything = int(scores[rose].sum()), int(scores.sum())
    spread = math.sqrt(float((scores.astype(float) ** 2).sum()) / 4)
    z = (plus - everything / 2) / spread if spread else None
    return SignedRank(
        d, zero_method, len(d), nonzero, plus / 2, (everything - plus) / 2,
        p_exact=two_sided(signed_sums(scores.tolist()), plus) if exact else None,
        z=z, p_asymptotic=None if z is None else two_sided_normal(z),
        why=_why(nonzero, exact),
        method=EXACT if exact else LARGE,
    )  # fmt: skip


def _why(nonzero: int, exact: bool) -> Why | None:
    if nonzero == 0:
        return Why.NO_DIFFERENCE
    return None if exact else Why.TOO_LARGE


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
