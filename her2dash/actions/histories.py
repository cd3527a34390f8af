"""What is known of a patient's way from elsewhere: the enrolment, the signed forms, the release, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from her2dash.study.model import Value


@dataclass(frozen=True)
class Told:
    """Something that a person, known by login name, did at a moment."""

    at: datetime
    by: str


@dataclass(frozen=True)
class ToldEnrolment(Told):
    """A patient consented and was enrolled."""

    number: str
    site: str
    physician: str
    age: int
    dilemma: str
    consent_on: date
    planned_on: date
    eligible: bool = True


@dataclass(frozen=True)
class ToldForm(Told):
    """A form was filled and signed; its answers as they are given here, a row before what stands in it."""

    form: str
    answers: Mapping[str, Value]
    source: str = "form"
    language: str = "en"


@dataclass(frozen=True)
class ToldRelease(Told):
    """The index test was released; with a reason where the form before it was not sealed."""

    reason: str | None = None


@dataclass(frozen=True)
class History:
    """One patient's way in the order of time; the same key twice is taken over once."""

    key: str
    enrolment: ToldEnrolment
    deeds: tuple[ToldForm | ToldRelease, ...] = ()
