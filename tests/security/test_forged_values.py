"""Values that no widget of ours sends, put into the widgets of a form that one may fill."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.security.attack import SECRET, nothing_comes_of_it, robot, session
from tests.security.robot import Robot, state
from tests.ui.real import Study


@dataclass(frozen=True)
class Question:
    """A question that somebody is asked, and texts and lists that are no answer to it."""

    login: str
    form: str
    page: int
    item: str
    texts: tuple[str, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ((SECRET,),)
    more: dict[str, Any] = field(default_factory=dict)

    def query(self, study: Study) -> str:
        return f"patient={study.handle}&form={self.form}&page={self.page}"

    def key(self, study: Study) -> str:
        return f"answer.{study.handle}.{self.form}.{self.item}"

    @property
    def forged(self) -> list[dict[str, Any]]:
        listed = [{"string_array_value": {"data": each}} for each in self.lists]
        return [*({"string_value": text} for text in self.texts), *listed, *OF_NO_KIND]


# A lone half of a letter cannot stand in a string of the protocol; JSON brings it all the same.
OF_NO_KIND: list[dict[str, Any]] = [
    {"int_value": 2**53},
    {"bytes_value": SECRET.encode()},
    {"json_value": f'{{"{SECRET}": 1}}'},
    {"json_value": f'"{SECRET}'},
    {"json_value": f'"{SECRET}\\ud800"'},
    {"json_value": "[[1e999]]"},
    {"double_array_value": {"data": [float("nan")]}},
]

QUESTIONS = [
    Question("iris", "pet", 1, "tracer", (SECRET,), (("zr89", SECRET),)),
    Question("iris", "pet", 1, "activity", ("-1", "501", "NaN", "1e400", "2,000,000", f"={SECRET}")),
    Question(
        "iris", "pet", 1, "injected_on", ("9999-12-31",), (("9999/12/31",), ("2026/13/45",), ("0001/01/01",))
    ),
    Question(
        "iris", "pet", 3, "comment", (SECRET * 300, f"{SECRET}\x00", f"{SECRET}\u202e", "\ue000", " \n ")
    ),
]


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda asked: asked.item)
def test_nothing_that_a_question_cannot_hold_is_written_and_only_ones_own_page_breaks(
    study: Study, asked: Question
) -> None:
    token = session(study, asked.login)
    with nothing_comes_of_it(study) as heard:
        for value in asked.forged:
            with robot(study, token) as attacker:
                put(study, attacker, asked, value)
                heard += attacker.received
    with robot(study, token) as again:
        assert asked.key(study) in again.run("form", query=asked.query(study)).widgets


def put(study: Study, attacker: Robot, asked: Question, value: dict[str, Any]) -> None:
    """Open the page of the question, and say that its widget holds this."""
    widget = attacker.run("form", query=asked.query(study)).widgets[asked.key(study)]
    attacker.forge(state(widget, **value), page="form", query=asked.query(study))
