"""Interface wording per language; the wording of questions belongs to the study, not here."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib.resources import files
from io import BytesIO
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LANGUAGES = {"en": "English", "nl": "Nederlands"}


def N_(text: str) -> str:  # noqa: N802 - the name that gettext's tools look for
    """Mark a message for the catalogues where it is made; it is translated where it is shown."""
    return text


@cache
def _catalogue(language: str) -> NullTranslations:
    # The .po file is read as it is: one file fewer to compile, and none to forget.
    source = files("her2dash") / "locale" / f"{language}.po"
    if not source.is_file():
        return NullTranslations()
    compiled = BytesIO()
    with source.open("rb") as stream:
        write_mo(compiled, read_po(stream))
    compiled.seek(0)
    return GNUTranslations(compiled)


class Words:
    """The interface in one language, with dates and numbers as that language writes them."""

    def __init__(self, language: str, zone: str = "UTC") -> None:
        self.language = language if language in LANGUAGES else "en"
        self._zone = ZoneInfo(zone)
        self._locale = "en_GB" if self.language == "en" else self.language

    def __call__(self, text: str, **values: object) -> str:
        """Return the sentence in this language, its {names} filled."""
        # gettext keeps the head of the catalogue under the empty text.
        said = _catalogue(self.language).gettext(text) if text else text
        return said.format(**values) if values else said

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """Return the sentence for one thing or for {n} of them, its {names} filled."""
        return _catalogue(self.language).ngettext(one, many, n).format(n=n, **values)

    def month(self, day: date) -> str:
        """Return the month of a day as "Nov 2026"."""
        return format_date(day, "MMM y", locale=self._locale)

    def date(self, day: date | None) -> str:
        """Return a day as "23 Nov 2026", or a dash where there is none."""
        return format_date(day, "d MMM y", locale=self._locale) if day else "–"

    def time(self, moment: datetime) -> str:
        """Return the local time of day as "14:03"."""
        return format_time(moment, "HH:mm", tzinfo=self._zone, locale=self._locale)

    def clock(self, moment: datetime) -> str:
        """Return the local time to the second, as "14:03:12": of what happens every few seconds."""
        return format_time(moment, "HH:mm:ss", tzinfo=self._zone, locale=self._locale)

    def moment(self, moment: datetime) -> str:
        """Return a moment in the study's zone, the zone named."""
        return format_datetime(moment, "d MMM y, HH:mm z", tzinfo=self._zone, locale=self._locale)
