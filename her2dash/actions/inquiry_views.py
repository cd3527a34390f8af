"""What the actions about inquiries answer with: what was asked about a signed form, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from her2dash.access import Role


class Step(StrEnum):
    """The steps of an inquiry; the newest tells where it stands."""

    ASKED = "asked"
    ANSWERED = "answered"
    CLOSED = "closed"


@dataclass(frozen=True)
class Said:
    """One step: by whom, in which role, when, and in which words; none when closed, or blanked since."""

    step: Step
    person_name: str
    role: Role
    at: datetime
    text: str | None
    blanked: bool = False


@dataclass(frozen=True)
class Inquiry:
    """A question about one answer of a signed form, or about all of it (`item` none)."""

    number: int
    handle: str
    patient: str
    form: str
    form_version: int
    item: str | None
    said: tuple[Said, ...]
    may_answer: bool  # whether this reader fills the form
    may_ask: bool  # whether this reader closes it, or asks again
    locked: bool  # whether a lock holds there, which takes no step of anybody

    @property
    def stands(self) -> Step:
        """Where it stands now."""
        return self.said[-1].step

    @property
    def asked_at(self) -> datetime:
        """When it was asked, for the last time."""
        return next(one.at for one in reversed(self.said) if one.step is Step.ASKED)


@dataclass(frozen=True)
class Tally:
    """How many inquiries about a patient wait for an answer, and how many to be closed."""

    waiting: int
    answered: int
