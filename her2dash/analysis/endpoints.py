"""What there is of each patient for each endpoint: present, missing, not applicable, not yet due; and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import chain, compress
from typing import TYPE_CHECKING, NamedTuple

from her2dash.analysis.cases import Case
from her2dash.analysis.states import Call, Therapy

if TYPE_CHECKING:
    from her2dash.study.model import ItemRef, Study


class Endpoint(StrEnum):
    """What an endpoint stands on, in the order in which a patient comes by it."""

    BEFORE = "before"
    BIOPSY = "biopsy"
    TEST = "test"
    CELLS = "cells"
    AFTER = "after"
    THERAPY = "therapy"
    MONTH3 = "month3"


class State(StrEnum):
    """How it stands with one endpoint of one patient, in their fixed order."""

    PRESENT = "present"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"
    NOT_YET_DUE = "not_yet_due"


class Reason(StrEnum):
    """Why an endpoint is not there, in their fixed order: first the missing, then the not applicable."""

    NOT_SEALED = "not_sealed"
    NOT_BEFORE = "not_before"
    NOT_SIGNED = "not_signed"
    NO_RESULT = "no_result"
    NOT_DONE = "not_done"
    FAILED = "failed"
    NOT_EVALUABLE = "not_evaluable"
    LEFT = "left"
    DIED = "died"
    NEVER_INJECTED = "never_injected"
    NO_CELL = "no_cell"
    NO_DECISION = "no_decision"
    NOT_YET_DUE = "not_yet_due"


class Look(NamedTuple):
    """The state of an endpoint, and why it is not present."""

    state: State
    reason: Reason | None = None


PRESENT = Look(State.PRESENT)
_NOT_YET_DUE = Look(State.NOT_YET_DUE, Reason.NOT_YET_DUE)
_NOT_SIGNED = Look(State.MISSING, Reason.NOT_SIGNED)
# Its last day is that of the test, which need not be the planned one: the form itself may still be due.
_NOT_BEFORE = Look(State.MISSING, Reason.NOT_BEFORE)
_ENDED = {
    "died": Look(State.NOT_APPLICABLE, Reason.DIED),
    "not_included": Look(State.NOT_APPLICABLE, Reason.NEVER_INJECTED),
    "withdrew": Look(State.MISSING, Reason.LEFT),
    "lost": Look(State.MISSING, Reason.LEFT),
}
_MARKER = {
    "detected": PRESENT,
    "not_detected": Look(State.NOT_APPLICABLE, Reason.NO_CELL),
    "not_done": Look(State.MISSING, Reason.NOT_DONE),
    "failed": Look(State.MISSING, Reason.FAILED),
}

# The role that says which form holds an endpoint: the first of these that the study has.
_ROLES = {
    Endpoint.BEFORE: ("plan_pre", "status_pre", "confidence_pre"),
    Endpoint.BIOPSY: ("sample_central", "sample_local"),
    Endpoint.TEST: ("index_call",),
    Endpoint.CELLS: ("marker_state",),
    Endpoint.AFTER: ("plan_post", "status_post", "confidence_post", "understanding", "changed"),
    Endpoint.THERAPY: ("therapy_outcome",),
    Endpoint.MONTH3: ("plan_later", "confidence_later", "as_intended", "supported", "solved"),
}


class Due(NamedTuple):
    """The last day on which a form is in time: so many days after a day that a case knows, None for never."""

    since: str | None
    days: int

    def last(self, case: Case) -> date | None:
        """Return the day for a patient, None while the day it counts from is not known."""
        day = getattr(case, self.since) if self.since else None
        return day + timedelta(self.days) if day else None


@dataclass(frozen=True)
class Looks:
    """Every endpoint that the study has, patient by patient in the order of the cases."""

    patients: tuple[str, ...]
    of: dict[Endpoint, tuple[Look, ...]]

    @cached_property
    def _groups(self) -> dict[Endpoint, dict[Look, tuple[str, ...]]]:
        found: dict[Endpoint, dict[Look, tuple[str, ...]]] = {}
        for endpoint, own in self.of.items():
            groups: dict[Look, list[str]] = {}
            for patient, look in zip(self.patients, own, strict=True):
                groups.setdefault(look, []).append(patient)
            found[endpoint] = {look: tuple(who) for look, who in groups.items()}
        return found

    def only(self, patients: Collection[str]) -> Looks:
        """Return the same of some of the patients."""
        keep = [patient in patients for patient in self.patients]
        return Looks(
            tuple(compress(self.patients, keep)),
            {endpoint: tuple(compress(own, keep)) for endpoint, own in self.of.items()},
        )

    def present(self, endpoint: Endpoint) -> tuple[str, ...]:
        """Return of whom it is there."""
        return self._groups[endpoint].get(PRESENT, ())

    def behind(self, endpoint: Endpoint) -> dict[State, tuple[str, ...]]:
        """Return who is in which state, every state among them."""
        groups = self._groups[endpoint]
        return {
            state: tuple(chain.from_iterable(who for look, who in groups.items() if look.state is state))
            for state in State
        }

    def without(self, endpoint: Endpoint) -> dict[Reason, tuple[str, ...]]:
        """Return who has none, by the reason; reasons of nobody are left out."""
        found = {look.reason: who for look, who in self._groups[endpoint].items()}
        return {reason: found[reason] for reason in Reason if reason in found}


def looks(study: Study, cases: Iterable[Case], *, today: date) -> Looks:
    """Return how it stands with the endpoints of each case on a day.

    Something is missing once the last day on which its form is in time has passed, and not before. Of a form
    that counts from a day that a case does not hold the day that follows it takes its place: the scan that of
    the planned test, the release that of the report. The test's own result is pending until it is there.
    """
    known = tuple(cases)
    found = {}
    for endpoint, ref in _held(study).items():
        settled, due = _settled(study)[endpoint], _due(study, endpoint, ref)
        late = _NOT_BEFORE if endpoint is Endpoint.BEFORE else _NOT_SIGNED
        found[endpoint] = tuple(settled(case) or _waiting(case, due, today, late) for case in known)
    return Looks(tuple(case.patient for case in known), found)


def _held(study: Study) -> dict[Endpoint, ItemRef]:
    """Return the endpoints of a study, each with a question of its form."""
    found = {
        endpoint: next((ref for role in roles if (ref := getattr(study.roles, role))), None)
        for endpoint, roles in _ROLES.items()
    }
    return {endpoint: ref for endpoint, ref in found.items() if ref is not None}


def _due(study: Study, endpoint: Endpoint, ref: ItemRef) -> Due:
    window, roles = study.scheduled(ref.form).window, study.roles
    # A reader who treats the patient sees no result before its release: it cannot be told from a late one.
    if window is None or endpoint is Endpoint.TEST:
        return Due(None, 0)
    known = {
        str(roles.index_injected): "index_on",
        str(roles.index_scan): "index_on",
        str(roles.index_reported): "released_on",
        str(roles.therapy_decided): "therapy_on",
        "enrolment": "enrolled_on",
        "planned": "index_on",
        "release": "released_on",
    }
    return Due(known.get(window.anchor), window.late_after)


def _waiting(case: Case, due: Due, today: date, late: Look) -> Look:
    """Return how it stands with what is not there: whether it was due, before the participation ended."""
    last = due.last(case)
    until = today if case.ended is None else min(case.ended_on or today, today)
    if last is not None and until > last:
        return late
    return _NOT_YET_DUE if case.ended is None else _ENDED[case.ended]


def _settled(study: Study) -> dict[Endpoint, Callable[[Case], Look | None]]:
    """Return what tells for each endpoint that it is there, or can be there no more, whatever the day."""
    concluded = study.roles.workup_conclusion is not None
    return {
        Endpoint.BEFORE: _before,
        Endpoint.BIOPSY: lambda case: _biopsy(case, concluded=concluded),
        Endpoint.TEST: _test,
        Endpoint.CELLS: lambda case: _MARKER.get(str(case.marker)),
        Endpoint.AFTER: _after,
        Endpoint.THERAPY: _therapy,
        Endpoint.MONTH3: _month3,
    }


def _answered(*answers: object) -> Look | None:
    return PRESENT if any(answer is not None for answer in answers) else None


def _before(case: Case) -> Look | None:
    if case.sealed_before is False:
        return Look(State.MISSING, Reason.NOT_SEALED)
    return _answered(case.plan_pre, case.status_pre, case.confidence_pre)


def _after(case: Case) -> Look | None:
    return _answered(case.plan_post, case.status_post, case.confidence_post, case.understanding, case.changed)


def _month3(case: Case) -> Look | None:
    return _answered(case.plan_later, case.confidence_later, case.as_intended, case.supported, case.solved)


def _test(case: Case) -> Look | None:
    if case.index_call == Call.NOT_EVALUABLE:
        return Look(State.MISSING, Reason.NOT_EVALUABLE)
    return None if case.index_call == Call.PENDING else PRESENT


def _biopsy(case: Case, *, concluded: bool) -> Look | None:
    if case.biopsy:
        return PRESENT
    return Look(State.MISSING, Reason.NO_RESULT) if concluded and case.workup else None


def _therapy(case: Case) -> Look | None:
    if case.therapy in (Therapy.YES, Therapy.NO):
        return PRESENT
    closed = case.therapy == Therapy.NOT_EVALUABLE and case.ended is None
    return Look(State.NOT_APPLICABLE, Reason.NO_DECISION) if closed else None
