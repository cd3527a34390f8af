"""The history of an invented patient: who does what at which moment, as far as time has got."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from her2dash.access import Role
from her2dash.actions.histories import History, ToldEnrolment, ToldForm, ToldRelease
from her2dash.demo import sayings
from her2dash.demo.answers import answers_of
from her2dash.demo.chance import Chance
from her2dash.demo.course import Fate, course, fate_of
from her2dash.demo.invented import invent
from her2dash.study.answers import counted
from her2dash.study.model import Study, Value

# What is done on one day is done in this order, each within its hour (UTC).
_HOURS = {
    "enrolment": 7, "workup": 8, "q_pre": 9, "pet": 10, "release": 11, "ctc": 12, "q_post": 13, "therapy": 14,
    "q_month3": 15, "status": 16,
}  # fmt: skip
_CALLS = {Fate.EQUIVOCAL: "equivocal", Fate.NOT_SCANNED: "not_scanned"}


@dataclass(frozen=True)
class Hands:
    """Who does what for a patient, by login name."""

    physician: str
    of_role: Mapping[Role, str]


class Story:
    """What happens to the n-th patient, who is enrolled on a day; all of it hangs on `n` alone."""

    def __init__(self, study: Study, n: int, enrolled: date, hands: Hands) -> None:
        self._study, self._n, self._enrolled, self._hands = study, n, enrolled, hands
        self._fate, self._chance = fate_of(n), Chance(f"story {n}")
        self._who = invent(self._chance, _CALLS.get(self._fate))
        self._course = course(self._fate, self._chance)
        self._minute = n % 60

    def until(self, now: datetime, *, number: str, site: str) -> History:
        """Return the history up to a moment."""
        enrolment = ToldEnrolment(
            self._moment(0, "enrolment"), self._hands.of_role[Role.COORDINATOR], number, site,
            self._hands.physician, self._who.age, self._who.dilemma, consent_on=self._enrolled,
            planned_on=self._enrolled + timedelta(days=self._course.planned),
        )  # fmt: skip
        happened = sorted((told for told in self._deeds() if told.at <= now), key=lambda told: told.at)
        return History(f"registry {self._n}", enrolment, tuple(happened))

    def _deeds(self) -> Iterator[ToldForm | ToldRelease]:
        released = self._course.released
        if released is not None:
            reason = "The treatment could not wait" if self._fate is Fate.UNSEALED else None
            yield ToldRelease(self._moment(released, "release"), self._hands.of_role[Role.IMAGING], reason)
        for form, day in self._course.signed.items():
            yield self._form(form, day)

    def _form(self, form: str, day: int) -> ToldForm:
        role = Role(self._study.scheduled(form).filled_by[0])
        by, source = self._hands.of_role.get(role, self._hands.physician), "form"
        if form == "q_month3" and self._chance.happens(0.1):
            by, source = (
                self._hands.of_role[Role.COORDINATOR],
                self._chance.one_of({"chart": 1, "telephone": 1}),
            )
        return ToldForm(self._moment(day, form), by, form, self._answers(form), source)

    def _answers(self, form: str) -> dict[str, Value]:
        definition = self._study.form(form)
        given = answers_of(definition, self._said(form), {}, lambda day: day)
        return counted(definition, given)

    def _said(self, form: str) -> sayings.Said:
        who, chance, days = self._who, self._chance, self._course.days
        if form == "status":
            injected = self._fate is not Fate.NOT_INJECTED
            ended = "not_injected" if not injected else str(self._fate)
            return sayings.status(ended, chance, self._day, days, injected=injected)
        return sayings.SAID_IN[form](who, chance, self._day, days)

    def _day(self, after: int) -> str:
        return (self._enrolled + timedelta(days=after)).isoformat()

    def _moment(self, after: int, deed: str) -> datetime:
        at = time(_HOURS[deed], self._minute, tzinfo=UTC)
        return datetime.combine(self._enrolled + timedelta(days=after), at)
