"""Which answers count, and what is asked, missing, hidden or contradictory: lists and dictionaries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.actions.drill.form import REASONS, ROW, VERSIONS, WORDS, Inputs, Page, Question

Answers = dict[str, Any]
Settled = dict[str, tuple[Any, int, tuple[Any, ...]]]  # what counts, how many answers there are, the rivals


@dataclass(frozen=True)
class Answer:
    """One answer as it was given; none takes back."""

    item: str
    value: Any
    seen: int  # how many answers to this item its author had seen
    who: str


def settled(history: list[Answer]) -> Settled:
    """The newest whose author had seen all before it counts; later ones that say otherwise are rivals."""
    found = {}
    for item in {answer.item for answer in history}:
        given = [answer for answer in history if answer.item == item]
        last = max(n for n, answer in enumerate(given) if answer.seen >= n)
        later = [answer.value for answer in given[last + 1 :]]
        rivals = tuple(value for value in later if value != given[last].value)
        found[item] = given[last].value, len(given), rivals
    return found


def rows(answers: Answers, name: str) -> list[int]:
    """The rows that are there."""
    return sorted(int(key.split(":")[1]) for key in answers if key.startswith(f"{name}:"))


class Walk:
    """The form gone through: `given` counts, `asked` tells of each question whether it is required.

    A question that is not asked counts as unanswered for those after it, whatever was answered before.
    """

    def __init__(self, version: int, answers: Answers) -> None:
        self.answers = answers
        self.given: Answers = {}
        self.asked: dict[str, bool] = {}
        self.pages_of_rows: set[str] = set()
        for page in VERSIONS[version]:
            if page.asked(self.given, ""):
                self._turn_to(page)

    def _turn_to(self, page: Page) -> None:
        for at in [""] if page.rows is None else self._begin_rows(page, page.rows):
            for question in page.questions:
                if question.asked(self.given, at):
                    self._ask(question, question.name + at)

    def _begin_rows(self, page: Page, name: str) -> list[str]:
        there = rows(self.answers, name)
        self.pages_of_rows.add(name)
        self.given |= {f"{name}:{row}": "row" for row in there}
        self.asked |= {f"{name} is lacking {n}": True for n in range(page.least - len(there))}
        return [f":{row}" for row in there]

    def _ask(self, question: Question, key: str) -> None:
        value = self._take(key, required=question.required)
        if value is None and question.may_lack:
            self._take(f"{key}~none", required=False)
        if value is not None and question.unusual and question.unusual(float(value)):
            self._take(f"{key}~why", required=True)

    def _take(self, key: str, *, required: bool) -> Any:
        self.asked[key] = required
        if key in self.answers:
            self.given[key] = self.answers[key]
        return self.answers.get(key)

    @property
    def missing(self) -> set[str]:
        """Required and not answered, where no reason stands for the answer."""
        wanted = {key for key, required in self.asked.items() if required}
        return {key for key in wanted if key not in self.given and f"{key}~none" not in self.given}

    @property
    def hidden(self) -> set[str]:
        """Answered and asked no more. What stands in a row that is not there goes with the row."""
        gone = {key for key in self.answers if key not in self.given and "~" not in key}
        return {
            key for key in gone if key.startswith("spots:") or _row_of(key) in {"", *_rows_in(self.given)}
        }

    @property
    def contradicts(self) -> bool:
        """Whether answers that count cannot all be right: days, a sum, and two that exclude each other."""
        given = self.given
        early = {"given", "seen_on"} <= given.keys() and given["seen_on"] < given["given"]
        counts = [int(given[name]) for name in ("total", "left", "right") if name in given]
        wrong_sum = len(counts) == 3 and counts[0] != counts[1] + counts[2]
        return early or wrong_sum or (given.get("reading") == "high" and given.get("signs") == ("none",))


def keys(version: int, last_row: int) -> list[str]:
    """Every question of a version, in rows up to a number, with what hangs on it."""
    found = []
    for page in VERSIONS[version]:
        for at in [""] if page.rows is None else [f":{row}" for row in range(1, last_row + 1)]:
            for question in page.questions:
                found.append(question.name + at)
                found += [f"{question.name}{at}~why"] * (question.unusual is not None)
                found += [f"{question.name}{at}~none"] * question.may_lack
    return found


def _row_of(key: str) -> str:
    return key.partition(":")[2]


def _rows_in(given: Answers) -> set[str]:
    return {_row_of(key) for key in given if key.startswith("spots:")}


def inputs(version: int, key: str) -> Inputs | None:
    """What can be typed at a question; none for a question that this version does not have."""
    name, at, rest = _parts(key)
    for page in VERSIONS[version]:
        if page.rows == name and at and not rest:
            return ROW
        for question in page.questions:
            if question.name == name and bool(page.rows) == bool(at):
                return _hanging(question, rest)
    return None


def _parts(key: str) -> tuple[str, str, str]:
    before, _, rest = key.partition("~")
    name, _, at = before.partition(":")
    return name, at, rest


def _hanging(question: Question, rest: str) -> Inputs | None:
    if rest == "why":
        return WORDS if question.unusual else None
    if rest == "none":
        return REASONS if question.may_lack else None
    return question.inputs
