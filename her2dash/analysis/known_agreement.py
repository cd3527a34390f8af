"""How far two yes-no classifications agree, by every measure of agreement over the same table."""

from __future__ import annotations

from dataclasses import dataclass

from her2dash.analysis.ac1 import AC1, gwet_ac1
from her2dash.analysis.agreement import Agreement, agreement
from her2dash.analysis.gof_kappa import IntraclassKappa, goodness_of_fit_kappa
from her2dash.analysis.kappa import Kappa


@dataclass(frozen=True, slots=True)
class Agreed:
    """Raw and specific agreement, and what is left of it beyond chance by four measures."""

    raw: Agreement
    cohen: Kappa
    intraclass: IntraclassKappa
    ac1: AC1

    @property
    def n(self) -> int:
        """How many patients have both."""
        return self.raw.raw.total


def agreed(cohen: Kappa) -> Agreed:
    """Return the other measures of the table of a kappa, at its level of confidence."""
    table, confidence = cohen.table, cohen.confidence
    return Agreed(
        agreement(table, confidence=confidence),
        cohen,
        goodness_of_fit_kappa(table, confidence=confidence),
        gwet_ac1(table, confidence=confidence),
    )
