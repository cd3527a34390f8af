"""Retelling a patient's history into the record: each deed as if by its person, at its moment.

What is checked and written is checked and written by the actions' own functions. Each deed gets the event
that it has when it is done here, over the channel "import": the event says when it was taken over, by whom,
and who did it; its rows say who did it and when.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from her2dash.access import Permission, Role
from her2dash.actions.capture import must_be_open, sheet_to_write
from her2dash.actions.desk import Work
from her2dash.actions.dossier import Dossier
from her2dash.actions.histories import History, Told, ToldEnrolment, ToldForm, ToldRelease
from her2dash.actions.patients import admit
from her2dash.actions.releases import hand_over
from her2dash.actions.rights import must_fill, must_hold, must_reach
from her2dash.actions.row_rules import row_must_follow
from her2dash.actions.signing import must_be_signable, seal, source_of
from her2dash.errors import Problem, Refused
from her2dash.i18n import N_
from her2dash.store import people, sheets
from her2dash.store.batch import BatchLedger
from her2dash.store.ledger import Author, Deed
from her2dash.store.people import PersonRow
from her2dash.store.sheets import AnswerRow, SheetRow
from her2dash.study.model import Kind, Value
from her2dash.study.rows import question
from her2dash.study.values import read_value

CHANNEL = "import"


class Retelling:
    """Retells histories in one transaction; nothing is in the record before `write`."""

    def __init__(self, work: Work) -> None:
        self._work, self._ledger = work, BatchLedger(work.connection)
        self._people: dict[str, PersonRow] = {}
        self._numbers: set[str] = set()
        self._where = ""

    def of(self, history: History) -> Dossier:
        """Retell a history and return what is then on record; Refused where it could not have been."""
        number, self._where = history.enrolment.number, "enrolment"
        try:
            _must_be_in_order(history, self._work.now)
            one = self._enrol(history.enrolment, history.key)
            for n, told in enumerate(history.deeds, start=1):
                one = self._next(one, told, f"{history.key} {n}")
        except Problem as problem:
            raise Refused(
                N_("The history of patient {number} cannot be taken over ({where}): {why}"),
                number=number, where=self._where, why=str(problem),
            ) from problem  # fmt: skip
        return one

    def write(self) -> None:
        """Write everything that was retold, and let the action's own event follow it."""
        self._ledger.write()
        self._work.ledger.go_on()

    def _next(self, one: Dossier, told: ToldForm | ToldRelease, key: str) -> Dossier:
        if isinstance(told, ToldRelease):
            self._where = "release"
            return self._release(one, told, key)
        self._where = told.form
        return self._sign(one, told, key)

    def _then(self, told: Told) -> Work:
        """Return the work as its person saw it at that moment."""
        return replace(self._work, person=self._person(told.by), now=told.at, opened_ledger=self._ledger)

    def _person(self, login: str) -> PersonRow:
        if login not in self._people:
            found = people.by_login(self._work.connection, login)
            if found is None:
                raise Refused(N_("There is nobody here with the login name {login}."), login=login)
            self._people[login] = found
        return self._people[login]

    def _enrol(self, told: ToldEnrolment, key: str) -> Dossier:
        then = self._then(told)
        must_hold(then, Permission.ENROL)
        if told.number in self._numbers:
            raise Refused(N_("The study number {number} is in use; take the next one."), number=told.number)
        self._numbers.add(told.number)
        patient = admit(
            then, number=told.number, site=told.site, physician=told.physician, age=told.age,
            dilemma=told.dilemma, consent_on=told.consent_on, planned_on=told.planned_on,
            eligible=told.eligible, key=key,
        )  # fmt: skip
        one = Dossier(then, patient, {}, {}, {}, {}, {})
        self._close(then, one, "patient.enrolled", Role.COORDINATOR, number=told.number)
        return one

    def _sign(self, one: Dossier, told: ToldForm, key: str) -> Dossier:
        then, form = self._then(told), told.form
        one = replace(one, work=then)
        role = must_fill(then, one.patient, form)
        must_be_open(then, one, form)
        if not told.answers:
            raise Refused(N_("This form has no answers yet."))
        sheet = sheet_to_write(then, one, form)
        given = tuple(self._answers(then, sheet, role, told, key))
        one = replace(one, sheets={**one.sheets, form: sheet}, answers={**one.answers, form: given})
        definition = must_be_signable(then, one, form)
        source = source_of(then, form, role, told.source)
        signed = seal(then, one, definition, role=role, source=source, language=told.language, key=key)
        facts = {"form": form, "reference": signed.reference, "source": source, "corrected": False}
        self._close(then, one, "form.signed", role, **facts)
        return one.with_signature(form, signed)

    def _answers(
        self, then: Work, sheet: SheetRow, role: Role, told: ToldForm, key: str
    ) -> Iterator[AnswerRow]:
        definition, given = then.study.form(told.form, sheet.form_version), dict[str, Value]()
        for n, (item, value) in enumerate(told.answers.items()):
            self._where = f"{told.form}, {item}"
            asked = question(definition, item)
            row_must_follow(definition, asked, given)
            given[item] = read_value(then.study, asked, value, today=then.today)
            yield sheets.add_answer(
                then.ledger, value=given[item], is_text=asked.kind == Kind.TEXT, sheet_id=sheet.id, item=item,
                version=1, based_on=0, author=then.person, role=role.value, at=then.now,
                language=told.language, key=f"{key} {n}",
            )  # fmt: skip
        self._where = told.form

    def _release(self, one: Dossier, told: ToldRelease, key: str) -> Dossier:
        then = self._then(told)
        must_hold(then, Permission.RELEASE)
        must_reach(then, one.patient)
        if one.patient.released_at is not None:
            raise Refused(N_("The index test was released before."))
        sealed = hand_over(then, one, told.reason, key)
        released = replace(
            one.patient, released_at=then.now, sealed_before=sealed, release_event=self._ledger.event_id
        )
        self._close(then, one, "index.released", Role.IMAGING, sealed_before=sealed)
        return replace(one, work=then, patient=released)

    def _close(self, then: Work, one: Dossier, deed: str, role: Role, **facts: object) -> None:
        """Append the event of a deed: taken over now by who takes over, done then by who did it."""
        author = Author(self._work.person.id, self._work.session.id, CHANNEL)
        detail = {**facts, "person": then.person.id, "done_at": then.now}
        self._ledger.close(
            author, Deed(deed, str(role), one.patient.id, moves=True, detail=detail), self._work.now
        )


def _must_be_in_order(history: History, now: datetime) -> None:
    moments = [history.enrolment.at, *(told.at for told in history.deeds)]
    if moments != sorted(moments) or moments[-1] > now:
        raise Refused(N_("What happened is told in the order of time, and nothing of it lies in the future."))
