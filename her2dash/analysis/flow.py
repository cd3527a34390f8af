"""The patients' flow from enrolment to the comparison of test and therapy: who goes on, who not, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from her2dash.analysis.cases import Case
from her2dash.analysis.states import Call, Therapy


class Step(StrEnum):
    """How far a patient came; each step is a part of the one before it."""

    ENROLLED = "enrolled"
    INCLUDED = "included"
    RESULT = "result"
    THERAPY = "therapy"
    COMPARED = "compared"


class Out(StrEnum):
    """Why a patient did not reach a step, in their fixed order; some of them still may."""

    NOT_YET_INJECTED = "not_yet_injected"
    NEVER_INJECTED = "never_injected"
    RESULT_PENDING = "result_pending"
    NOT_EVALUABLE = "not_evaluable"
    DECISION_PENDING = "decision_pending"
    NO_DECISION = "no_decision"
    EQUIVOCAL = "equivocal"


class Sealed(StrEnum):
    """Whether the form before the test was sealed before the release."""

    SEALED = "sealed"
    NOT_SEALED = "not_sealed"
    NOT_RELEASED = "not_released"


@dataclass(frozen=True, slots=True)
class Stage:
    """Who reached a step, and of those of the step before who did not, by the reason."""

    step: Step
    patients: tuple[str, ...]
    out: dict[Out, tuple[str, ...]]


def _inclusion(case: Case) -> Out | None:
    if case.included:
        return None
    return Out.NOT_YET_INJECTED if case.ended is None else Out.NEVER_INJECTED


def _result(case: Case) -> Out | None:
    return {Call.PENDING: Out.RESULT_PENDING, Call.NOT_EVALUABLE: Out.NOT_EVALUABLE}.get(
        Call(case.index_call)
    )


def _therapy(case: Case) -> Out | None:
    states = {Therapy.PENDING: Out.DECISION_PENDING, Therapy.NOT_EVALUABLE: Out.NO_DECISION}
    return states.get(Therapy(case.therapy))


def _compared(case: Case) -> Out | None:
    return Out.EQUIVOCAL if case.index_call == Call.EQUIVOCAL else None


_WAYS: dict[Step, Callable[[Case], Out | None]] = {
    Step.INCLUDED: _inclusion,
    Step.RESULT: _result,
    Step.THERAPY: _therapy,
    Step.COMPARED: _compared,
}


def flow(cases: Iterable[Case]) -> tuple[Stage, ...]:
    """Return the steps with who reached each; the last are the evaluable of the primary endpoint.

    An equivocal result is a result: it leaves at the comparison, not before.
    """
    going = tuple(cases)
    stages = [Stage(Step.ENROLLED, _numbers(going), {})]
    for step, out_at in _WAYS.items():
        out: dict[Out, list[Case]] = {each: [] for each in Out}
        on: list[Case] = []
        for case in going:
            why = out_at(case)
            (on if why is None else out[why]).append(case)
        going = tuple(on)
        stages.append(Stage(step, _numbers(going), {why: _numbers(who) for why, who in out.items() if who}))
    return tuple(stages)


def sealing(cases: Iterable[Case]) -> dict[Sealed, tuple[str, ...]]:
    """Return of whom the form before the test was sealed before its release, of whom not, and who waits."""
    states = {True: Sealed.SEALED, False: Sealed.NOT_SEALED, None: Sealed.NOT_RELEASED}
    found: dict[Sealed, list[str]] = {each: [] for each in Sealed}
    for case in cases:
        found[states[case.sealed_before]].append(case.patient)
    return {each: tuple(who) for each, who in found.items()}


def _numbers(cases: Iterable[Case]) -> tuple[str, ...]:
    return tuple(case.patient for case in cases)
