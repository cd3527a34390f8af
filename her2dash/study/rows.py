"""Rows of repeating groups, and questions that hang on an answer: how each is written.

Everything is an answer to a named question, also in a row: the item "suvmax" of row 3 is "suvmax:3", and the
row itself is the answer "lesions:3", given when it is added and taken back when it is removed. Row numbers
are never used again. Behind a "~" stands what hangs on an answer: "suvmax:3~why" asks why an unusual number
is right, "suvmax:3~none" for the reason that there is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from her2dash.errors import NotFound
from her2dash.i18n import N_
from her2dash.study.forms import Answers, AskIf, Form, Group, Item, Kind

IS_THERE = "row"
WHY, NONE = "why", "none"

_KEY = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?::(?P<row>[1-9][0-9]{0,3}))?(?:~(?P<part>why|none))?")
_LONGEST_REASON = 500


@lru_cache(maxsize=4096)
def row_of(key: str) -> int | None:
    """Return the row that an answer belongs to, None outside a repeating group."""
    found = _KEY.fullmatch(key)
    return int(found["row"]) if found and found["row"] else None


@lru_cache(maxsize=4096)
def name_of(key: str) -> str:
    """Return the question that an answer belongs to, whatever its row and what hangs on it."""
    return re.split("[:~]", key, maxsplit=1)[0]


def rows(group: Group, answers: Answers) -> tuple[int, ...]:
    """Return the rows of a repeating group that are there, in the order in which they were added."""
    there = (row_of(key) for key, value in answers.items() if value and name_of(key) == group.id)
    return tuple(sorted(row for row in there if row is not None))


def repeating(form: Form, id: str) -> Group:
    """Return a repeating group of a form."""
    for group in form.groups:
        if group.id == id and group.repeats is not None:
            return group
    raise NotFound(N_("The form {form} has no repeating group {group}."), form=form.id, group=id)


@lru_cache(maxsize=4096)
def question(form: Form, key: str) -> Item:
    """Return the question that an answer is given to; NotFound where the form has none."""
    found = _KEY.fullmatch(key)
    if found is None:
        raise NotFound(N_("The form {form} has no question {item}."), form=form.id, item=key)
    name, row, part = found["name"], int(found["row"]) if found["row"] else None, found["part"]
    if row is not None and part is None and any(g.id == name and g.repeats for g in form.groups):
        return row_itself(repeating(form, name), row)
    item, group = form.item(name), group_of(form, name)
    if (group.repeats is None) != (row is None):
        raise NotFound(N_("The form {form} has no question {item}."), form=form.id, item=key)
    if row is not None:
        item = in_row(group, item, row)
    if part is None:
        return item
    hanging = {WHY: reason_asked, NONE: none_asked}[part](item)
    if hanging is None:
        raise NotFound(N_("The form {form} has no question {item}."), form=form.id, item=key)
    return hanging


@lru_cache(maxsize=4096)
def in_row(group: Group, item: Item, row: int) -> Item:
    """Return an item of a repeating group as it is asked in a row; its conditions look at that row."""
    own = {each.id for each in group.items}

    def here(name: str) -> str:
        return f"{name}:{row}" if name in own else name

    return item.model_copy(
        update={
            "id": here(item.id),
            "ask_if": tuple(_of(condition, here(condition.item)) for condition in item.ask_if),
            "not_before": here(item.not_before) if item.not_before else None,
        }
    )


def row_itself(group: Group, row: int) -> Item:
    """Return the row as a question: it is answered by being there."""
    wanted = group.repeats or group.title
    return Item.model_construct(
        id=f"{group.id}:{row}", kind=Kind.ROW, label=wanted, required=True, ask_if=group.ask_if
    )


def reason_asked(item: Item) -> Item | None:
    """Return the question why an unusual number is right, None for an item without such limits."""
    if item.unusual is None:
        return None
    return Item.model_construct(
        id=f"{item.id}~{WHY}", kind=Kind.TEXT, label=item.unusual.ask, required=True,
        max_length=_LONGEST_REASON,
    )  # fmt: skip


def none_asked(item: Item) -> Item | None:
    """Return the question why there is no answer, None for an item that must have one."""
    if item.missing is None:
        return None
    return Item.model_construct(
        id=f"{item.id}~{NONE}", kind=Kind.SINGLE, label=item.label, codes=item.missing
    )


def expanded(group: Group, answers: Answers) -> Iterator[Item]:
    """Return the questions of a group as they are asked: in a repeating one, those of every row."""
    if group.repeats is None:
        yield from group.items
        return
    for row in rows(group, answers):
        for item in group.items:
            yield in_row(group, item, row)


def _of(condition: AskIf, item: str) -> AskIf:
    return condition.model_copy(update={"item": item})


def group_of(form: Form, item: str) -> Group:
    """Return the group in which a question stands."""
    return next(group for group in form.groups if any(each.id == item for each in group.items))
