"""Everything on record of a patient, gathered once: sheets, signatures, answers, where each form stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TypeVar

from her2dash.actions.desk import View
from her2dash.actions.settling import values
from her2dash.analysis.answered import Facts
from her2dash.analysis.cases import Case, case_of, closing_forms, is_closed
from her2dash.analysis.references import CaseLesion, lesions_of
from her2dash.store import changes, sheets
from her2dash.store.changes import ClosingRow, CorrectionRow
from her2dash.store.patients import Patient
from her2dash.store.sheets import AnswerRow, SheetRow, SignatureRow
from her2dash.study.answers import counted
from her2dash.study.model import Answers, Schedule
from her2dash.study.windows import Standing, standing

Timed = TypeVar("Timed", AnswerRow, SignatureRow, CorrectionRow, ClosingRow)
OfSheet = TypeVar("OfSheet", AnswerRow, SignatureRow)

_AT_ONCE = 500


@dataclass(frozen=True)
class Dossier:
    """One patient's record as it stands in this transaction."""

    work: View
    patient: Patient
    sheets: Mapping[str, SheetRow]
    signatures: Mapping[str, tuple[SignatureRow, ...]]
    answers: Mapping[str, tuple[AnswerRow, ...]]
    corrections: Mapping[str, CorrectionRow]  # the newest of each form
    given_up: Mapping[str, str]  # form -> coded reason
    without_answers: bool = False
    _counted: dict[int, Answers] = field(default_factory=dict, repr=False, compare=False)

    def signed(self, form: str) -> SignatureRow | None:
        """Return the newest signature of a form, none for a form that is not signed."""
        return (self.signatures.get(form) or (None,))[-1]

    def correcting(self, form: str) -> CorrectionRow | None:
        """Return the correction under which a signed form is open again, None when none is."""
        newest, signature = self.corrections.get(form), self.signed(form)
        if newest is None or signature is None or not newest.opened:
            return None
        return newest if newest.event_id > signature.event_id else None

    def signed_values(self, form: str, signature: SignatureRow) -> Answers:
        """Return the answers that a signature stands for: those to questions that were asked."""
        if self.without_answers:
            raise RuntimeError("a dossier that was gathered without its answers cannot tell what was signed")
        known = self._counted.get(signature.id)
        if known is None:  # asked for again and again: by every window, rule and role
            rows = [row for row in self.answers.get(form, ()) if row.id <= signature.answers_upto]
            definition = self.work.study.form(form, self.sheets[form].form_version)
            known = self._counted[signature.id] = counted(definition, values(rows))
        return known

    def with_signature(self, form: str, signature: SignatureRow) -> Dossier:
        """Return the record with one signature more."""
        signed = (*self.signatures.get(form, ()), signature)
        return replace(self, signatures={**self.signatures, form: signed})

    def standing(self, row: Schedule) -> Standing:
        """Return where a form of this patient stands today."""
        return standing(
            row.window,
            anchor=self._anchor(row.window.anchor) if row.window else None,
            today=self.work.today,
            done=self.signed(row.form) is not None,
            not_obtained=row.form in self.given_up,
            remind_days=self.work.study.remind_days,
        )

    def case(self) -> Case:
        """Return the patient's row for the statistics."""
        return case_of(self.work.study, self.facts())

    def lesions(self) -> tuple[CaseLesion, ...]:
        """Return the lesions of the index test for the statistics."""
        return lesions_of(self.work.study, self.last_signed())

    def facts(self) -> Facts:
        """Return what the statistics are derived from."""
        released = self.patient.released_at
        return Facts(
            patient=self.patient.number,
            site=self.patient.site,
            dilemma=self.patient.dilemma,
            enrolled_on=self.work.local_day(self.patient.enrolled_at),
            signed=self.last_signed(),
            before_release=self.last_signed(before=self.patient.release_event),
            released_on=self.work.local_day(released) if released else None,
            sealed_before=self.patient.sealed_before,
        )

    @property
    def closed(self) -> bool:
        """Whether the participation ended, or no decision can be made any more: nothing is due afterwards."""
        study = self.work.study
        return is_closed(study, self.last_signed(only=closing_forms(study)))

    def last_signed(
        self, before: int | None = None, only: frozenset[str] | None = None
    ) -> dict[str, Answers]:
        """Return the last signed answers of each form, or of these, or those last signed before an event."""
        last: dict[str, Answers] = {}
        for form, given in self.signatures.items():
            if only is not None and form not in only:
                continue
            counting = [one for one in given if before is None or one.event_id < before]
            if counting:
                last[form] = self.signed_values(form, counting[-1])
        return last

    def _anchor(self, anchor: str) -> date | None:
        if anchor == "enrolment":
            return self.work.local_day(self.patient.enrolled_at)
        if anchor == "planned":
            return self.patient.planned_on
        if anchor == "release":
            return self.work.local_day(self.patient.released_at) if self.patient.released_at else None
        form, item = anchor.split(".")
        signature = self.signed(form)
        day = self.signed_values(form, signature).get(item) if signature else None
        return date.fromisoformat(day) if isinstance(day, str) else None


