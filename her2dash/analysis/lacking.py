"""Why an answer of the physician is lacking: what the record says of it, never a number."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from operator import attrgetter

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case


class Lack(StrEnum):
    """Why a patient has no value at a time, in the order in which it is looked for."""

    NO_PLAN = "no_plan"
    NOT_SEALED = "not_sealed"
    ENDED = "ended"
    NOT_RELEASED = "not_released"
    NOT_SIGNED = "not_signed"


FIELDS = {
    "plan": {"pre": "plan_pre", "post": "plan_post", "m3": "plan_later"},
    "confidence": {"pre": "confidence_pre", "post": "confidence_post", "m3": "confidence_later"},
}
"""What a case calls the plan and the confidence in it at each time."""


_REASONS = ("sealed_before", "ended?", "released_on?")
"""What else tells why a value is lacking."""


def reading(what: str, time: str) -> Callable[[Case], str | int | None]:
    """Return what reads the plan or the confidence of a patient at a time."""
    return attrgetter(FIELDS[what][time])


def lack(case: Case, what: str, time: str) -> Lack | None:
    """Return why a value is lacking, or None where there is one.

    Who cannot state a plan is not asked for the confidence in it. An answer to the questionnaire before the
    test that was signed after the release is kept and not used.
    """
    return None if reading(what, time)(case) is not None else _reason(case, what, time)


def _reason(case: Case, what: str, time: str) -> Lack:
    if what == "confidence" and reading("plan", time)(case) is not None:
        return Lack.NO_PLAN
    if time == "pre" and case.sealed_before is False:
        return Lack.NOT_SEALED
    if case.ended is not None:
        return Lack.ENDED
    waits = time != "pre" and case.released_on is None
    return Lack.NOT_RELEASED if waits else Lack.NOT_SIGNED


def lacks(cases: Iterable[Case], what: str, *times: str) -> dict[Lack, int]:
    """Return how many lack the value at one of the times, by the reason at the first of them."""
    # without a plan nobody is asked for the confidence in it
    asked = tuple(f"{FIELDS[each][time]}?" for each in FIELDS for time in times)
    found = Cases.of(cases).counted(
        asked + _REASONS,
        lambda case: next(filter(None, (lack(case, what, time) for time in times)), None),
    )
    return {reason: found[reason] for reason in Lack if found[reason]}
