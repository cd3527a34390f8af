"""When what happens to an invented patient: in most as the protocol wants it, in some as it goes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from her2dash.demo.chance import Chance


class Fate(StrEnum):
    """What happens to some: to every fortieth the same, so that each state occurs in a registry of forty."""

    USUAL = "usual"
    EQUIVOCAL = "equivocal"
    NOT_SCANNED = "not_scanned"
    UNSEALED = "unsealed"  # released before the form before the test is signed
    WAITING = "waiting"  # reported, and never released
    SILENT = "silent"  # the physician answers nothing after the release
    FORGETFUL = "forgetful"  # the coordinator records neither work-up nor therapy
    DIED = "died"
    WITHDREW = "withdrew"
    LOST = "lost"
    NOT_INJECTED = "not_injected"


ENDED = (Fate.DIED, Fate.WITHDREW, Fate.LOST, Fate.NOT_INJECTED)

_EVERY = 40
_FATES = {
    2: Fate.UNSEALED, 5: Fate.EQUIVOCAL, 8: Fate.DIED, 11: Fate.SILENT, 14: Fate.WITHDREW,
    17: Fate.NOT_SCANNED, 20: Fate.FORGETFUL, 23: Fate.LOST, 26: Fate.NOT_INJECTED, 29: Fate.WAITING,
    32: Fate.SILENT, 35: Fate.DIED,
}  # fmt: skip


def fate_of(n: int) -> Fate:
    """Return what happens to the n-th patient, from 0."""
    return _FATES.get(n % _EVERY, Fate.USUAL)


@dataclass(frozen=True)
class Course:
    """Days after the enrolment: on which the forms are signed, and which the forms name."""

    planned: int
    signed: dict[str, int]  # form -> day; one that is never signed is lacking
    released: int | None
    days: dict[str, int] = field(default_factory=dict)


def course(fate: Fate, chance: Chance) -> Course:
    """Return the course of a patient; what lies in the future has not happened yet."""
    planned = chance.days(9, 21)
    injected = planned + chance.one_of({0: 0.85, 1: 0.1, 3: 0.05})
    scanned = injected + chance.days(3, 5)
    reported = scanned + chance.one_of({1: 0.5, 2: 0.3, 5: 0.15, 9: 0.05})
    released = reported + chance.days(0, 2)
    decided = reported + chance.days(2, 25)
    recorded = decided + chance.days(1, 20)
    ended = chance.days(3, planned) if fate is Fate.NOT_INJECTED else injected + chance.days(1, 60)
    signed = {
        "workup": chance.days(2, 16),
        "q_pre": released + chance.days(1, 5) if fate is Fate.UNSEALED else chance.days(1, planned),
        "pet": reported,
        "ctc": injected + chance.days(5, 9),
        "q_post": released + chance.one_of({1: 0.3, 4: 0.3, 9: 0.25, 14: 0.1, 25: 0.05}),
        "therapy": recorded,
        "q_month3": scanned + chance.one_of({91: 0.25, 97: 0.3, 108: 0.25, 118: 0.12, 135: 0.08}),
    }
    days = {
        "injected": injected, "scanned": scanned, "reported": reported, "decided": decided,
        "recorded": recorded, "ended": ended,
    }  # fmt: skip
    if fate in ENDED:
        signed = {form: day for form, day in signed.items() if day < ended}
        signed["status"] = ended
    kept = {form: day for form, day in signed.items() if form not in _lacking(fate, chance)}
    waits = fate in (Fate.WAITING, Fate.NOT_INJECTED) or "pet" not in kept
    return Course(planned, kept, None if waits or (fate in ENDED and released >= ended) else released, days)


def _lacking(fate: Fate, chance: Chance) -> set[str]:
    """Return the forms that nobody ever signs."""
    never = {
        Fate.SILENT: {"q_post", "q_month3"},
        Fate.FORGETFUL: {"workup", "therapy"},
        Fate.NOT_SCANNED: {"therapy", "q_month3"},  # both count from a scan that was not made
        Fate.WAITING: {"q_post", "therapy", "q_month3"},
        Fate.NOT_INJECTED: {"pet", "ctc", "q_post", "therapy", "q_month3"},
    }.get(fate, set[str]())
    often = {"ctc": 0.05, "q_post": 0.03, "q_month3": 0.08, "workup": 0.02, "therapy": 0.03}
    return never | {form for form, share in often.items() if chance.happens(share)}
