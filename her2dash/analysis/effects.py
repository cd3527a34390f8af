"""The patients behind each effect of the test, all of them and by the result of their test."""

from __future__ import annotations

from collections.abc import Iterable

from her2dash.analysis.cases import Case
from her2dash.analysis.impact import Effect, effect
from her2dash.analysis.states import Call


def effects_by_call(cases: Iterable[Case]) -> dict[Effect, dict[Call, tuple[str, ...]]]:
    """Return who had which effect after which result, those of nobody among them."""
    found: dict[Effect, dict[Call, list[str]]] = {each: {call: [] for call in Call} for each in Effect}
    for case in cases:
        found[effect(case)][Call(case.index_call)].append(case.patient)
    return {each: {call: tuple(who) for call, who in of.items()} for each, of in found.items()}