def in_turn(work: View, patients: Iterable[Patient], *, without_answers: bool = False) -> Iterator[Dossier]:
    """Gather the record of any number of patients, some hundred at a time: a registry's fills the memory."""
    left = iter(patients)
    while some := tuple(islice(left, _AT_ONCE)):
        yield from dossiers(work, some, without_answers=without_answers)


def dossiers(
    work: View, patients: Iterable[Patient], *, without_answers: bool = False
) -> tuple[Dossier, ...]:
    """Gather the record of several patients, in as many queries as of one.

    Without the answers, which are most of it, it tells what is begun and signed, and nothing else.
    """
    wanted = tuple(patients)
    numbers = [patient.id for patient in wanted]
    opened = sheets.sheets_of(work.connection, numbers)
    signatures = _by_sheet(_known(work, sheets.signatures_of(work.connection, numbers)))
    given = () if without_answers else sheets.answers_of(work.connection, numbers)
    answers = _by_sheet(_known_answers(work, given, signatures))
    corrected = {row.sheet_id: row for row in _known(work, changes.corrections_of(work.connection, numbers))}
    given_up = _given_up(work, numbers)
    of_patient = defaultdict[int, list[SheetRow]](list)
    for sheet in opened:
        of_patient[sheet.patient_id].append(sheet)
    return tuple(
        Dossier(
            work,
            patient,
            {sheet.form: sheet for sheet in of_patient[patient.id]},
            {
                sheet.form: tuple(signatures[sheet.id])
                for sheet in of_patient[patient.id]
                if sheet.id in signatures
            },
            {sheet.form: tuple(answers.get(sheet.id, ())) for sheet in of_patient[patient.id]},
            {sheet.form: corrected[sheet.id] for sheet in of_patient[patient.id] if sheet.id in corrected},
            given_up.get(patient.id, {}),
            without_answers,
        )
        for patient in wanted
    )


def _known(work: View, rows: Iterable[Timed]) -> list[Timed]:
    """Return the rows that stood in the record at the moment as of which it is read."""
    return [row for row in rows if work.until is None or row.at <= work.until]


def _known_answers(
    work: View, rows: Iterable[AnswerRow], signatures: Mapping[int, list[SignatureRow]]
) -> list[AnswerRow]:
    """Return the answers that stood in the record; a signature brings along those it stands for.

    By their moment alone a few could be missing: those given before a clock was set back.
    """
    if work.until is None:
        return list(rows)
    signed = {sheet: given[-1].answers_upto for sheet, given in signatures.items()}
    return [row for row in rows if row.at <= work.until or row.id <= signed.get(row.sheet_id, 0)]


def _by_sheet(rows: Iterable[OfSheet]) -> dict[int, list[OfSheet]]:
    found: dict[int, list[OfSheet]] = {}
    for row in rows:
        found.setdefault(row.sheet_id, []).append(row)
    return found


def _given_up(work: View, patients: list[int]) -> dict[int, dict[str, str]]:
    """Return for each patient the forms that are given up now, with the reason."""
    newest = {
        (row.patient_id, row.form): row.reason
        for row in _known(work, changes.closings_of(work.connection, patients))
    }
    found: dict[int, dict[str, str]] = {}
    for (patient, form), reason in newest.items():
        if reason is not None:
            found.setdefault(patient, {})[form] = reason
    return found


def dossier(work: View, patient: Patient) -> Dossier:
    """Gather the record of one patient."""
    return dossiers(work, [patient])[0]
