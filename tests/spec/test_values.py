"""How an answer is stored, and which answers a question cannot hold.

VA-01  A single answer and a point of a scale are one code of the list.
VA-02  Several answers are codes of the list, each once, in the order of the list, however they were given.
VA-03  An option that stands alone ("none") is not chosen together with another.
VA-04  A number is written with a comma or a point and stored with a point, without idle zeros; a
       thousands mark is refused, because 1.234,5 and 1,234.5 cannot both be guessed right.
VA-05  A number lies within its limits, the limits included.
VA-06  A day is a day of the calendar, written as ISO; a question may refuse the future or the past.
VA-07  A text is stored without blanks around it, and not longer than allowed.
VA-08  A refusal says what is allowed, and never repeats the answer.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from her2dash.errors import WrongAnswer
from her2dash.study.load import load_study
from her2dash.study.model import Item, Kind, Study, Value
from her2dash.study.values import LONGEST_TEXT, read_value
from tests.study.folders import SECOND

TODAY = date(2026, 3, 29)


@pytest.fixture(scope="module")
def study() -> Study:
    return load_study()


def question(kind: Kind, **limits: object) -> Item:
    """Return a question of this kind."""
    return Item.model_validate({"id": "q", "kind": kind, "label": {"en": "?"}, **limits})


CODED = question(Kind.SINGLE, codes="plan")
SCALE = question(Kind.SCALE, codes="confidence")
TESTS = question(Kind.SEVERAL, codes="tests")
NUMBER = question(Kind.NUMBER)
SHARE = question(Kind.NUMBER, minimum=Decimal(0), maximum=Decimal("2.5"))
DAY = question(Kind.DATE)
PAST = question(Kind.DATE, latest="today")
FUTURE = question(Kind.DATE, earliest="today")
TEXT = question(Kind.TEXT)
SHORT = question(Kind.TEXT, max_length=5)

STORED: list[tuple[str, Item, Value, Value]] = [
    ("VA-01", CODED, "chemo", "chemo"),
    ("VA-01", SCALE, "5", "5"),
    ("VA-02", TESTS, ("ct", "biopsy", "ct"), ("biopsy", "ct")),
    ("VA-02", TESTS, ("biopsy", "ct"), ("biopsy", "ct")),
    ("VA-02", TESTS, "ct", ("ct",)),
    ("VA-03", TESTS, ("none",), ("none",)),
    ("VA-04", NUMBER, "1,54", "1.54"),
    ("VA-04", NUMBER, "1.54", "1.54"),
    ("VA-04", NUMBER, " 12 ", "12"),
    ("VA-04", NUMBER, "1,50", "1.5"),
    ("VA-04", NUMBER, "007", "7"),
    ("VA-04", NUMBER, "100", "100"),
    ("VA-04", NUMBER, "+3", "3"),
    ("VA-04", NUMBER, "-0,0", "0"),
    ("VA-04", NUMBER, "-2.25", "-2.25"),
    ("VA-05", SHARE, "0", "0"),
    ("VA-05", SHARE, "2,5", "2.5"),
    ("VA-06", DAY, "2028-02-29", "2028-02-29"),
    ("VA-06", DAY, " 2026-03-01 ", "2026-03-01"),
    ("VA-06", PAST, "2026-03-29", "2026-03-29"),
    ("VA-06", FUTURE, "2026-03-29", "2026-03-29"),
    ("VA-07", TEXT, "  in the liver \n", "in the liver"),
    ("VA-07", TEXT, "one\r\ntwo", "one\ntwo"),
    ("VA-07", TEXT, "cafe\u0301", "café"),
    ("VA-07", SHORT, "12345", "12345"),
]

REFUSED: list[tuple[str, Item, Value, str]] = [
    ("VA-01", CODED, "surgery of the soul", "Choose one of the options shown."),
    ("VA-01", CODED, "", "Choose one of the options shown."),
    ("VA-01", CODED, ("chemo",), "Choose one of the options shown."),
    ("VA-02", TESTS, ("ct", "palm reading"), "Choose one or more of the options shown."),
    ("VA-02", TESTS, (), "Choose one or more of the options shown."),
    ("VA-03", TESTS, ("none", "ct"), "An option such as “none” stands alone: choose it, or the others."),
    *(
        ("VA-04", NUMBER, raw, "Write a number in figures, such as 1.54 or 1,54, without a thousands mark.")
        for raw in ("1.234,5", "1,234.5", "1 234", "1e3", "many", "", "nan", "inf", "1,", "٣", "1" * 16)
    ),
    ("VA-05", SHARE, "-0.1", "Write a number of at least 0."),
    ("VA-05", SHARE, "2,51", "Write a number of at most 2.5."),
    *(
        ("VA-06", DAY, raw, "Choose a day of the calendar.")
        for raw in ("2026-02-29", "29-03-2026", "20260329", "2026-W13", "today", "", ("2026-03-01",))
    ),
    ("VA-06", PAST, "2026-03-30", "Choose today or an earlier day."),
    ("VA-06", FUTURE, "2026-03-28", "Choose today or a later day."),
    ("VA-07", TEXT, "  \n", "There are no words in this answer. Take it back instead."),
    ("VA-07", TEXT, "a\x00b", "This text holds a character that cannot be kept. Write it without."),
    ("VA-07", TEXT, "\ud800", "This text holds a character that cannot be kept. Write it without."),
    ("VA-07", SHORT, "123456", "Write at most 5 characters."),
    ("VA-07", TEXT, "x" * (LONGEST_TEXT + 1), f"Write at most {LONGEST_TEXT} characters."),
]


@pytest.mark.parametrize(("rule", "item", "raw", "stored"), STORED)
def test_an_answer_is_stored_in_one_way(
    study: Study, rule: str, item: Item, raw: Value, stored: Value
) -> None:
    """VA-01 VA-02 VA-03 VA-04 VA-05 VA-06 VA-07: the first table."""
    assert read_value(study, item, raw, today=TODAY) == stored, rule
    assert read_value(study, item, stored, today=TODAY) == stored  # and stays as it is


@pytest.mark.parametrize(("rule", "item", "raw", "sentence"), REFUSED)
def test_an_answer_that_a_question_cannot_hold_is_refused_in_a_sentence(
    study: Study, rule: str, item: Item, raw: Value, sentence: str
) -> None:
    """VA-01 VA-02 VA-03 VA-04 VA-05 VA-06 VA-07: the second table."""
    with pytest.raises(WrongAnswer) as caught:
        read_value(study, item, raw, today=TODAY)
    assert str(caught.value) == sentence, rule


def test_a_refusal_never_repeats_the_answer(study: Study) -> None:
    """VA-08: it may be shown, logged and translated, and says nothing of the patient."""
    for item in (CODED, SCALE, NUMBER, DAY):
        with pytest.raises(WrongAnswer) as caught:
            read_value(study, item, "Mrs Jansen of Zwolle", today=TODAY)
        assert "Jansen" not in str(caught.value)
        assert "Jansen" not in str(caught.value.values)


def test_another_study_s_limits_are_kept_as_ours_are() -> None:
    """VA-05: the engine knows no form by name."""
    second = load_study(SECOND)
    score = second.form("referral").item("score")
    assert read_value(second, score, "30", today=TODAY) == "30"
    with pytest.raises(WrongAnswer, match="at most 30"):
        read_value(second, score, "31", today=TODAY)
