"""Which questions apply, which answers are missing, which count, and which contradict each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from her2dash.study.forms import Answers, AskIf, Form, Group, Item, Kind, Sum, Value
from her2dash.study.rows import (
    IS_THERE,
    NONE,
    expanded,
    name_of,
    none_asked,
    question,
    reason_asked,
    row_itself,
    row_of,
    rows,
)
from her2dash.study.text import Text


@dataclass(frozen=True)
class Contradiction:
    """Answers that cannot all be right: a day before one that it must follow, numbers that do not add up."""

    item: Item
    others: tuple[Item, ...]
    adds_up: bool = False  # the others are the parts of which the item is the sum
    say: Text | None = None  # the study's own words, where the answers exclude each other


@dataclass
class _Walk:
    """A form gone through question by question: what is asked on which page, and the answers that count."""

    pages: list[tuple[Group, list[Item]]] = field(default_factory=list)
    given: dict[str, Value] = field(default_factory=dict)

    @property
    def asked(self) -> tuple[Item, ...]:
        return tuple(item for _, items in self.pages for item in items)


def applicable(form: Form, answers: Answers) -> tuple[Item, ...]:
    """Return the questions that are asked, given these answers; in a repeating group those of every row.

    A question hidden by a rule counts as unanswered for the questions after it, whatever was answered
    while it was shown.
    """
    return _walk(form, answers).asked


def counted(form: Form, answers: Answers) -> dict[str, Value]:
    """Return the answers that count: those to questions that are asked, and the rows that are there."""
    return _walk(form, answers).given


def pages(form: Form, answers: Answers) -> tuple[Group, ...]:
    """Return the pages that still have a question to ask, holding only those questions."""
    return tuple(
        group.model_copy(update={"items": tuple(items)})
        for group, items in _walk(form, answers).pages
        if items or group.repeats
    )


def missing(form: Form, answers: Answers) -> tuple[Item, ...]:
    """Return the required questions that are asked and not answered: what keeps a form from being signed.

    A reason for which there is no answer stands for the answer; a row that must be there is one of them.
    """
    walk = _walk(form, answers)
    return tuple(
        item
        for item in walk.asked
        if item.required and item.id not in walk.given and f"{item.id}~{NONE}" not in walk.given
    )


def hidden(form: Form, answers: Answers) -> tuple[Item, ...]:
    """Return the questions that were answered and are asked no more: kept in the history, not counted."""
    given = _walk(form, answers).given
    kept = [key for key, value in answers.items() if value and key not in given and "~" not in key]
    return tuple(item for item in (question(form, key) for key in kept) if _row_is_there(form, item, given))


def contradictions(form: Form, answers: Answers) -> tuple[Contradiction, ...]:
    """Return what cannot all be right, among the questions that are asked."""
    walk = _walk(form, answers)
    by_id = {item.id: item for item in walk.asked}
    early = (
        Contradiction(item, (by_id[str(item.not_before)],))
        for item in walk.asked
        if _precedes(item, walk.given)
    )
    sums = (
        Contradiction(by_id[rule.total], tuple(by_id[part] for part in rule.parts), adds_up=True)
        for rule in form.sums
        if _differs(rule, walk.given)
    )
    excluded = (
        Contradiction(by_id[rule.at], (), say=rule.say)
        for rule in form.conflicts
        if rule.at in by_id and _all_hold(rule.when, walk.given)
    )
    return (*early, *sums, *excluded)


def _walk(form: Form, answers: Answers) -> _Walk:
    walk = _Walk()
    for group in form.groups:
        if not _all_hold(group.ask_if, walk.given):
            continue
        asked: list[Item] = []
        walk.pages.append((group, asked))
        if group.repeats is not None:
            asked += _lacking(group, answers, walk.given)
        for item in expanded(group, answers):
            if _all_hold(item.ask_if, walk.given):
                asked += _with_what_hangs_on_it(item, answers, walk.given)
    return walk


def _lacking(group: Group, answers: Answers, given: dict[str, Value]) -> list[Item]:
    """Note the rows that are there; return those that are still wanted."""
    there = rows(group, answers)
    given |= {f"{group.id}:{row}": IS_THERE for row in there}
    last = max(there, default=0)
    return [row_itself(group, last + n) for n in range(1, group.at_least - len(there) + 1)]


def _with_what_hangs_on_it(item: Item, answers: Answers, given: dict[str, Value]) -> list[Item]:
    """Note an answer; return the question with the one that follows from the answer, or from its absence."""
    value = answers.get(item.id)
    if value:
        given[item.id] = value
    outside = value is not None and item.unusual is not None and item.unusual.holds(value)
    after = reason_asked(item) if outside else none_asked(item) if not value else None
    if after is None:
        return [item]
    if told := answers.get(after.id):
        given[after.id] = told
    return [item, after]


def _all_hold(conditions: tuple[AskIf, ...], given: Answers) -> bool:
    return all(_holds(condition, given.get(condition.item)) for condition in conditions)


def _holds(condition: AskIf, value: Value | None) -> bool:
    if condition.answered is not None:
        return condition.answered is (value is not None)
    if value is None:
        return False
    chosen = {value} if isinstance(value, str) else set(value)
    if condition.is_ is not None:
        return not chosen.isdisjoint(condition.is_)
    if condition.is_not is not None:
        return chosen.isdisjoint(condition.is_not)
    return all(Decimal(one) >= Decimal(condition.at_least or 0) for one in chosen)


def _precedes(item: Item, given: Answers) -> bool:
    mine, other = given.get(item.id), given.get(item.not_before or "")
    return (
        isinstance(mine, str)
        and isinstance(other, str)
        and date.fromisoformat(mine) < date.fromisoformat(other)
    )


def _differs(rule: Sum, given: Answers) -> bool:
    numbers = [given.get(name) for name in (rule.total, *rule.parts)]
    if not all(isinstance(number, str) for number in numbers):
        return False
    total, *parts = (Decimal(str(number)) for number in numbers)
    return total != sum(parts)


def _row_is_there(form: Form, item: Item, given: Answers) -> bool:
    row = row_of(item.id)
    if row is None or item.kind is Kind.ROW:
        return True
    group = next(group for group in form.groups if any(each.id == name_of(item.id) for each in group.items))
    return f"{group.id}:{row}" in given
