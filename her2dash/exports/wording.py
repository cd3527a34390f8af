"""The study's wording and its answers in a reader's words, on the screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from her2dash.access import Role
from her2dash.i18n import N_, Words
from her2dash.study.forms import BLANKED, Item, Kind, Value
from her2dash.study.model import Study
from her2dash.study.text import Text

ROLE_NAMES = {
    Role.PHYSICIAN: N_("referring physician"),
    Role.COORDINATOR: N_("coordinator"),
    Role.IMAGING: N_("imaging"),
    Role.LABORATORY: N_("laboratory"),
    Role.PI: N_("principal investigator"),
    Role.MONITOR: N_("monitor"),
    Role.ADMIN: N_("administrator"),
}

# Where the answers of a signed form come from.
SOURCES = {
    "form": N_("The signer's own answers"),
    "chart": N_("From the patient's chart"),
    "telephone": N_("By telephone from the person who was asked"),
}


@dataclass(frozen=True)
class Wording:
    """A study in the words of one reader."""

    study: Study
    words: Words

    @property
    def language(self) -> str:
        """The language in which this reader is shown the study's wording."""
        known = self.study.languages
        return self.words.language if self.words.language in known else known[0]

    def text(self, text: Text) -> str:
        """Return a wording of the study in the reader's language."""
        return text[self.language]

    def answer(self, item: Item, value: Value | None) -> str:
        """Return an answer as a person reads it, or that there is none, or none any more."""
        if item.kind is Kind.ROW:
            return self.words("It is there") if value else self.words("It is not there")
        if value is None:
            return self.words("Not provided")
        if value == BLANKED:
            return self.words("(blanked)")
        if item.kind.coded:
            codes = (value,) if isinstance(value, str) else value
            options = self.study.codelist(item.codes)
            return "; ".join(self.text(options.code(code).label) for code in codes)
        written = self.written(item, str(value))
        return f"{written} {item.unit}" if item.unit else written

    def written(self, item: Item, value: str) -> str:
        """Return a number or a date as the reader's language writes it, a text as it is."""
        if item.kind == "date":
            return self.words.date(date.fromisoformat(value))
        if item.kind == "number" and self.words.language == "nl":
            return value.replace(".", ",")
        return value
