"""Everything on record of a patient, gathered once: sheets, signatures, answers, where each form stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from her2dash.actions.desk import View
from her2dash.actions.settling import values
from her2dash.analysis.cases import Case, Facts, Therapy, case_of
from her2dash.store import sheets
from her2dash.store.patients import Patient
from her2dash.store.sheets import AnswerRow, SheetRow, SignatureRow
from her2dash.study.answers import counted
from her2dash.study.model import Schedule, Value
from her2dash.study.windows import Standing, standing


@dataclass(frozen=True)
class Dossier:
    """One patient's record as it stands in this transaction."""

    work: View
    patient: Patient
    sheets: Mapping[str, SheetRow]
    signatures: Mapping[str, tuple[SignatureRow, ...]]
    answers: Mapping[str, tuple[AnswerRow, ...]]

    def signed(self, form: str) -> SignatureRow | None:
        """Return the newest signature of a form, none for a form that is not signed."""
        return (self.signatures.get(form) or (None,))[-1]

    def signed_values(self, form: str, signature: SignatureRow) -> dict[str, Value]:
        """Return the answers that a signature stands for: those to questions that were asked."""
        rows = [row for row in self.answers.get(form, ()) if row.id <= signature.answers_upto]
        definition = self.work.study.form(form, self.sheets[form].form_version)
        return counted(definition, values(rows))

    def standing(self, row: Schedule) -> Standing:
        """Return where a form of this patient stands today."""
        return standing(
            row.window,
            anchor=self._anchor(row.window.anchor),
            today=self.work.today,
            done=self.signed(row.form) is not None,
            remind_days=self.work.study.remind_days,
        )

    def case(self) -> Case:
        """Return the patient's row for the statistics."""
        released = self.patient.released_at
        return case_of(
            self.work.study,
            Facts(
                patient=self.patient.number,
                site=self.patient.site,
                dilemma=self.patient.dilemma,
                enrolled_on=self.work.local_day(self.patient.enrolled_at),
                signed=self._signed(before=None),
                before_release=self._signed(before=self.patient.release_event),
                released_on=self.work.local_day(released) if released else None,
                sealed_before=self.patient.sealed_before,
            ),
        )

    @property
    def closed(self) -> bool:
        """Whether death, withdrawal or loss came before a decision: nothing is due afterwards."""
        return self.case().therapy == Therapy.NOT_EVALUABLE

    def _signed(self, before: int | None) -> dict[str, dict[str, Value]]:
        last: dict[str, dict[str, Value]] = {}
        for form, given in self.signatures.items():
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


def dossiers(work: View, patients: Iterable[Patient]) -> tuple[Dossier, ...]:
    """Gather the record of several patients in three queries."""
    wanted = tuple(patients)
    opened = sheets.sheets_of(work.connection, [patient.id for patient in wanted])
    ids = [sheet.id for sheet in opened]
    signatures, answers = defaultdict[int, list[SignatureRow]](list), defaultdict[int, list[AnswerRow]](list)
    for signature in sheets.signatures_of(work.connection, ids):
        signatures[signature.sheet_id].append(signature)
    for answer in sheets.answers_of(work.connection, ids):
        answers[answer.sheet_id].append(answer)
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
                if signatures[sheet.id]
            },
            {sheet.form: tuple(answers[sheet.id]) for sheet in of_patient[patient.id]},
        )
        for patient in wanted
    )


def dossier(work: View, patient: Patient) -> Dossier:
    """Gather the record of one patient."""
    return dossiers(work, [patient])[0]
