"""Where the study stands: enrolled of target, included, released, and how many patients are in each state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.outcome import Outcome, outcome
from her2dash.analysis.states import Call, Therapy

QUARTERS = 4


@dataclass(frozen=True, slots=True)
class Milestone:
    """The next quarter of the target and how many patients it still wants."""

    enrolled: int
    still: int


@dataclass(frozen=True, slots=True)
class Overview:
    """The study in counts; all maps hold every state, zeros among them, in the plan's fixed order."""

    target: int
    enrolled: int
    included: int
    released: int
    not_sealed_before: int
    calls: Mapping[Call, int]
    therapies: Mapping[Therapy, int]
    outcomes: Mapping[Outcome, int]
    sites: Mapping[str, int]
    last_enrolled_on: date | None
    milestone: Milestone | None


def overview(cases: Iterable[Case], *, target: int) -> Overview:
    """Return the counts of a study; without patients every count is 0 and the next milestone the first."""
    everyone = tuple(cases)
    included = [c for c in everyone if c.included]
    calls = Counter(c.index_call for c in included)
    therapies = Counter(c.therapy for c in included)
    outcomes = Counter(outcome(c.index_call, c.therapy) for c in included)
    return Overview(
        target=target,
        enrolled=len(everyone),
        included=len(included),
        released=sum(c.released_on is not None for c in everyone),
        not_sealed_before=sum(c.sealed_before is False for c in everyone),
        calls={call: calls[call] for call in Call},
        therapies={therapy: therapies[therapy] for therapy in Therapy},
        outcomes={each: outcomes[each] for each in Outcome},
        sites=dict(sorted(Counter(c.site for c in everyone).items())),
        last_enrolled_on=max((c.enrolled_on for c in everyone), default=None),
        milestone=next_milestone(len(everyone), target=target),
    )


def all_are_in(cases: Iterable[Case], *, target: int) -> bool:
    """Return whether as many as planned are included, nobody is on the way and no outcome is open."""
    found = Cases.of(cases).counted(("included", "ended?", "index_call", "therapy"), _is_in)
    return found[True] >= max(1, target) and not found[False]


def _is_in(case: Case) -> bool | None:
    """Return whether an included patient's outcome is known; None for who left before the test."""
    if not case.included:
        return None if case.ended is not None else False
    return outcome(case.index_call, case.therapy) is not Outcome.OPEN


def next_milestone(enrolled: int, *, target: int) -> Milestone | None:
    """Return the next quarter of the target that is not reached, or None when the target is.

    >>> next_milestone(13, target=20)
    Milestone(enrolled=15, still=2)
    """
    for quarter in range(1, QUARTERS + 1):
        wanted = -(-target * quarter // QUARTERS)
        if enrolled < wanted:
            return Milestone(wanted, wanted - enrolled)
    return None
