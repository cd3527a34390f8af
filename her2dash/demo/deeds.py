"""What people do in a cohort: each deed by its person, now by the clock, through the actions."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import count
from types import MappingProxyType

from her2dash.access import Role
from her2dash.actions import (
    accounts,
    capture,
    corrections,
    keeping,
    locks,
    questions,
    releases,
    rows,
    signing,
)
from her2dash.actions import patients as enrolment
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Desk, Office
from her2dash.actions.views import Answered
from her2dash.demo.answers import answers_of, changed_answers
from her2dash.demo.cohort import (
    Cohort,
    DemoCorrection,
    DemoExplanation,
    DemoForm,
    DemoGivingUp,
    DemoLock,
    DemoPatient,
    DemoReassignment,
    DemoRelease,
    DemoReplanning,
)
from her2dash.study.answers import counted
from her2dash.study.model import Form, Kind, Value
from her2dash.study.rows import name_of, question

_NOTHING: Mapping[str, Answered] = MappingProxyType({})


class Deeds:
    """The hands of a cohort's people; `today` is the day from which its days count back."""

    def __init__(self, office: Office, clock: GivenClock, cohort: Cohort, today: date) -> None:
        self._office, self._clock, self._cohort, self._today = office, clock, cohort, today
        self._handles: dict[str, str] = {}
        self._keys = (f"demo {n}" for n in count(1))

    def enrol(self, patient: DemoPatient) -> None:
        """Enrol a patient who consents today."""
        self._handles[patient.number] = enrolment.enrol(
            self.desk(Role.COORDINATOR),
            number=patient.number,
            site=patient.number.split("-")[0],
            physician=patient.physician,
            age=patient.age,
            dilemma=patient.dilemma,
            consent_on=self._clock.now().date(),
            planned_on=self._day(patient.planned),
            eligible=True,
            key=self.key(),
        )

    def reassign(self, patient: DemoPatient, said: DemoReassignment) -> None:
        """Give the patient to another physician."""
        keeping.reassign(self.desk(Role.COORDINATOR), physician=said.physician, **self.of(patient))

    def replan(self, patient: DemoPatient, said: DemoReplanning) -> None:
        """Plan the index test for another day."""
        desk, day = self.desk(Role.COORDINATOR), self._day(said.planned)
        keeping.replan(desk, planned_on=day, key=self.key(), **self.of(patient))

    def release(self, patient: DemoPatient, said: DemoRelease) -> None:
        """Release the index test to the referring physician."""
        desk = self.desk(Role.IMAGING)
        releases.release(desk, reason=said.reason, key=self.key(), **self.of(patient))

    def give_up(self, patient: DemoPatient, said: DemoGivingUp) -> None:
        """Close a form as not obtained."""
        desk, key = self.desk(Role.COORDINATOR), self.key()
        keeping.give_up(desk, form=said.form, reason=said.reason, key=key, **self.of(patient))

    def explain(self, patient: DemoPatient, said: DemoExplanation) -> None:
        """Explain a query as it stands now."""
        desk, of = self.desk(Role.COORDINATOR), self.of(patient)
        open_now = {(each.handle, each.rule.id): each for each in questions.queries(desk)}
        evidence = open_now[of["handle"], said.rule].evidence
        questions.explain(desk, rule=said.rule, evidence=evidence, text=said.text, key=self.key(), **of)

    def lock(self, patient: DemoPatient, said: DemoLock) -> None:
        """Lock a form, or all of the patient's record."""
        locks.lock(self.desk(Role.PI), form=said.form, key=self.key(), **self.of(patient))

    def fill(self, patient: DemoPatient, form: str, said: DemoForm) -> None:
        """Fill a form with what is said, else the usual, where it is asked; sign it unless it is a draft."""
        definition, desk = self._office.study.form(form), self.filler(patient, form, said)
        answers = answers_of(
            definition, said.answers, self._cohort.usual_row, lambda day: self._date(patient, day)
        )
        if said.draft is not None:
            begun = {key: value for key, value in answers.items() if name_of(key) in said.draft}
            self._answer(desk, patient, definition, begun)
            return
        self._answer(desk, patient, definition, counted(definition, answers))
        self._sign(desk, patient, form, said)

    def correct(self, patient: DemoPatient, form: str, said: DemoForm, change: DemoCorrection) -> None:
        """Open a signed form again, change answers, and sign it again unless it stays open."""
        definition, desk = self._office.study.form(form), self.filler(patient, form, said, change.day)
        corrections.correct(desk, form=form, reason=change.reason, key=self.key(), **self.of(patient))
        changed = changed_answers(definition, change.answers, lambda day: self._date(patient, day))
        before = capture.open_form(desk, form=form, **self.of(patient)).answered
        self._answer(desk, patient, definition, changed, before)
        if change.signed:
            self._sign(desk, patient, form, said)

    def _answer(
        self, desk: Desk, patient: DemoPatient, form: Form, answers: Mapping[str, Value],
        before: Mapping[str, Answered] = _NOTHING,
    ) -> None:  # fmt: skip
        of = {"form": form.id, "language": "en", **self.of(patient)}
        for key, value in answers.items():
            self._clock.advance(seconds=12)
            if question(form, key).kind is Kind.ROW:
                rows.add_row(desk, group=name_of(key), key=self.key(), **of)
                continue
            seen = before[key].newest if key in before else 0
            capture.answer(desk, item=key, value=value, seen=seen, key=self.key(), **of)

    def _sign(self, desk: Desk, patient: DemoPatient, form: str, said: DemoForm) -> None:
        self._clock.advance(seconds=30)
        source = said.by.source if said.by else signing.RESPONDENT
        of = {"form": form, **self.of(patient)}
        signing.sign(
            desk, mark=capture.mark(desk, **of), password="", source=source, key=self.key(),
            language="en", **of,
        )  # fmt: skip

    def filler(self, patient: DemoPatient, form: str, said: DemoForm, day: int | None = None) -> Desk:
        """Let in who fills a form of a patient, on the day on which it is filled or another."""
        asked = Role(self._office.study.scheduled(form).filled_by[0])
        role = said.by.role if said.by else asked
        if role == Role.PHYSICIAN:
            return self._desk_of(patient.physician_on(said.day if day is None else day))
        return self.desk(role)

    def of(self, patient: DemoPatient) -> dict[str, str]:
        """Return what names a patient to the actions."""
        return {"handle": self._handles[patient.number]}

    def desk(self, role: Role) -> Desk:
        """Let the first person of a role in."""
        return self._desk_of(next(one.login for one in self._cohort.person if role in one.roles))

    def _desk_of(self, login: str) -> Desk:
        return self._office.desk(accounts.enter_demo(self._office, login=login, replaces=None))

    def _day(self, days_ago: int) -> date:
        return self._today - timedelta(days=days_ago)

    def key(self) -> str:
        """Return a key that no deed before had."""
        return next(self._keys)

    def _date(self, patient: DemoPatient, written: str) -> str:
        """Return the date of "@200", 200 days ago, or of "+14" or "-700", days after or before enrolment."""
        ago = int(written[1:]) if written.startswith("@") else patient.enrolled - int(written)
        return self._day(ago).isoformat()
