"""What one patient is for the primary endpoint."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from her2dash.analysis.states import Call, Therapy

Table = Mapping[tuple[Call, Therapy], int]
"""Counts of included patients by index call and therapy, every pair of them present."""


class Outcome(StrEnum):
    """What a patient is for the primary endpoint; only the open ones can still change."""

    CONCORDANT = "concordant"
    DISCORDANT = "discordant"
    EQUIVOCAL = "equivocal"
    NOT_EVALUABLE = "not_evaluable"
    OPEN = "open"


def outcome(call: str, therapy: str) -> Outcome:
    """Return what a patient's index call and therapy make of the endpoint (plan, section 2).

    A death, withdrawal or loss before a decision closes the patient whatever the call; an equivocal or not
    evaluable call closes the patient whatever the therapy. Both count as not concordant.
    """
    if therapy == Therapy.NOT_EVALUABLE or call == Call.NOT_EVALUABLE:
        return Outcome.NOT_EVALUABLE
    if call == Call.EQUIVOCAL:
        return Outcome.EQUIVOCAL
    if call == Call.PENDING or therapy == Therapy.PENDING:
        return Outcome.OPEN
    agrees = (call == Call.POSITIVE) == (therapy == Therapy.YES)
    return Outcome.CONCORDANT if agrees else Outcome.DISCORDANT


def count(table: Table) -> dict[Outcome, int]:
    """Return how many patients of the table have each outcome, zeros among them."""
    counts = dict.fromkeys(Outcome, 0)
    for (call, therapy), patients in table.items():
        counts[outcome(call, therapy)] += patients
    return counts
