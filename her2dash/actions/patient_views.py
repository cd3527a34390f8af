"""What the actions about one patient, or the list of them, answer with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from her2dash.actions.lock_views import Lock
from her2dash.analysis.waterfall import Bar
from her2dash.study.model import Item, Value
from her2dash.study.rules import Rule
from her2dash.study.windows import Standing


@dataclass(frozen=True)
class FormState:
    """Where one form of one patient stands, and what this person may do with it."""

    form: str
    event: str
    standing: Standing
    started: bool
    signed_at: datetime | None
    may_fill: bool
    may_read: bool
    correcting: bool = False
    not_obtained: str | None = None
    lock: Lock | None = None  # the widest that holds there


@dataclass(frozen=True)
class PatientRow:
    """One patient in the list, with the state of each form."""

    handle: str
    number: str
    site: str
    physician_name: str
    age: int
    dilemma: str
    enrolled_on: date
    planned_on: date
    released_at: datetime | None
    sealed_before: bool | None
    closed: bool
    ended: str | None
    forms: tuple[FormState, ...]
    lock: Lock | None = None  # of the whole record, whether it holds or is lifted for a time


class Happened(StrEnum):
    """What can stand on a patient's timeline."""

    ENROLLED = "enrolled"
    ASSIGNED = "assigned"
    REASSIGNED = "reassigned"
    REPLANNED = "replanned"
    RELEASED = "released"
    SIGNED = "signed"
    SIGNED_AGAIN = "signed_again"
    CORRECTED = "corrected"
    CORRECTION_DROPPED = "correction_dropped"
    GIVEN_UP = "given_up"
    WANTED_AGAIN = "wanted_again"
    LOCKED = "locked"
    UNLOCKED = "unlocked"
    UNLOCKED_FOR_GOOD = "unlocked_for_good"
    DAY = "day"


@dataclass(frozen=True)
class Entry:
    """One thing on a patient's timeline: a deed at a moment, or a day that a signed form names."""

    day: date
    at: datetime | None
    what: Happened
    form: str | None = None
    item: Item | None = None
    person: str | None = None
    note: str | None = None  # a name, a source, a coded or written reason, as the kind has it
    unblinded: bool = False


@dataclass(frozen=True)
class Explained:
    """Why answers that break a rule are right (none: blanked), by whom and when."""

    text: str | None
    person_name: str
    at: datetime


@dataclass(frozen=True)
class Noticed:
    """A rule of the protocol that a patient's signed answers break; `evidence` is their hash."""

    handle: str
    number: str
    rule: Rule
    days: int | None
    answers: tuple[tuple[str, str], ...]
    evidence: str
    explained: Explained | None

    @property
    def is_query(self) -> bool:
        """Whether it waits for a correction or an explanation."""
        return self.rule.sort == "query"


class Differs(StrEnum):
    """How an answer differs from the one to the same question at an earlier time."""

    SAME = "same"
    OTHER = "other"
    HIGHER = "higher"
    LOWER = "lower"


@dataclass(frozen=True)
class When:
    """A time at which the physician is asked; `late` are answers from before the test, signed after it."""

    time: str
    form: str
    signed: bool
    late: bool


@dataclass(frozen=True)
class Asked:
    """A question as it was put at one time, and its signed answer."""

    item: Item
    value: Value | None


@dataclass(frozen=True)
class Told:
    """A question at all times at which it was put; `name` is the role of one put in other words each time."""

    name: str | None
    asked: Mapping[str, Asked]
    differs: Mapping[str, Differs]


@dataclass(frozen=True)
class SideBySide:
    """The signed answers at each time that the reader may read."""

    times: tuple[When, ...]
    rows: tuple[Told, ...]


@dataclass(frozen=True)
class PatientFile:
    """One patient with all that the reader may know; lesions are None where they are not to be read."""

    row: PatientRow
    entries: tuple[Entry, ...]
    noticed: tuple[Noticed, ...]
    answers: SideBySide
    lesions: tuple[Bar, ...] | None
    locks: tuple[Lock, ...] = ()  # of the study, of the patient, and of forms whose state the reader may know
