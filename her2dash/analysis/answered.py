"""What is on record of a patient, and how an answer is found there by the role that it plays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from her2dash.study.rows import name_of, row_of

if TYPE_CHECKING:
    from her2dash.study.model import ItemRef

Value = str | tuple[str, ...]
Answers = Mapping[str, Mapping[str, Value | None]]


@dataclass(frozen=True, slots=True)
class Facts:
    """What is on record of a patient: who it is, and the last signed answers of each form.

    `before_release` holds the answers as last signed before the index test was released: a correction made
    later is kept, and never used where before and after are compared.
    """

    patient: str
    site: str
    dilemma: str
    enrolled_on: date
    signed: Answers
    before_release: Answers
    released_on: date | None
    sealed_before: bool | None


def answer_of(answers: Answers, ref: ItemRef | None) -> Value | None:
    """Return the answer to a question; of one that is asked in every row of a group the answers of all."""
    given = answers.get(ref.form, {}) if ref else {}
    if ref is None or given.get(ref.item):
        return given.get(ref.item) if ref else None
    found = rows_of(answers, ref).values()
    return tuple(code for value in found for code in each(value)) or None


def rows_of(answers: Answers, ref: ItemRef | None) -> dict[int, Value]:
    """Return the answers to a question of a repeating group by their row, in the order of rows."""
    if ref is None:
        return {}
    found = {
        row_of(key): value
        for key, value in answers.get(ref.form, {}).items()
        if value and name_of(key) == ref.item and "~" not in key
    }
    return dict(sorted((row, value) for row, value in found.items() if row is not None))


def each(value: Value) -> tuple[str, ...]:
    """Return the codes of an answer, one or several."""
    return (value,) if isinstance(value, str) else value


def one(value: Value | None) -> str | None:
    """Return an answer that is one code, number or day."""
    return value if isinstance(value, str) else None


def day_of(answers: Answers, ref: ItemRef | None) -> date | None:
    """Return a day that was answered."""
    value = one(answer_of(answers, ref))
    return date.fromisoformat(value) if value else None
