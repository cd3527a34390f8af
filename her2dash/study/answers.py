"""Which questions apply, which answers are still missing, and which are wrong and why."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from her2dash.errors import WrongAnswer
from her2dash.i18n import N_
from her2dash.study.forms import Answers, AskIf, Form, Group, Item, Kind, Value
from her2dash.study.model import Study

# Where an item sets no limit of its own: a page of words, and no more than a database should be sent.
LONGEST_TEXT = 4000


def applicable(form: Form, answers: Answers) -> tuple[Item, ...]:
    """Return the questions that are asked, given these answers.

    A question hidden by a rule counts as unanswered for the questions after it, whatever was answered
    while it was shown.
    """
    return _walk(form, answers)[0]


def counted(form: Form, answers: Answers) -> dict[str, Value]:
    """Return the answers that count: those to questions that are asked."""
    return _walk(form, answers)[1]


def pages(form: Form, answers: Answers) -> tuple[Group, ...]:
    """Return the pages that still have a question to ask, holding only those questions."""
    asked = {item.id for item in applicable(form, answers)}
    shown = (
        group.model_copy(update={"items": tuple(item for item in group.items if item.id in asked)})
        for group in form.groups
    )
    return tuple(group for group in shown if group.items)


def missing(form: Form, answers: Answers) -> tuple[Item, ...]:
    """Return the required questions that are asked and not answered: what keeps a form from being signed."""
    asked, given = _walk(form, answers)
    return tuple(item for item in asked if item.required and item.id not in given)


def contradictions(form: Form, answers: Answers) -> tuple[Item, ...]:
    """Return the dates that lie before the date they must not precede."""
    asked, given = _walk(form, answers)
    return tuple(item for item in asked if _precedes(item, given))


def _walk(form: Form, answers: Answers) -> tuple[tuple[Item, ...], dict[str, Value]]:
    asked: list[Item] = []
    given: dict[str, Value] = {}
    for item in form.items:
        if all(_holds(condition, given.get(condition.item)) for condition in item.ask_if):
            asked.append(item)
            if answers.get(item.id):
                given[item.id] = answers[item.id]
    return tuple(asked), given


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


def read_value(study: Study, item: Item, raw: Value, *, today: date) -> Value:
    """Return an answer as it is stored; raise WrongAnswer where the item cannot hold it.

    The sentence says what is allowed and never repeats the answer.
    """
    return _READERS[item.kind](study, item, raw, today)


def _read_code(study: Study, item: Item, raw: Value, _today: date) -> Value:
    if not isinstance(raw, str) or raw not in study.codelist(item.codes).labels(study.languages[0]):
        raise WrongAnswer(N_("Choose one of the options shown."))
    return raw


def _read_codes(study: Study, item: Item, raw: Value, _today: date) -> Value:
    codes = study.codelist(item.codes).codes
    chosen = {raw} if isinstance(raw, str) else set(raw)
    if not chosen or not chosen <= {code.code for code in codes}:
        raise WrongAnswer(N_("Choose one or more of the options shown."))
    if len(chosen) > 1 and any(code.alone for code in codes if code.code in chosen):
        raise WrongAnswer(N_("An option such as “none” stands alone: choose it, or the others."))
    return tuple(code.code for code in codes if code.code in chosen)


def _read_number(_study: Study, item: Item, raw: Value, _today: date) -> Value:
    # One mark, comma or point, is the decimal mark; two of them could be a thousands mark: refused.
    written = raw.strip() if isinstance(raw, str) else ""
    if not re.fullmatch(r"[+-]?[0-9]{1,15}([.,][0-9]{1,10})?", written):
        raise WrongAnswer(N_("Write a number in figures, such as 1.54 or 1,54, without a thousands mark."))
    number = Decimal(written.replace(",", "."))
    if item.minimum is not None and number < item.minimum:
        raise WrongAnswer(N_("Write a number of at least {minimum}."), minimum=item.minimum)
    if item.maximum is not None and number > item.maximum:
        raise WrongAnswer(N_("Write a number of at most {maximum}."), maximum=item.maximum)
    return f"{number.normalize() + 0:f}"


def _read_date(_study: Study, item: Item, raw: Value, today: date) -> Value:
    day = _day(raw)
    if item.latest and day > today:
        raise WrongAnswer(N_("Choose today or an earlier day."))
    if item.earliest and day < today:
        raise WrongAnswer(N_("Choose today or a later day."))
    return day.isoformat()


def _day(raw: Value) -> date:
    # fromisoformat alone would also take 20261123 and 2026-W48.
    written = re.fullmatch(r"\s*([0-9]{4}-[0-9]{2}-[0-9]{2})\s*", raw) if isinstance(raw, str) else None
    try:
        return date.fromisoformat(written[1] if written else "")
    except ValueError:
        raise WrongAnswer(N_("Choose a day of the calendar.")) from None


def _read_text(_study: Study, item: Item, raw: Value, _today: date) -> Value:
    written = unicodedata.normalize("NFC", raw).strip() if isinstance(raw, str) else ""
    written = written.replace("\r\n", "\n").replace("\r", "\n")
    if not written:
        raise WrongAnswer(N_("There are no words in this answer. Take it back instead."))
    if any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in written):
        raise WrongAnswer(N_("This text holds a character that cannot be kept. Write it without."))
    most = item.max_length or LONGEST_TEXT
    if len(written) > most:
        raise WrongAnswer(N_("Write at most {most} characters."), most=most)
    return written


_READERS: dict[Kind, Callable[[Study, Item, Value, date], Value]] = {
    Kind.SINGLE: _read_code,
    Kind.SCALE: _read_code,
    Kind.SEVERAL: _read_codes,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.TEXT: _read_text,
}
