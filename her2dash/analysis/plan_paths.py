"""The way of each patient's treatment: intended before, after, given at month 3, and the therapy decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter
from typing import NamedTuple

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.dataset import PLANS, TIMES
from her2dash.analysis.lacking import FIELDS
from her2dash.analysis.states import Call, Therapy

GIVEN = "given"
"""The last stage: whether the therapy that the test is about was given."""

GIVEN_FIELD = "therapy"
"""What a case calls it."""

MISSING = "missing"
"""The place of who has no plan at a stage."""

PLACES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(TIMES, (*PLANS, MISSING)),
    GIVEN: tuple(Therapy),
}
"""For each stage the places where a patient can be, in their fixed order."""

Way = tuple[str, ...]
"""A place for each stage."""


class Kind(NamedTuple):
    """What patients have in common who went the same way after the same result."""

    call: Call
    way: Way


class Flow(NamedTuple):
    """From one place at a stage to a place at the next; `stage` is the number of the first."""

    stage: int
    start: str
    end: str


def kinds(
    cases: Iterable[Case], groups: Mapping[str, str], stages: Sequence[str]
) -> dict[Kind, tuple[str, ...]]:
    """Return the patients of each kind: the result in its order, then the most frequent way first."""
    fields = (GIVEN_FIELD if stage == GIVEN else FIELDS["plan"][stage] for stage in stages)
    asked = ("index_call", *fields)
    places: list[dict[str | None, str]] = [
        {each.value: each.value for each in Therapy} if stage == GIVEN else dict(groups) | {None: MISSING}
        for stage in stages
    ]

    def kind_of(case: Case) -> Kind:
        call, *answers = attrgetter(*asked)(case)
        return Kind(Call(call), tuple(of[answer] for of, answer in zip(places, answers, strict=True)))

    kinds = Cases.of(cases).by_number(asked, kind_of)
    calls = list(Call)
    order = sorted(kinds, key=lambda kind: (calls.index(kind.call), -len(kinds[kind]), kind.way))
    return {kind: kinds[kind] for kind in order}


def flows(of: Mapping[Kind, Sequence[str]]) -> dict[tuple[Flow, Call], int]:
    """Return how many patients went from place to place, by the result of their test."""
    found: Counter[tuple[Flow, Call]] = Counter()
    for kind, patients in of.items():
        for stage, (start, end) in enumerate(zip(kind.way, kind.way[1:], strict=False)):
            found[Flow(stage, start, end), kind.call] += len(patients)
    return dict(found)


def behind_pairs(
    of: Mapping[Kind, Sequence[str]], first: int, second: int
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the patients by their places at two stages, whatever lies between, in the order of places."""
    found: dict[tuple[str, str], list[str]] = {}
    for kind, patients in of.items():
        found.setdefault((kind.way[first], kind.way[second]), []).extend(patients)
    places = [place for known in PLACES.values() for place in known]
    order = sorted(found, key=lambda pair: (places.index(pair[0]), places.index(pair[1])))
    return {pair: tuple(sorted(found[pair])) for pair in order}


def behind_flows(of: Mapping[Kind, Sequence[str]]) -> dict[Flow, tuple[str, ...]]:
    """Return the patients of each flow, whatever their result, stage by stage."""
    last = max((len(kind.way) for kind in of), default=1) - 1
    return {
        Flow(stage, *pair): who
        for stage in range(last)
        for pair, who in behind_pairs(of, stage, stage + 1).items()
    }


def most_frequent(of: Mapping[Kind, Sequence[str]], most: int) -> tuple[Kind, ...]:
    """Return the most frequent kinds, in their own order."""
    chosen = set(sorted(of, key=lambda kind: -len(of[kind]))[:most])
    return tuple(kind for kind in of if kind in chosen)
