"""The protocol as frozen types: its numbers, sites and events, and what the analysis calls each question."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from her2dash.study.forms import CodeName, Frozen, Name
from her2dash.study.text import Text

# Who may fill or read a form; what else a role may do is said in her2dash.access.
ROLE_NAMES = ("physician", "coordinator", "imaging", "laboratory", "pi", "monitor", "admin")


class ItemRef(NamedTuple):
    """A question of a form, written "form.item" in the protocol."""

    form: str
    item: str

    def __str__(self) -> str:
        return f"{self.form}.{self.item}"


def _read_ref(raw: Any) -> Any:
    if isinstance(raw, str) and re.fullmatch(r"[a-z0-9_]+\.[a-z0-9_]+", raw):
        return ItemRef(*raw.split("."))
    if isinstance(raw, ItemRef):
        return raw
    remedy = 'Write the form, a point and the question, for instance "pet.call"'
    raise PydanticCustomError("item_ref", "does not name a question", {"remedy": remedy})


def _read_threshold(raw: Any) -> Any:
    # 0.667 would refuse 2 of 3: the fraction is exact, so it is written as text.
    if isinstance(raw, Fraction):
        return raw
    parts = re.fullmatch(r"(\d+)/(\d+)", raw) if isinstance(raw, str) else None
    if parts and 0 < int(parts[1]) <= int(parts[2]):
        return Fraction(raw)
    remedy = 'Write a fraction above 0 and not above 1 as text, for instance "2/3"'
    raise PydanticCustomError("threshold", "is not a fraction between 0 and 1", {"remedy": remedy})


Ref = Annotated[ItemRef, BeforeValidator(_read_ref)]
Threshold = Annotated[Fraction, BeforeValidator(_read_threshold)]


class Window(Frozen):
    """When a form is wanted, in whole days after its anchor.

    The anchor is "enrolment", "planned" (the planned day of the index test), "release", or a date that
    a form holds ("pet.scanned_on"). Days may be negative: open before the anchor.
    """

    anchor: str
    opens: int
    due: int
    late_after: int
    proposed: bool = False


class Site(Frozen):
    """A hospital that takes part."""

    code: Annotated[str, Field(min_length=1, max_length=20)]
    name: Annotated[str, Field(min_length=1)]


class Event(Frozen):
    """A moment of the study at which forms are filled."""

    id: Name
    title: Text


class Schedule(Frozen):
    """Which form belongs to which event, who fills and who reads it, and when it is wanted."""

    form: str
    event: str
    filled_by: tuple[str, ...]
    read_by: tuple[str, ...]
    read_after_release: tuple[str, ...] = ()
    window: Window
    proposed: bool = False


class Release(Frozen):
    """The form that is released to the physician, and the one to be sealed before (else: a reason)."""

    form: str
    sealed_first: str


class Roles(Frozen):
    """What the analysis speaks of, and the question that answers it; a study may lack any."""

    index_call: Ref | None = None
    index_injected: Ref | None = None
    index_scan: Ref | None = None
    index_reported: Ref | None = None
    therapy_outcome: Ref | None = None
    therapy_agents: Ref | None = None
    therapy_decided: Ref | None = None
    status_pre: Ref | None = None
    status_post: Ref | None = None
    plan_pre: Ref | None = None
    plan_post: Ref | None = None
    plan_later: Ref | None = None
    agents_pre: Ref | None = None
    agents_post: Ref | None = None
    agents_later: Ref | None = None
    confidence_pre: Ref | None = None
    confidence_post: Ref | None = None
    confidence_later: Ref | None = None
    understanding: Ref | None = None
    changed: Ref | None = None
    drivers: Ref | None = None
    tests_avoided: Ref | None = None
    tests_added: Ref | None = None
    as_intended: Ref | None = None
    why_not: Ref | None = None
    supported: Ref | None = None
    solved: Ref | None = None


class Meaning(Frozen):
    """Which codes of a question mean what to the analysis."""

    def of(self, code: str | None) -> str | None:
        """Return what a code means, or None where it has no meaning."""
        return next((name for name in type(self).model_fields if code in getattr(self, name)), None)


class CallMeaning(Meaning):
    """What the codes of the index test's call mean."""

    positive: tuple[CodeName, ...] = ()
    negative: tuple[CodeName, ...] = ()
    equivocal: tuple[CodeName, ...] = ()
    not_evaluable: tuple[CodeName, ...] = ()


class OutcomeMeaning(Meaning):
    """What the codes of the treatment decision mean."""

    regimen: tuple[CodeName, ...] = ()
    none: tuple[CodeName, ...] = ()
    not_made: tuple[CodeName, ...] = ()


class Meanings(Frozen):
    """How the analysis reads the codes of the index test and of the treatment decision."""

    index_call: CallMeaning = CallMeaning()
    therapy_outcome: OutcomeMeaning = OutcomeMeaning()
    anti_her2_group: str


class Protocol(Frozen):
    """Every number and name that an amendment of the protocol could change."""

    id: Name
    version: Annotated[str, Field(min_length=1)]
    title: Text
    short: Text
    registry: str
    zone: str
    languages: tuple[str, ...]
    target: int = Field(gt=0)
    threshold: Threshold
    number_pattern: str
    minimum_age: int = Field(ge=0)
    remind_days: int = Field(ge=0)
    exact_up_to: int = Field(gt=0)  # above this n a named large-sample method takes over
    dilemmas: str
    sites: tuple[Site, ...]
    events: tuple[Event, ...]
    schedule: tuple[Schedule, ...]
    release: Release
    roles: Roles
    meanings: Meanings
