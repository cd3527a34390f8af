"""The protocol as frozen types: its numbers, sites and events, when each form is wanted, and its rules."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from her2dash.study.forms import Frozen, Name
from her2dash.study.roles import Marker, Meanings, Roles
from her2dash.study.rules import Rule
from her2dash.study.text import Text

# Who may fill or read a form; what else a role may do is said in her2dash.access.
ROLE_NAMES = ("physician", "coordinator", "imaging", "laboratory", "pi", "monitor", "admin")


def _read_threshold(raw: Any) -> Any:
    # 0.667 would refuse 2 of 3: the fraction is exact, so it is written as text.
    if isinstance(raw, Fraction):
        return raw
    parts = re.fullmatch(r"(\d+)/(\d+)", raw) if isinstance(raw, str) else None
    if parts and 0 < int(parts[1]) <= int(parts[2]):
        return Fraction(raw)
    remedy = 'Write a fraction above 0 and not above 1 as text, for instance "2/3"'
    raise PydanticCustomError("threshold", "is not a fraction between 0 and 1", {"remedy": remedy})


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
    window: Window | None = None  # none: wanted only when it happens, and never due
    proposed: bool = False


class Release(Frozen):
    """The form that is released to the physician, and the one to be sealed before (else: a reason)."""

    form: str
    sealed_first: str


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
    not_obtained: str | None = None  # the code list of reasons for which a form is not obtained
    sites: tuple[Site, ...]
    events: tuple[Event, ...]
    schedule: tuple[Schedule, ...]
    release: Release
    roles: Roles
    meanings: Meanings
    marker: Marker | None = None
    rules: tuple[Rule, ...] = ()
