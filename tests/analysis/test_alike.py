"""Patients who are alike are asked once: the answer is that of asking each, and nothing else is looked at."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest

from her2dash.analysis.alike import Alike, Cases, Fields
from her2dash.analysis.cases import Case
from her2dash.analysis.dataset import TIMES, Dataset
from her2dash.analysis.extract import dataset_of, plan_groups
from her2dash.figures.boards import every
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_board import impact_board
from tests.figures.impact_patients import EN, found, ours

from .patients import NOBODY

ASKED = ("index_call", "plan_pre", "confidence_pre")


def mixed(n: int, seed: int = 3) -> list[Case]:
    dice = Random(seed)  # noqa: S311 - invented patients, not secrets
    plans, points = ("anti_her2_chemo", "chemo", "endocrine", None), (1, 2, 5, None)
    numbers = dice.sample(range(1, n + 1), n)
    return [
        replace(
            NOBODY, patient=f"01-{number:03}", included=dice.random() < 0.9,
            index_call=dice.choice(("positive", "negative", "equivocal")), plan_pre=dice.choice(plans),
            plan_post=dice.choice(plans), plan_later=dice.choice(plans), confidence_pre=dice.choice(points),
            confidence_post=dice.choice(points), confidence_later=dice.choice(points),
            therapy=dice.choice(("yes", "no", "pending")), drivers=dice.choice(("pet", None)),
            tests_avoided=dice.choice(("biopsy,ct", "ct", None)), ended=dice.choice(("died", None)),
        )
        for number in numbers
    ]  # fmt: skip


def kind(case: Case) -> tuple[object, ...]:
    return case.index_call, case.plan_pre is None, case.confidence_pre


def each(cases: list[Case]) -> dict[tuple[object, ...], tuple[str, ...]]:
    wanted: dict[tuple[object, ...], list[str]] = {}
    for case in cases:
        wanted.setdefault(kind(case), []).append(case.patient)
    return {key: tuple(who) for key, who in wanted.items()}


def ask(cases: Cases) -> tuple[object, ...]:
    return cases.counted(ASKED, kind), cases.behind(ASKED, kind), cases.by_number(ASKED, kind)


@pytest.mark.parametrize("n", [0, 1, 20, 700])
def test_who_is_alike_is_what_asking_each_patient_finds(n: int) -> None:
    cases = mixed(n)
    counted, behind, by_number = ask(Cases(cases))
    assert behind == each(cases)
    assert by_number == {key: tuple(sorted(who)) for key, who in each(cases).items()}
    assert counted == Counter({key: len(who) for key, who in each(cases).items()})


def test_many_fields_with_many_values_each_stay_apart() -> None:
    fields = ("patient", "plan_pre", "plan_post", "plan_later", "agents_pre", "agents_post", "drivers")
    cases = [replace(case, agents_pre=case.patient, agents_post=case.patient) for case in mixed(900)]
    assert [len(group.at) for group in Cases(cases).alike((*fields, "patient", "agents_pre"))] == [1] * 900


def test_some_of_the_cases_answer_as_if_nobody_else_were_there() -> None:
    whole = Cases(mixed(400))
    ask(whole)
    some = whole.those(("included", "plan_post?"), lambda case: case.included and case.plan_post is not None)
    assert 0 < len(some) < len(whole)
    assert ask(some) == ask(Cases(tuple(some)))
    assert ask(some.those(("therapy",), lambda case: case.therapy == "yes")) == ask(
        Cases(case for case in some if case.therapy == "yes")
    )


def changed(cases: list[Case]) -> list[Case]:
    moved = [replace(case, plan_pre="seen for the first time") for case in cases[3:6]]
    return [replace(cases[0], patient="00-001"), *cases[1:3], *moved, *cases[7:], cases[6]]


def test_after_a_change_the_answer_is_that_of_cases_read_anew() -> None:
    cases = mixed(200)
    before = Cases(cases)
    ask(before)
    later = changed(cases)
    assert ask(Cases.after(before, later)) == ask(Cases(later))
    assert ask(Cases.after(Cases.after(before, later), cases)) == ask(Cases(cases))
    assert ask(Cases.after(Cases(), cases)) == ask(before)
    assert set(Cases.after(before, later).values("plan_pre")) == {case.plan_pre for case in later}
    assert set(Cases.after(before, later[:150]).values("patient")) == {case.patient for case in later[:150]}


def blind(cases: Cases, fields: Fields) -> tuple[Any, ...]:
    """The alike, who say nothing but what was asked of them; of "?" only whether there is something."""
    return tuple(Alike(_told(group.like, fields), group.at) for group in _alike(cases, fields))  # type: ignore[arg-type]  # it stands in


_alike = Cases.alike


def _told(case: Case, fields: Fields) -> SimpleNamespace:
    known = {field.removesuffix("?"): getattr(case, field.removesuffix("?")) for field in fields}
    hidden = {
        field[:-1]: object() for field in fields if field.endswith("?") and known[field[:-1]] is not None
    }
    return SimpleNamespace(
        **{**known, **{name: value for name, value in hidden.items() if name not in fields}}
    )


def shown(drawn: Drawn) -> tuple[object, ...]:
    return drawn.name, drawn.finding, drawn.caption, drawn.sentences, drawn.table, drawn.groups


def test_the_board_asks_those_who_are_alike_for_nothing_but_what_makes_them_alike(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cases = mixed(300)
    wanted = [shown(each) for each in every(impact_board(found(cases), EN))]
    monkeypatch.setattr(Cases, "alike", blind)
    assert [shown(each) for each in every(impact_board(found(cases), EN))] == wanted


@pytest.mark.parametrize("times", [("pre", "post"), ("pre", "m3"), TIMES])
def test_what_is_counted_from_cases_is_what_the_written_data_set_holds(times: tuple[str, ...]) -> None:
    told = dataset_of(mixed(500), groups=plan_groups(ours()), lesions={})
    written = Dataset(told.patients, told.lesions, told.questionnaires)
    assert told.counted_confidence(*times) == written.counted_confidence(*times)
    assert told.counted_plans(*times) == written.counted_plans(*times)
