"""The record as it stood at a moment: what was written later is not seen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from her2dash.actions.desk import Work
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store.database import Connection
from her2dash.study.model import Study


@dataclass(frozen=True)
class Past:
    """A view of the record at a past moment; its today is the day of that moment."""

    work: Work
    until: datetime

    @property
    def study(self) -> Study:
        """The study's definition."""
        return self.work.study

    @property
    def connection(self) -> Connection:
        """The transaction of the action that looks back."""
        return self.work.connection

    @property
    def today(self) -> date:
        """The day in the study's zone at that moment."""
        return self.local_day(self.until)

    def local_day(self, moment: datetime) -> date:
        """Return the day of a moment in the study's zone."""
        return self.work.local_day(moment)


def seen_from(work: Work, as_of: datetime | None) -> Work | Past:
    """Return the record as of a moment, or as it stands; Refused without a zone or for a moment to come."""
    if as_of is None:
        return work
    if as_of.tzinfo is None or as_of > work.now:
        raise Refused(N_("The data can be shown as of a past moment only."))
    return Past(work, as_of)
