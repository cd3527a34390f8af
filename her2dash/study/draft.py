"""A study folder as far as it can be read: what is whole, what is known by name only, and the faults."""

from __future__ import annotations

from dataclasses import dataclass, field

from her2dash.study.faults import Fault
from her2dash.study.forms import CodeList, Form, Item
from her2dash.study.protocol import Protocol
from her2dash.study.roles import ItemRef

PROTOCOL, CODES, RELEASED = "protocol.toml", "codes.toml", "released.toml"


@dataclass
class DraftForm:
    """A form file without the questions that could not be read; those are known by id."""

    file: str
    form: Form
    unread: frozenset[str] = frozenset()

    def item(self, id: str) -> Item | None:
        """Return a question, or None where it is unknown or could not be read."""
        return next((item for item in self.form.items if item.id == id), None)


@dataclass
class Draft:
    """What could be read of a folder. What is known by name only has a fault of its own already."""

    protocol: Protocol | None = None
    scheduled: frozenset[str] = frozenset()  # also by rows that could not be read
    codes: dict[str, CodeList] = field(default_factory=dict)
    list_names: frozenset[str] = frozenset()
    forms: list[DraftForm] = field(default_factory=list)
    form_names: frozenset[str] = frozenset()  # from the files' names
    released: dict[str, object] = field(default_factory=dict)
    prints: dict[tuple[str, str], str] = field(default_factory=dict)  # digests of all forms and lists
    faults: list[Fault] = field(default_factory=list)

    def newest(self) -> dict[str, DraftForm]:
        """Return the newest version of each form."""
        return {draft.form.id: draft for draft in sorted(self.forms, key=lambda d: d.form.version)}

    def item(self, ref: ItemRef) -> Item | None:
        """Return the question that a reference names, if it could be read."""
        draft = self.newest().get(ref.form)
        return draft.item(ref.item) if draft else None

    def unreadable(self, ref: ItemRef) -> bool:
        """Whether the form or the question is there, but has a fault of its own."""
        draft = self.newest().get(ref.form)
        return ref.item in draft.unread if draft else ref.form in self.form_names
