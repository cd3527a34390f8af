"""Who reads the screen: the person's rights and language, beside the study that is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from her2dash.access import Permission, Role
from her2dash.actions import accounts
from her2dash.actions.desk import Desk
from her2dash.actions.views import Me
from her2dash.exports.wording import ROLE_NAMES, SOURCES, Wording
from her2dash.i18n import Words
from her2dash.study.forms import Item, Value
from her2dash.study.model import Study
from her2dash.study.text import Text

__all__ = ["ROLE_NAMES", "SOURCES", "Reader", "reader_at"]


@dataclass(frozen=True)
class Reader:
    """The person at the desk, and everything in that person's words."""

    desk: Desk
    me: Me
    words: Words

    @property
    def study(self) -> Study:
        """The study that is shown."""
        return self.desk.office.study

    @property
    def wording(self) -> Wording:
        """The study in this person's words."""
        return Wording(self.study, self.words)

    @property
    def language(self) -> str:
        """The language in which this person is shown the study's wording."""
        return self.wording.language

    @property
    def now(self) -> datetime:
        """This moment."""
        return self.desk.office.clock.now()

    @property
    def today(self) -> date:
        """The day in the study's zone."""
        return self.day(self.now)

    def may(self, permission: Permission) -> bool:
        """Tell whether the person has a right."""
        return permission in self.me.permissions

    def day(self, moment: datetime) -> date:
        """Return the day of a moment in the study's zone."""
        return moment.astimezone(ZoneInfo(self.study.zone)).date()

    def text(self, text: Text) -> str:
        """Return a wording of the study in the person's language."""
        return text[self.language]

    def form_title(self, form: str) -> str:
        """Return what a form is called."""
        return self.text(self.study.form(form).title)

    def dilemma(self, code: str) -> str:
        """Return why the patient is in the study, in words."""
        return self.text(self.study.codelist(self.study.dilemmas).code(code).label)

    def role(self, role: Role) -> str:
        """Return what a role is called."""
        return self.words(ROLE_NAMES[role])

    def when(self, moment: datetime) -> str:
        """Return the time of day for today, day and time for any other day."""
        time = self.words.time(moment)
        day = self.day(moment)
        return time if day == self.today else f"{self.words.date(day)}, {time}"

    def answer(self, item: Item, value: Value | None) -> str:
        """Return an answer as the person reads it, or that there is none."""
        return self.wording.answer(item, value)

    def day_written(self, value: str) -> str:
        """Return a stored day as the person's language writes it."""
        return self.words.date(date.fromisoformat(value))

    def written(self, item: Item, value: str) -> str:
        """Return a number or a date as the person's language writes it, a text as it is."""
        return self.wording.written(item, value)


def reader_at(desk: Desk) -> Reader:
    """Return the reader at a desk, asked anew: a withdrawn right acts at the next run."""
    me = accounts.who(desk)
    return Reader(desk, me, Words(me.language, desk.office.study.zone))
