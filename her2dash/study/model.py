"""The study as frozen types: the protocol's numbers, its forms and code lists, each found by name."""

from __future__ import annotations

from collections.abc import Mapping

from her2dash.errors import NotFound
from her2dash.i18n import N_
from her2dash.study.forms import BLANKED, Answers, AskIf, Code, CodeList, Form, Group, Item, Kind, Value
from her2dash.study.protocol import (
    ROLE_NAMES,
    Event,
    Protocol,
    Release,
    Schedule,
    Site,
    Window,
)
from her2dash.study.roles import CallMeaning, ItemRef, Meanings, OutcomeMeaning, Roles
from her2dash.study.text import Text

# The one place from which the other rooms take the study's types.
__all__ = [
    "BLANKED", "ROLE_NAMES", "Answers", "AskIf", "CallMeaning", "Code", "CodeList", "Event", "Form", "Group",
    "Item", "ItemRef", "Kind", "Meanings", "OutcomeMeaning", "Protocol", "Release", "Roles", "Schedule",
    "Site", "Study", "Text", "Value", "Window",
]  # fmt: skip


class Study(Protocol):
    """One study folder, read and found without fault."""

    forms: Mapping[str, Form]  # the newest version of each
    editions: tuple[Form, ...]  # every version: an answer is shown with the wording it was given to
    codes: Mapping[str, CodeList]
    digest: str

    def __hash__(self) -> int:
        return hash(self.digest)

    def form(self, id: str, version: int | None = None) -> Form:
        """Return a form, in its newest version unless one is named."""
        for form in (*self.forms.values(), *self.editions):
            if form.id == id and version in (None, form.version):
                return form
        raise NotFound(N_("The study has no form {form}."), form=id)

    def codelist(self, id: str | None) -> CodeList:
        """Return a code list."""
        if id is None or id not in self.codes:
            raise NotFound(N_("The study has no code list {list}."), list=id)
        return self.codes[id]

    def scheduled(self, form: str) -> Schedule:
        """Return when a form is wanted, who fills it and who reads it."""
        for row in self.schedule:
            if row.form == form:
                return row
        raise NotFound(N_("The study has no form {form}."), form=form)

    def item(self, ref: ItemRef) -> Item:
        """Return the question that a role names."""
        return self.form(ref.form).item(ref.item)

    def site(self, code: str) -> Site:
        """Return a site."""
        for site in self.sites:
            if site.code == code:
                return site
        raise NotFound(N_("The study has no site {site}."), site=code)

    def event(self, id: str) -> Event:
        """Return an event."""
        for event in self.events:
            if event.id == id:
                return event
        raise NotFound(N_("The study has no event {event}."), event=id)
