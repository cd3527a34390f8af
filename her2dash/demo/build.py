"""Living through a cohort: every step at its time, by its person, through the actions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial

from her2dash.actions import accounts, people
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Office
from her2dash.demo.cohort import Cohort, DemoInquiry, DemoPatient
from her2dash.demo.deeds import Deeds
from her2dash.demo.talk import Talk

_OFFICE_OPENS = time(8, 0, tzinfo=UTC)

# What is done on one day is spread over its hours: by kind, and within a kind by the patient's place.
_MORNING, _FORMS, _RELEASES, _AFTERNOON, _EVENING = 0, 20, 40, 60, 80
_MINUTES = 5

Do = Callable[[], object]


@dataclass(frozen=True)
class Step:
    """One thing that somebody does at a moment."""

    at: datetime
    do: Do


class Builder:
    """Lives through a cohort on a fresh demo; `today` is the day from which its days count back."""

    def __init__(self, office: Office, clock: GivenClock, cohort: Cohort, today: datetime) -> None:
        self._office, self._clock, self._cohort = office, clock, cohort
        self._today = datetime.combine(today.astimezone(UTC).date(), _OFFICE_OPENS)
        self._deeds = Deeds(office, clock, cohort, self._today.date())

    def build(self) -> None:
        """Do everything, in the order of time."""
        first = max(patient.enrolled for patient in self._cohort.patient)
        self._clock.set(self._moment(first + 1, 0))
        self._add_people()
        steps = (
            Step(self._moment(day, hour + place), do)
            for place, patient in enumerate(self._cohort.patient)
            for day, hour, do in self._way(patient)
        )
        for step in sorted(steps, key=lambda step: step.at):
            # A long form reaches into the next step's time, which then waits: time never goes back.
            self._clock.set(max(step.at, self._clock.now()))
            step.do()

    def _add_people(self) -> None:
        desk = accounts.command_desk(self._office)
        for one in self._cohort.person:
            people.add_person(desk, login=one.login, name=one.name, roles=one.roles, site=one.site)

    def _moment(self, days_ago: int, place: int) -> datetime:
        return self._today - timedelta(days=days_ago) + timedelta(minutes=_MINUTES * place)

    def _way(self, patient: DemoPatient) -> Iterator[tuple[int, int, Do]]:
        """Return what happens to a patient: how many days ago, in which part of the day, and the deed."""
        deeds = self._deeds
        yield patient.enrolled, _MORNING, partial(deeds.enrol, patient)
        if moved := patient.reassigned:
            yield moved.day, _MORNING, partial(deeds.reassign, patient, moved)
        if later := patient.replanned:
            yield later.day, _MORNING, partial(deeds.replan, patient, later)
        if freed := patient.release:
            yield freed.day, _RELEASES, partial(deeds.release, patient, freed)
        for form, said in patient.forms.items():
            yield said.day, _FORMS, partial(deeds.fill, patient, form, said)
            for change in said.corrections:
                yield change.day, _FORMS, partial(deeds.correct, patient, form, said, change)
        yield from self._afterwards(patient)

    def _afterwards(self, patient: DemoPatient) -> Iterator[tuple[int, int, Do]]:
        """Return what others do with the forms of a patient."""
        deeds = self._deeds
        for lost in patient.not_obtained:
            yield lost.day, _AFTERNOON, partial(deeds.give_up, patient, lost)
        for told in patient.explained:
            yield told.day, _AFTERNOON, partial(deeds.explain, patient, told)
        for asked in patient.asked:
            yield from self._asked(patient, asked)
        for lock in patient.locked:
            yield lock.day, _EVENING, partial(deeds.lock, patient, lock)

    def _asked(self, patient: DemoPatient, asked: DemoInquiry) -> Iterator[tuple[int, int, Do]]:
        """Return the steps of a question about an answer; each finds the question that was asked before."""
        talk = Talk(self._deeds, patient, asked)
        yield asked.day, _AFTERNOON, talk.ask
        if asked.answered:
            yield asked.answered.day, _AFTERNOON, talk.answer
        if asked.closed:
            yield asked.closed.day, _AFTERNOON, talk.close
