"""What a cohort says of a form, as answers under the names by which they are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from her2dash.study.model import Form, Group, Item, Kind, Value
from her2dash.study.rows import IS_THERE, NONE, WHY, question

# Turns a day as a cohort writes it into a date.
Dated = Callable[[str], str]

# What is said of a question, and what hangs on its answer.
_PARTS = ("", f"~{WHY}", f"~{NONE}")


def answers_of(
    form: Form, said: Mapping[str, Any], usual_row: Mapping[str, Mapping[str, Any]], dated: Dated
) -> dict[str, Value]:
    """Return the answers in the order of the form; rows are numbered as they stand in the cohort."""
    found: dict[str, Value] = {}
    for group in form.groups:
        if group.repeats is None:
            found.update(_answers(group, said, "", dated))
            continue
        for n, row in enumerate(said.get(group.id, ()), start=1):
            found[f"{group.id}:{n}"] = IS_THERE
            found.update(_answers(group, {**usual_row.get(group.id, {}), **row}, f":{n}", dated))
    return found


def changed_answers(form: Form, said: Mapping[str, Any], dated: Dated) -> dict[str, Value]:
    """Return answers that are said under the names by which they are given, such as "lesion_suvmax:2"."""
    return {key: _value(question(form, key), given, dated) for key, given in said.items()}


def _answers(group: Group, said: Mapping[str, Any], row: str, dated: Dated) -> Iterator[tuple[str, Value]]:
    for item in group.items:
        for part in _PARTS:
            if given := said.get(item.id + part):
                yield f"{item.id}{row}{part}", given if part else _value(item, given, dated)


def _value(item: Item, given: Any, dated: Dated) -> Value:
    if item.kind is Kind.DATE:
        return dated(given)
    return given if isinstance(given, str) else tuple(given)
