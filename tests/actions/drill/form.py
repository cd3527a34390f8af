"""The two versions of the drilled form (scan.v1.toml, scan.v2.toml), said again in Python by hand.

Beside each question stands what people type there and what is kept of it, by the rules of tests/spec.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

WRONG = "WRONG"
"""Kept of an answer that the question cannot hold: nothing, it is refused."""

Given = Mapping[str, Any]  # the answers that count
Condition = Callable[[Given, str], bool]  # what counts, and ":2" behind the questions of row 2
Inputs = tuple[tuple[Any, Any], ...]  # (as somebody gives it, as it is kept)


def always(_given: Given, _at: str) -> bool:
    return True


@dataclass(frozen=True)
class Question:
    """One question: when it is asked, and what hangs on its answer."""

    name: str
    inputs: Inputs
    required: bool = False
    asked: Condition = always
    unusual: Callable[[float], bool] | None = None  # such a number is asked why it is right
    may_lack: bool = False  # a coded reason may stand for the answer


@dataclass(frozen=True)
class Page:
    """One page; a repeating one bears the name of its rows and how many it takes."""

    questions: tuple[Question, ...]
    rows: str | None = None
    least: int = 0
    most: int = 0
    asked: Condition = always


DAYS: Inputs = (  # it is 2 March 2026
    ("2026-02-27", "2026-02-27"), ("2026-03-02", "2026-03-02"), (" 2026-02-26 ", "2026-02-26"),
    ("2026-03-03", WRONG), ("2026-02-30", WRONG), ("20260227", WRONG), ("1899-12-31", WRONG),
)  # fmt: skip
DOSES: Inputs = (
    ("37", "37"), ("37,50", "37.5"), ("+46.0", "46"), ("9", "9"), ("10", "10"), ("300", "300"),
    ("0.5", WRONG), ("501", WRONG), ("1.000,5", WRONG), ("1e2", WRONG), ("\u0663\u0667", WRONG), ("", WRONG),
)  # fmt: skip
OLD_DOSES: Inputs = (*DOSES, ("400", "400"))
NEW_DOSES: Inputs = (*DOSES, ("400", WRONG))
COUNTS: Inputs = (("2", "2"), ("04.0", "4"), ("-0", "0"), ("2.5", WRONG), ("-1", WRONG))
UPTAKES: Inputs = (("12,5", "12.5"), ("41", "41"), ("0", "0"), ("201", WRONG), ("-0.1", WRONG))
WORDS: Inputs = (
    ("0", "0"), (" a\r\nb ", "a\nb"), ("cafe\u0301", "caf\u00e9"), ("  ", WRONG), ("a\u202eb", WRONG),
    ("a\x00b", WRONG), (("a",), WRONG),
)  # fmt: skip
SHORT: Inputs = (*WORDS, ("twelve signs", "twelve signs"), ("thirteen sign", WRONG))
SIGNS: Inputs = (
    (("pain",), ("pain",)), (("falls", "pain"), ("pain", "falls")), (["other", "pain"], ("pain", "other")),
    ("falls", ("falls",)), (("none",), ("none",)), (("none", "pain"), WRONG), ((), WRONG), (("x",), WRONG),
)  # fmt: skip
REASONS: Inputs = (("not_done", "not_done"), ("lost", "lost"), ("other", WRONG))
ROW: Inputs = (("row", "row"), ("front", WRONG))


def one_of(*codes: str) -> Inputs:
    return (*((code, code) for code in codes), (codes[0].upper() + "!", WRONG), (codes[:1], WRONG))


def said(name: str, *codes: str) -> Condition:
    return lambda given, at: given.get(name + at) in codes


def said_otherwise(name: str, code: str) -> Condition:
    return lambda given, at: given.get(name + at, code) != code


def _number(given: Given, name: str) -> float:
    return float(given.get(name, "-1"))


SCAN = Page(
    (
        Question("given", DAYS, required=True),
        Question("reading", one_of("low", "high", "borderline", "failed"), required=True),
        Question("failed_why", SHORT, required=True, asked=said("reading", "failed")),
        Question("seen_on", DAYS, asked=said_otherwise("reading", "failed")),
    )
)
AMOUNTS = Page(
    (
        Question("dose", OLD_DOSES, required=True, unusual=lambda n: n < 30 or n > 45, may_lack=True),
        Question("total", COUNTS, asked=lambda given, _: _number(given, "dose") >= 10),
        Question("left", COUNTS, asked=lambda given, _: "total" in given),
        Question("right", COUNTS, asked=lambda given, _: "total" in given),
        Question("signs", SIGNS, asked=said_otherwise("reading", "failed")),
        Question("signs_other", WORDS, required=True, asked=lambda g, _: "other" in g.get("signs", ())),
    )
)
SPOTS = Page(
    (
        Question("place", one_of("front", "side", "other"), required=True),
        Question("place_other", WORDS, asked=said("place", "other")),
        Question("uptake", UPTAKES, unusual=lambda n: n > 40, may_lack=True),
    ),
    rows="spots", most=3, asked=lambda given, _: given.get("reading") in ("high", "borderline"),
)  # fmt: skip
SURE = Question("sure", one_of("1", "2", "3"), asked=lambda g, _: "signs" in g and "none" not in g["signs"])

OLD = (SCAN, AMOUNTS, SPOTS, Page((SURE,)))
NEW = (
    Page(SCAN.questions[:-1]),
    Page((replace(AMOUNTS.questions[0], inputs=NEW_DOSES), *AMOUNTS.questions[1:])),
    replace(SPOTS, least=1, most=2),
    Page((replace(SURE, required=True), Question("remark", WORDS))),
)
VERSIONS: dict[int, tuple[Page, ...]] = {1: OLD, 2: NEW}
