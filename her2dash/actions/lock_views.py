"""Locks as they stand at a moment: what they cover, since when, and whether they are lifted for a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from her2dash.i18n import N_


class Extent(StrEnum):
    """What a lock covers."""

    FORM = "form"
    PATIENT = "patient"
    STUDY = "study"


# What is said to who meets a lock, on a page and when something is refused.
LOCKED_SINCE = {
    Extent.FORM: N_(
        "This form is locked since {since}. Only the principal investigator can unlock it, for a reason."
    ),
    Extent.PATIENT: N_(
        "This patient's record is locked since {since}. Only the principal investigator can unlock it, for a "
        "reason."
    ),
    Extent.STUDY: N_(
        "The study's database is locked since {since}. Only the principal investigator can unlock it, for a "
        "reason."
    ),
}


@dataclass(frozen=True)
class Signed:
    """The signature of a lock of the study: by whom, when, what it means, and which record it stands for."""

    printed_name: str
    at: datetime
    meaning: str
    data_version: int
    head_hash: str


@dataclass(frozen=True)
class Lock:
    """Something that was locked once: it holds `since` a moment, is lifted until another, or ended then."""

    extent: Extent
    form: str | None
    since: datetime
    person_name: str
    lifted_until: datetime | None = None
    by_itself: bool = False  # locked again because the time of an unlocking had passed
    ended: bool = False  # lifted for good: it is as if never locked, and can be locked again
    reason: str | None = None  # of the last unlocking, for who watches the study
    signed: Signed | None = None

    @property
    def holds(self) -> bool:
        """Whether nothing can be written there now."""
        return self.lifted_until is None and not self.ended


@dataclass(frozen=True)
class Locks:
    """The locks of patients and of the study, each under its patient and form; neither for the study's."""

    known: Mapping[tuple[int | None, str | None], Lock]

    def of(self, patient: int | None, form: str | None = None) -> Lock | None:
        """Return the lock that was set on exactly this, whether it holds or not; None where none was."""
        return self.known.get((patient, form))

    def on(self, patient: int | None, form: str | None = None) -> Lock | None:
        """Return the widest lock that holds there: of the study, the patient, then the form."""
        concerned = (self.of(None), self.of(patient), self.of(patient, form))
        return next((one for one in concerned if one is not None and one.holds), None)
