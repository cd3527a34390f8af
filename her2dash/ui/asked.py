"""How a question is put: its wording, the row that it belongs to, and what hangs on an answer."""

from __future__ import annotations

from her2dash.study.forms import Form, Group, Item, Kind
from her2dash.study.rows import NONE, name_of, row_of
from her2dash.ui.reader import Reader


def asked(reader: Reader, form: Form, item: Item) -> str:
    """Return a question in full: named after its row, so that no two on a page sound alike."""
    words, row = reader.words, row_of(item.id)
    short = asked_in_row(reader, item)
    if row is None:
        return short
    if item.kind is Kind.ROW:
        return row_name(reader, group_of(form, item), row)
    return words("{row}: {question}", row=row_name(reader, group_of(form, item), row), question=short)


def asked_in_row(reader: Reader, item: Item) -> str:
    """Return a question as it stands under the heading of its row."""
    wording = reader.text(item.label)
    if is_reason_for_none(item):
        return reader.words("No answer to “{question}”? Say why", question=wording)
    return wording


def row_name(reader: Reader, group: Group, row: int) -> str:
    """Return what a row of a repeating group is called, such as "Lesion 2"."""
    return f"{reader.text(group.repeats or group.title)} {row}"


def group_of(form: Form, item: Item) -> Group:
    """Return the group that asks a question, in whatever row."""
    name = name_of(item.id)
    return next(g for g in form.groups if g.id == name or any(each.id == name for each in g.items))


def is_reason_for_none(item: Item) -> bool:
    """Tell whether this asks why another question has no answer."""
    return item.id.endswith(f"~{NONE}")


def place_of(item: str) -> str:
    """Return the name of a question on the page, to which links lead."""
    return f"question-{item.replace(':', '-').replace('~', '-')}"
