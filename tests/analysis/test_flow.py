"""Each patient is in one state of each endpoint, and the flow is counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from her2dash.analysis.cases import Case
from her2dash.analysis.endpoints import Endpoint, Look, Reason, State, looks
from her2dash.analysis.flow import Out, Sealed, Step, flow, sealing
from her2dash.analysis.states import Call, Therapy
from her2dash.study.load import load_study
from tests.analysis.patients import case, patients

STUDY = load_study()


TODAY = date(2026, 6, 30)


def look(endpoint: Endpoint, **known: Any) -> Look:
    return looks(STUDY, [case(**known)], today=TODAY).of[endpoint][0]


def ago(days: int) -> date:
    return TODAY - timedelta(days)


NOT_YET = Look(State.NOT_YET_DUE, Reason.NOT_YET_DUE)


NOT_SIGNED = Look(State.MISSING, Reason.NOT_SIGNED)


@pytest.mark.parametrize(
    ("days", "wanted"), [(0, NOT_YET), (89, NOT_YET), (90, NOT_YET), (120, NOT_YET), (121, NOT_SIGNED)]
)
def test_month_three_is_missing_only_after_its_last_day_and_before_that_not_yet_due(
    days: int, wanted: Look
) -> None:
    assert look(Endpoint.MONTH3, index_on=ago(days)) == wanted


def test_what_counts_from_a_day_that_is_not_known_is_not_yet_due() -> None:
    for endpoint in (Endpoint.MONTH3, Endpoint.AFTER, Endpoint.THERAPY, Endpoint.CELLS, Endpoint.TEST):
        assert look(endpoint, enrolled_on=ago(400)) == NOT_YET


@pytest.mark.parametrize(
    ("endpoint", "known"),
    [
        (Endpoint.BEFORE, {"plan_pre": "chemo"}),
        (Endpoint.BIOPSY, {"biopsy": "equivocal", "workup": "positive"}),
        (Endpoint.TEST, {"index_call": Call.EQUIVOCAL}),
        (Endpoint.CELLS, {"marker": "detected"}),
        (Endpoint.AFTER, {"understanding": "better"}),
        (Endpoint.THERAPY, {"therapy": Therapy.NO}),
        (Endpoint.MONTH3, {"supported": "yes"}),
    ],
)
def test_what_is_there_is_present_whatever_ended_or_is_late(
    endpoint: Endpoint, known: dict[str, Any]
) -> None:
    late = {"index_on": ago(400), "released_on": ago(400), "ended": "died", "ended_on": ago(1)}
    assert look(endpoint, **known, **late) == Look(State.PRESENT)


@pytest.mark.parametrize(
    ("endpoint", "known", "state", "reason"),
    [
        (Endpoint.BEFORE, {"sealed_before": False, "plan_pre": "chemo"}, State.MISSING, Reason.NOT_SEALED),
        # the day of the test is the last one: the form may still be due, where another day was planned
        (Endpoint.BEFORE, {"index_on": ago(0)}, State.NOT_YET_DUE, Reason.NOT_YET_DUE),
        (Endpoint.BEFORE, {"index_on": ago(1)}, State.MISSING, Reason.NOT_BEFORE),
        (Endpoint.BIOPSY, {"workup": "negative"}, State.MISSING, Reason.NO_RESULT),
        (Endpoint.BIOPSY, {"enrolled_on": ago(29)}, State.MISSING, Reason.NOT_SIGNED),
        (Endpoint.BIOPSY, {"enrolled_on": ago(28)}, State.NOT_YET_DUE, Reason.NOT_YET_DUE),
        (Endpoint.TEST, {"index_call": Call.NOT_EVALUABLE}, State.MISSING, Reason.NOT_EVALUABLE),
        # no cell found is a result of its own: there is nothing that could be positive or negative
        (Endpoint.CELLS, {"marker": "not_detected"}, State.NOT_APPLICABLE, Reason.NO_CELL),
        (Endpoint.CELLS, {"marker": "not_done"}, State.MISSING, Reason.NOT_DONE),
        (Endpoint.CELLS, {"marker": "failed"}, State.MISSING, Reason.FAILED),
        (Endpoint.AFTER, {"released_on": ago(14)}, State.NOT_YET_DUE, Reason.NOT_YET_DUE),
        (Endpoint.AFTER, {"released_on": ago(15)}, State.MISSING, Reason.NOT_SIGNED),
        # the day of the report is not in the row: the release, which follows it, takes its place
        (Endpoint.THERAPY, {"released_on": ago(60)}, State.NOT_YET_DUE, Reason.NOT_YET_DUE),
        (Endpoint.THERAPY, {"released_on": ago(61)}, State.MISSING, Reason.NOT_SIGNED),
        (Endpoint.THERAPY, {"therapy": Therapy.NOT_EVALUABLE}, State.NOT_APPLICABLE, Reason.NO_DECISION),
    ],
)
def test_each_state_has_its_reason(
    endpoint: Endpoint, known: dict[str, Any], state: State, reason: Reason
) -> None:
    assert look(endpoint, **known) == Look(state, reason)


@pytest.mark.parametrize(
    ("ended", "wanted"),
    [
        ("died", Look(State.NOT_APPLICABLE, Reason.DIED)),
        ("not_included", Look(State.NOT_APPLICABLE, Reason.NEVER_INJECTED)),
        ("withdrew", Look(State.MISSING, Reason.LEFT)),
        ("lost", Look(State.MISSING, Reason.LEFT)),
    ],
)
def test_a_death_makes_the_rest_not_applicable_and_a_withdrawal_leaves_it_missing(
    ended: str, wanted: Look
) -> None:
    known = {"index_on": ago(300), "ended": ended, "ended_on": ago(250)}
    assert look(Endpoint.MONTH3, **known) == wanted


def test_what_was_late_before_the_death_is_missing() -> None:
    known = {"index_on": ago(300), "ended": "died", "ended_on": ago(100)}
    assert look(Endpoint.MONTH3, **known) == NOT_SIGNED


def test_a_result_that_the_reader_may_not_see_yet_is_not_said_to_be_missing() -> None:
    assert look(Endpoint.TEST, index_on=ago(300), index_call=Call.PENDING) == NOT_YET


def test_endpoints_of_a_study_are_those_of_its_roles() -> None:
    without = STUDY.model_copy(update={"roles": STUDY.roles.model_copy(update={"marker_state": None})})
    assert list(looks(STUDY, [], today=TODAY).of) == list(Endpoint)
    assert Endpoint.CELLS not in looks(without, [], today=TODAY).of


def random_cases(n: int) -> list[Case]:
    dice = Random(n)  # noqa: S311 - invented patients, not secrets
    return [
        case(
            number, site=dice.choice("ABCD"), included=dice.random() < 0.9,
            index_call=dice.choice(list(Call)), therapy=dice.choice(list(Therapy)),
            marker=dice.choice([None, "detected", "not_detected"]),
            ended=dice.choice([None, None, "died", "lost"]), enrolled_on=ago(dice.randrange(400)),
            released_on=dice.choice([None, ago(20)]), sealed_before=dice.choice([None, True, False]),
        )
        for number in range(1, n + 1)
    ]  # fmt: skip


def test_every_patient_is_in_one_state_of_each_endpoint_and_has_a_reason_unless_present() -> None:
    of = looks(STUDY, random_cases(300), today=TODAY)
    for endpoint in Endpoint:
        behind = of.behind(endpoint)
        assert sum(map(len, behind.values())) == 300
        assert sum(map(len, of.without(endpoint).values())) == 300 - len(of.present(endpoint))


def test_the_flow_is_counted_by_hand() -> None:
    never = case(90, included=False, ended="died")
    waits = case(91, included=False)
    found = flow([*patients("3*+y -n e? ey x? ?? +? ?d +d"), never, waits])
    assert [(stage.step, len(stage.patients)) for stage in found] == [
        (Step.ENROLLED, 13),
        (Step.INCLUDED, 11),
        (Step.RESULT, 8),  # 3 +y, -n, e?, ey, +?, +d
        (Step.THERAPY, 5),  # 3 +y, -n, ey
        (Step.COMPARED, 4),
    ]
    assert [{out: len(who) for out, who in stage.out.items()} for stage in found] == [
        {},
        {Out.NOT_YET_INJECTED: 1, Out.NEVER_INJECTED: 1},
        {Out.RESULT_PENDING: 2, Out.NOT_EVALUABLE: 1},
        {Out.DECISION_PENDING: 2, Out.NO_DECISION: 1},
        {Out.EQUIVOCAL: 1},
    ]


def test_nobody_is_lost_between_two_steps_of_the_flow() -> None:
    stages = flow(random_cases(500))
    for before, after in pairwise(stages):
        assert len(before.patients) == len(after.patients) + sum(map(len, after.out.values()))


def test_sealed_not_sealed_and_waiting_are_three_groups() -> None:
    cases = [case(1, sealed_before=True), case(2, sealed_before=False), case(3)]
    assert sealing(cases) == {
        Sealed.SEALED: ("01-001",), Sealed.NOT_SEALED: ("01-002",), Sealed.NOT_RELEASED: ("01-003",),
    }  # fmt: skip
