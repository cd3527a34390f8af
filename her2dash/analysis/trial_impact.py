"""What the test changed: confidence and plans, before, after and three months later."""

from __future__ import annotations

from collections import Counter

from her2dash.analysis.dataset import PLANS, TIMES, Dataset
from her2dash.analysis.hodges_lehmann import hodges_lehmann_paired
from her2dash.analysis.mann_whitney import MannWhitney, mann_whitney
from her2dash.analysis.mcnemar import mcnemar
from her2dash.analysis.proportion import proportion
from her2dash.analysis.repeated import Complete, friedman
from her2dash.analysis.repeated_exact import friedman_exact, page_exact
from her2dash.analysis.signed_rank import matched_rank_biserial, wilcoxon_signed_rank
from her2dash.analysis.states import Call
from her2dash.analysis.symmetry import bowker, bowker_exact, stuart_maxwell
from her2dash.analysis.table import total
from her2dash.analysis.trial_plan import AnalysisPlan


def confidence_shift(dataset: Dataset, plan: AnalysisPlan) -> dict[str, object]:
    """Return the change of confidence from before to after, over the pairs that are complete."""
    d = [after - before for before, after in _each(dataset.counted_confidence("pre", "post"))]
    exact = plan.exact(len(d))
    return {
        "n_pairs": len(d),
        "wilcoxon": wilcoxon_signed_rank(d, zero_method="wilcox", exact=exact),
        "pratt": wilcoxon_signed_rank(d, zero_method="pratt", exact=exact),
        "hodges_lehmann": hodges_lehmann_paired(d, confidence=plan.confidence, exact=exact),
        "rank_biserial": matched_rank_biserial(d),
    }


def three_times(dataset: Dataset, plan: AnalysisPlan) -> dict[str, object]:
    """Return confidence over the three times, complete rows only."""
    rows = Complete(_each(dataset.counted_confidence(*TIMES)))
    exact = plan.exact(len(rows))
    together, trend = friedman_exact(rows, exact=exact), page_exact(rows, exact=exact)
    moved = any(len(set(row)) > 1 for row in rows)
    return {
        "friedman": friedman(rows),
        "page": trend if len(rows) > 1 else None,
        "friedman_exact": together if len(rows) > 1 and moved else None,
    }


def _each(told: Counter[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Return what each patient told, in an order that hangs on nothing but the answers."""
    return [row for row in sorted(told) for _ in range(told[row])]


def plan_shift(dataset: Dataset, plan: AnalysisPlan, *, later: str) -> dict[str, object]:
    """Return the shift of plans from before to a later time, over patients with a plan at both."""
    pairs = dataset.counted_plans("pre", later)
    table = tuple(tuple(pairs[before, after] for after in PLANS) for before in PLANS)
    n, moved = total(table), sum(table[i][j] for i in range(len(PLANS)) for j in range(len(PLANS)) if i != j)
    kept, lost, won = table[0][0], sum(table[0][1:]), sum(row[0] for row in table[1:])
    return {
        "table": table,
        "changed": proportion(moved, n, confidence=plan.confidence),
        "bowker": bowker(table),
        "bowker_exact": bowker_exact(table, exact=plan.exact(moved)),
        "stuart_maxwell": stuart_maxwell(table),
        "anti_her2_mcnemar": mcnemar(((kept, lost), (won, n - kept - lost - won))),
    }


def later_confidence(dataset: Dataset, plan: AnalysisPlan) -> MannWhitney:
    """Return the confidence after a positive test against that after a negative one."""
    after = dataset.confidence["post"]
    groups = {
        call: [after[p.patient_id] for p in dataset.called if p.pet_result == call and p.patient_id in after]
        for call in (Call.POSITIVE, Call.NEGATIVE)
    }
    x, y = groups[Call.POSITIVE], groups[Call.NEGATIVE]
    return mann_whitney(x, y, exact=plan.exact(len(x) + len(y)))
