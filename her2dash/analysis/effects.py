"""The patients behind each effect of the test, all of them and by the result of their test."""

from __future__ import annotations

from collections.abc import Iterable

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.impact import EFFECT_FIELDS, Effect, effect
from her2dash.analysis.states import Call


def effects_by_call(cases: Iterable[Case]) -> dict[Effect, dict[Call, tuple[str, ...]]]:
    """Return who had which effect after which result, those of nobody among them."""
    found = Cases.of(cases).behind(
        (*EFFECT_FIELDS, "index_call"), lambda case: (effect(case), Call(case.index_call))
    )
    return {each: {call: found.get((each, call), ()) for call in Call} for each in Effect}
