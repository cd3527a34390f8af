"""What the audit trail shows: events in the words of the study, as far as the reader may know them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from her2dash.study.model import Item, Value

Row = TypeVar("Row")


@dataclass(frozen=True)
class Change:
    """An answer before and after; a typed text that was blanked since says so instead of itself."""

    before: Value | None
    after: Value | None
    blanked_before: bool = False
    blanked_after: bool = False


@dataclass(frozen=True)
class Entry:
    """One event: who, in which role, when, by which channel, on which patient and form, what and why.

    `change` is none where an event gave no answer, and where its answer is `hidden`: the reader's role does
    not read this form, it is not signed yet, or the test is not released to its physician.
    """

    number: int
    at: datetime
    person: str | None
    role: str | None
    channel: str
    deed: str
    patient: str | None
    patient_id: int | None
    handle: str | None
    detail: Mapping[str, Any]
    hash: str
    form: str | None = None
    form_version: int | None = None
    item: Item | None = None
    language: str | None = None
    change: Change | None = None
    hidden: bool = False
    moved: tuple[str, str] | None = None  # before and after: a planned day in ISO 8601, a printed name
    reason: str | None = None
    reason_blanked: bool = False
    text_hash: str | None = None  # of a text that the reader sees here and that can be blanked
    about: str | None = None  # the person whom it is about, or who did what was taken over


@dataclass(frozen=True)
class Look:
    """One event of the access log."""

    number: int
    at: datetime
    person: str | None
    channel: str
    deed: str
    subject: str


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Some events of those that were asked for: `found` in all, on which of how many pages."""

    rows: tuple[Row, ...]
    found: int
    page: int
    pages: int
