"""The included patients in numbers: who they are, what the test said, what it did, what the marker says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.impact import Impact, impact
from her2dash.analysis.proportion import Proportion, proportion
from her2dash.analysis.states import Call

MARKER_STATES = ("detected", "not_detected", "not_done", "failed")


@dataclass(frozen=True, slots=True)
class Cohort:
    """Counts and shares of the included patients; each share of those of whom the answer is signed.

    `marker_positive` is a share of those in whom the marker was detected: none found is no negative result.
    """

    included: int
    dilemmas: Mapping[str, int]
    calls: Mapping[Call, int]
    impact: Impact
    improved: Proportion
    supported: Proportion
    marker: Mapping[str, int]
    detected: Proportion
    marker_positive: Proportion


def cohort(
    cases: Iterable[Case],
    *,
    dilemmas: Collection[str],
    improved: Collection[str],
    supported: Collection[str],
    confidence: float = 0.95,
) -> Cohort:
    """Return the included patients in numbers; intervals are exact (Clopper & Pearson 1934).

    `improved` and `supported` are the codes that say so. Without a patient all counts are 0 and no share has
    an estimate.
    """
    included = Cases.of(cases).those(("included",), attrgetter("included"))

    def counted(field: str) -> Counter[str | None]:
        return included.counted((field,), attrgetter(field))

    def share(field: str, codes: Collection[str]) -> Proportion:
        given = counted(field)
        return proportion(
            sum(given[code] for code in set(codes)), given.total() - given[None], confidence=confidence
        )

    told, calls, marker = counted("dilemma"), counted("index_call"), counted("marker")
    analysed = marker["detected"] + marker["not_detected"]
    cells = included.counted(("marker", "marker_positive"), _cells)

    return Cohort(
        included=len(included),
        dilemmas={code: told[code] for code in dilemmas},
        calls={call: calls[call] for call in Call},
        impact=impact(included, confidence=confidence),
        improved=share("understanding", improved),
        supported=share("supported", supported),
        marker={state: marker[state] for state in MARKER_STATES},
        detected=proportion(marker["detected"], analysed, confidence=confidence),
        marker_positive=proportion(cells[True], cells[True] + cells[False], confidence=confidence),
    )


def _cells(case: Case) -> bool | None:
    """Return whether a cell found was positive; None where none was found, or nobody counted them."""
    if case.marker != "detected" or case.marker_positive is None:
        return None
    return case.marker_positive > 0
