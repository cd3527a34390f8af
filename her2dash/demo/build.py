"""Living through a cohort: every step at its time, by its person, through the actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from typing import Any

from her2dash.access import Role
from her2dash.actions import accounts, capture, people, releases, signing
from her2dash.actions import patients as enrolment
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Desk, Office
from her2dash.demo.cohort import Cohort, DemoPatient, DemoPerson
from her2dash.study.answers import counted
from her2dash.study.model import Form, Value

_OFFICE_OPENS = time(8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Step:
    """One thing that somebody does at a moment."""

    at: datetime
    do: Callable[[], object]


class Builder:
    """Lives through a cohort on a fresh demo; `today` is the day from which its days count back."""

    def __init__(self, office: Office, clock: GivenClock, cohort: Cohort, today: datetime) -> None:
        self._office, self._clock, self._cohort = office, clock, cohort
        self._today = datetime.combine(today.astimezone(UTC).date(), _OFFICE_OPENS)
        self._handles: dict[str, str] = {}

    def build(self) -> None:
        """Do everything, in the order of time."""
        first = max(patient.enrolled for patient in self._cohort.patient)
        self._clock.set(self._moment(first + 1, 0))
        self._add_people()
        steps = [
            step for place, patient in enumerate(self._cohort.patient) for step in self._steps(patient, place)
        ]
        for step in sorted(steps, key=lambda step: step.at):
            self._clock.set(step.at)
            step.do()

    def _add_people(self) -> None:
        desk = accounts.command_desk(self._office)
        for one in self._cohort.person:
            people.add_person(desk, login=one.login, name=one.name, roles=one.roles, site=one.site)

    def _steps(self, patient: DemoPatient, place: int) -> list[Step]:
        # A patient's place in the list spreads the steps of one day over its hours.
        steps = [Step(self._moment(patient.enrolled, place), lambda: self._enrol(patient))]
        for form, said in patient.forms.items():
            at = self._moment(said["day"], place + 20)
            steps.append(Step(at, partial(self._fill, patient, form, said)))
        if patient.release:
            steps.append(Step(self._moment(patient.release.day, place + 40), lambda: self._release(patient)))
        return steps

    def _moment(self, days_ago: int, place: int) -> datetime:
        return self._today - timedelta(days=days_ago) + timedelta(minutes=7 * place)

    def _enrol(self, patient: DemoPatient) -> None:
        consent = self._clock.now().date()
        self._handles[patient.number] = enrolment.enrol(
            self._desk(self._person(Role.COORDINATOR)),
            number=patient.number,
            site=patient.number.split("-")[0],
            physician=patient.physician,
            age=patient.age,
            dilemma=patient.dilemma,
            consent_on=consent,
            planned_on=self._moment(patient.planned, 0).date(),
            eligible=True,
            key=f"demo {patient.number}",
        )

    def _fill(self, patient: DemoPatient, form: str, said: Mapping[str, Any]) -> None:
        definition = self._office.study.form(form)
        login, handle = self._filler(patient, form), self._handles[patient.number]
        desk = self._desk(login)
        for item, value in self._answers(definition, said).items():
            self._clock.advance(seconds=12)
            capture.answer(
                desk, handle=handle, form=form, item=item, value=value, seen=0,
                key=f"demo {patient.number} {form} {item}", language="en",
            )  # fmt: skip
        if "draft" not in said:
            self._clock.advance(seconds=30)
            self._sign(desk, patient, form)

    def _sign(self, desk: Desk, patient: DemoPatient, form: str) -> None:
        handle, key = self._handles[patient.number], f"demo {patient.number} {form}"
        mark = capture.mark(desk, handle=handle, form=form)
        signing.sign(desk, handle=handle, form=form, mark=mark, password="", key=key, language="en")

    def _answers(self, form: Form, said: Mapping[str, Any]) -> dict[str, Value]:
        """Return what is said of this patient, else the usual, for the questions that are asked."""
        given = {**self._cohort.usual[form.id], **said}
        answers = {item.id: self._value(given[item.id]) for item in form.items if item.id in given}
        if "draft" in said:
            return {item: value for item, value in answers.items() if item in said["draft"]}
        return counted(form, answers)

    def _value(self, given: Any) -> Value:
        if isinstance(given, str) and given.startswith("@"):
            return self._moment(int(given[1:]), 0).date().isoformat()
        return given if isinstance(given, str) else tuple(given)

    def _release(self, patient: DemoPatient) -> None:
        assert patient.release is not None  # noqa: S101 - the step was made for one
        desk = self._desk(self._person(Role.IMAGING))
        handle, reason = self._handles[patient.number], patient.release.reason
        releases.release(desk, handle=handle, reason=reason, key=f"demo {patient.number} release")

    def _filler(self, patient: DemoPatient, form: str) -> str:
        role = Role(self._office.study.scheduled(form).filled_by[0])
        return patient.physician if role == Role.PHYSICIAN else self._person(role)

    def _person(self, role: Role) -> str:
        return _first(self._cohort.person, role).login

    def _desk(self, login: str) -> Desk:
        return self._office.desk(accounts.enter_demo(self._office, login=login, replaces=None))


def _first(everybody: tuple[DemoPerson, ...], role: Role) -> DemoPerson:
    return next(one for one in everybody if role in one.roles)
