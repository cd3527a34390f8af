"""The included patients in numbers: who they are, what the test said, what it did, what the marker says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

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
    included = [case for case in cases if case.included]
    told = Counter(case.dilemma for case in included)
    calls, marker = (
        Counter(case.index_call for case in included),
        Counter(case.marker for case in included),
    )
    analysed = marker["detected"] + marker["not_detected"]
    found = [case for case in included if case.marker == "detected" and case.marker_positive is not None]
    positive = sum((case.marker_positive or 0) > 0 for case in found)

    def share(answers: list[str | None], codes: Collection[str]) -> Proportion:
        given = [answer for answer in answers if answer is not None]
        return proportion(sum(answer in codes for answer in given), len(given), confidence=confidence)

    return Cohort(
        included=len(included),
        dilemmas={code: told[code] for code in dilemmas},
        calls={call: calls[call] for call in Call},
        impact=impact(included, confidence=confidence),
        improved=share([case.understanding for case in included], improved),
        supported=share([case.supported for case in included], supported),
        marker={state: marker[state] for state in MARKER_STATES},
        detected=proportion(marker["detected"], analysed, confidence=confidence),
        marker_positive=proportion(positive, len(found), confidence=confidence),
    )
