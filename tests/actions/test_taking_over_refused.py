"""What cannot have happened is refused whole, with its patient and the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from her2dash.actions import accounts
from her2dash.actions.desk import Office
from her2dash.actions.histories import History, ToldRelease
from her2dash.actions.office import make_place, open_office
from her2dash.actions.taking_over import take_over
from her2dash.errors import Forbidden, Refused
from her2dash.settings import Settings
from tests.actions.histories import USUAL, counts, form, place, taken
from tests.demo.living import histories
from tests.demo.places import TODAY


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Such a demo into which no test of ours gets anything."""
    yield from place(f"sqlite:///{tmp_path_factory.mktemp('untouched') / 'demo.sqlite'}", TODAY)


def with_form(history: History, name: str, **changed: Any) -> History:
    """Return the history with a form that is told otherwise."""
    own = form(history, name)
    deeds = tuple(replace(own, **changed) if told is own else told for told in history.deeds)
    return replace(history, deeds=deeds)


def with_answers(history: History, name: str, *without: str, **said: Any) -> History:
    answers = {key: value for key, value in form(history, name).answers.items() if key not in without}
    return with_form(history, name, answers=answers | said)


def without(history: History, *kinds: str) -> History:
    kept = tuple(told for told in history.deeds if getattr(told, "form", "release") not in kinds)
    return replace(history, deeds=kept)


def enrolled(history: History, **changed: Any) -> History:
    return replace(history, enrolment=replace(history.enrolment, **changed))


IMPOSSIBLE: dict[str, Any] = {
    r"workup, ct\): Choose one of the options": lambda h: with_answers(h, "workup", ct="perhaps"),
    r"pet, activity\): Write a number of at most": lambda h: with_answers(h, "pet", activity="5000"),
    r"pet, injected_on\): Choose today or an earlier": lambda h: with_answers(
        h, "pet", injected_on="2026-11-20"
    ),
    r"q_pre, no_such\): The form q_pre has no question": lambda h: with_answers(h, "q_pre", no_such="1"),
    r"pet\): Required answers are missing: 1": lambda h: with_answers(h, "pet", "scanned_on"),
    r"pet\): Answers contradict each other": lambda h: with_answers(h, "pet", scanned_on="2020-01-15"),
    r"pet, lesions:9\): Rows are numbered": lambda h: with_answers(h, "pet", **{"lesions:9": "row"}),
    r"q_pre\): This form has no answers yet": lambda h: with_form(h, "q_pre", answers={}),
    r"q_pre\): This form is not filled in by your role": lambda h: with_form(h, "q_pre", by="dekker"),
    r"q_pre\): There is nobody here": lambda h: with_form(h, "q_pre", by="nobody"),
    r"q_month3\): You answer for somebody else": lambda h: with_form(
        h, "q_month3", by="dekker", source="form"
    ),
    r"q_post\): This form is not open yet": lambda h: without(h, "release"),
    r"release\): There is no signed report": lambda h: without(h, "pet", "therapy", "q_month3"),
    r"release\): The form before the test is not sealed": lambda h: without(h, "q_pre"),
    r"therapy\): This form is not open yet": lambda h: without(h, "pet", "release", "q_post", "q_month3"),
    r"workup\): This form is signed": lambda h: replace(
        h, deeds=tuple(sorted((*h.deeds, form(h, "workup")), key=lambda told: told.at))
    ),
    r"enrolment\): What happened is told in the order of time": lambda h: replace(h, deeds=h.deeds[::-1]),
    r"enrolment\): .* nothing of it lies in the future": lambda h: replace(
        h, deeds=(*h.deeds, replace(h.deeds[-1], at=TODAY + timedelta(days=1)))
    ),
    r"enrolment\): There is no site": lambda h: enrolled(h, site="77"),
    r"enrolment\): A study number here looks like": lambda h: enrolled(h, number="1"),
    r"enrolment\): Age at consent": lambda h: enrolled(h, age=12),
    r"enrolment\): Only an eligible patient": lambda h: enrolled(h, eligible=False),
    r"enrolment\): Choose a referring physician": lambda h: enrolled(h, physician="dekker"),
    r"enrolment\): You do not have the right": lambda h: enrolled(h, by="vandam"),
    r"enrolment\): The day of consent lies in the future": lambda h: enrolled(
        h, consent_on=TODAY.date(), planned_on=TODAY.date()
    ),
}


@pytest.mark.parametrize("sentence", IMPOSSIBLE)
def test_an_impossible_history_is_refused_whole_with_its_patient_and_the_reason(
    untouched: Office, sentence: str
) -> None:
    first, second = (history for n, history in enumerate(histories(untouched)) if n in (1, 3))
    before = counts(untouched)
    wrong = IMPOSSIBLE[sentence](second)
    with pytest.raises(Refused, match=sentence) as refused:
        taken(untouched, first, wrong)
    assert f"patient {wrong.enrolment.number} cannot" in str(refused.value)
    assert counts(untouched) == before


def test_two_histories_of_one_number_are_refused(registry: Office) -> None:
    history = histories(registry)[USUAL]
    with pytest.raises(Refused, match="is in use"):
        taken(registry, history, replace(history, key="another"))
    taken(registry, history)
    with pytest.raises(Refused, match="is in use"):
        taken(registry, replace(history, key="another"))


def test_a_second_release_is_refused(untouched: Office) -> None:
    history = histories(untouched)[USUAL]
    again = next(told for told in history.deeds if isinstance(told, ToldRelease))
    deeds = tuple(sorted((*history.deeds, again), key=lambda told: told.at))
    with pytest.raises(Refused, match="was released before"):
        taken(untouched, replace(history, deeds=deeds))


def test_an_answer_that_was_refused_is_not_repeated_in_the_sentence(untouched: Office) -> None:
    wrong = with_answers(histories(untouched)[USUAL], "workup", ct="perhaps")
    with pytest.raises(Refused) as refused:
        taken(untouched, wrong)
    assert "perhaps" not in str(refused.value)


def test_an_administrator_on_a_page_takes_nothing_over(untouched: Office) -> None:
    admin = untouched.desk(accounts.enter_demo(untouched, login="willems", replaces=None))
    with pytest.raises(Forbidden, match="command line of a demo only"):
        take_over(admin, histories=histories(untouched)[:1])


def test_a_study_takes_no_signatures_over(settings: Settings) -> None:
    make_place(settings)
    office = open_office(settings)
    with pytest.raises(Forbidden, match="command line of a demo only"):
        take_over(accounts.command_desk(office), histories=())
    office.database.dispose()
