"""The two definitions of a positive test: the reader's call of the patient, and any positive lesion."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from fractions import Fraction

from her2dash.analysis.cases import Case
from her2dash.analysis.concordance import Concordance, from_table
from her2dash.analysis.states import Call, Therapy


def call_of_lesions(calls: Collection[str]) -> Call:
    """Return a patient's result by "any positive lesion" (registry), from the calls of the lesions.

    One positive lesion decides; else an equivocal or pending one leaves it so; negative only if at least
    one lesion is negative and none of these is left. No lesion recorded: pending, never negative.
    """
    for call in (Call.POSITIVE, Call.PENDING, Call.EQUIVOCAL, Call.NEGATIVE, Call.NOT_EVALUABLE):
        if call in calls:
            return call
    return Call.PENDING


def concordance_by_lesions(
    cases: Iterable[Case], lesions: Mapping[str, Collection[str]], *, target: int, threshold: Fraction
) -> Concordance:
    """Return the primary endpoint with the results read from the lesions."""
    pairs = Counter(
        (call_of_lesions(lesions.get(case.patient, ())), Therapy(case.therapy))
        for case in cases
        if case.included
    )
    table = {(call, therapy): pairs[call, therapy] for call in Call for therapy in Therapy}
    return from_table(table, target=target, threshold=threshold, final=False, confidence=0.95)


def by_any_lesion(cases: Iterable[Case], lesions: Mapping[str, Collection[str]]) -> tuple[Case, ...]:
    """Return the cases with their result read from the lesions; everything else stands."""
    return tuple(replace(case, index_call=call_of_lesions(lesions.get(case.patient, ()))) for case in cases)
