"""What an item can hold: an answer as it was given, read into what is stored, or refused with a sentence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from her2dash.errors import Impossible, WrongAnswer
from her2dash.i18n import N_
from her2dash.study.forms import Item, Kind, Value
from her2dash.study.model import Study
from her2dash.study.rows import IS_THERE

# Where an item sets no limit of its own: a page of words, and no more than a database should be sent.
LONGEST_TEXT = 4000

# Nobody alive has an earlier day; a slip of the keyboard has.
EARLIEST_YEAR = 1900


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
    chosen = {raw} if isinstance(raw, str) else set(raw) if isinstance(raw, (tuple, list)) else set()
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
    if item.whole and number != number.to_integral_value():
        raise WrongAnswer(N_("Write a whole number."))
    if item.minimum is not None and number < item.minimum:
        raise Impossible(N_("Write a number of at least {minimum}."), minimum=item.minimum)
    if item.maximum is not None and number > item.maximum:
        raise Impossible(N_("Write a number of at most {maximum}."), maximum=item.maximum)
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
        day = date.fromisoformat(written[1] if written else "")
    except ValueError:
        raise WrongAnswer(N_("Choose a day of the calendar.")) from None
    if day.year < EARLIEST_YEAR:
        raise WrongAnswer(N_("Choose a day after {year}."), year=EARLIEST_YEAR - 1)
    return day


def _read_text(_study: Study, item: Item, raw: Value, _today: date) -> Value:
    written = unicodedata.normalize("NFC", raw).strip() if isinstance(raw, str) else ""
    written = written.replace("\r\n", "\n").replace("\r", "\n")
    if not written:
        raise WrongAnswer(N_("There are no words in this answer. Take it back instead."))
    if any(_cannot_be_kept(c) for c in written):
        raise WrongAnswer(N_("This text holds a character that cannot be kept. Write it without."))
    if not any(unicodedata.category(c)[0] in "LNPS" for c in written):
        raise WrongAnswer(N_("There are no words in this answer. Take it back instead."))
    most = item.max_length or LONGEST_TEXT
    if len(written) > most:
        raise WrongAnswer(N_("Write at most {most} characters."), most=most)
    return written


_TURNS = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def _cannot_be_kept(letter: str) -> bool:
    """Tell of signs that no keyboard types: controls, halves of letters, and what turns the line around."""
    kind = unicodedata.category(letter)
    turns = unicodedata.bidirectional(letter) in (
        "LRE",
        "RLE",
        "LRO",
        "RLO",
        "PDF",
        "LRI",
        "RLI",
        "FSI",
        "PDI",
    )
    return (kind in ("Cc", "Cs", "Cn", "Co") and letter not in "\n\t") or turns


def _read_row(_study: Study, _item: Item, raw: Value, _today: date) -> Value:
    if raw != IS_THERE:
        raise WrongAnswer(N_("A row is added or removed; it holds no answer itself."))
    return IS_THERE


_READERS: dict[Kind, Callable[[Study, Item, Value, date], Value]] = {
    Kind.SINGLE: _read_code,
    Kind.SCALE: _read_code,
    Kind.SEVERAL: _read_codes,
    Kind.NUMBER: _read_number,
    Kind.DATE: _read_date,
    Kind.TEXT: _read_text,
    Kind.ROW: _read_row,
}
