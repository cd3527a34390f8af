"""Yes and no of the same patients at two moments, as the share at each and what it gained."""

from __future__ import annotations

from dataclasses import dataclass

from her2dash.analysis.differences import PairedDifference, paired_difference
from her2dash.analysis.impact import Paired
from her2dash.analysis.proportion import Proportion, proportion
from her2dash.analysis.table import column_totals, row_totals, total


@dataclass(frozen=True, slots=True)
class PairedShares:
    """The share with yes first and second, the second less the first, and the share with twice the same."""

    first: Proportion
    second: Proportion
    same: Proportion
    gain: PairedDifference


def paired_shares(paired: Paired, *, confidence: float = 0.95) -> PairedShares:
    """Return both shares of a paired table and how much the second is above the first."""
    table, n = paired.table, total(paired.table)
    turned = tuple(zip(*table, strict=True))
    return PairedShares(
        proportion(row_totals(table)[0], n, confidence=confidence),
        proportion(column_totals(table)[0], n, confidence=confidence),
        proportion(table[0][0] + table[1][1], n, confidence=confidence),
        paired_difference(turned, confidence=confidence),
    )
