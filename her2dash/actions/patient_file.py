"""A patient's whole way on one timeline, as far as the study lets the reader's role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from her2dash.access import UNBLINDED, Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier
from her2dash.actions.lock_views import Lock, Locks
from her2dash.actions.locked import locks_of
from her2dash.actions.patient_answers import lesions, side_by_side
from her2dash.actions.patient_views import Entry, Happened, PatientFile
from her2dash.actions.patients import row_of_patient
from her2dash.actions.questions import noticed
from her2dash.actions.rights import concerns, patient_of, reads
from her2dash.store import changes, locks, patients
from her2dash.study.model import Kind


@action(Permission.SEE_PATIENT)
def patient_file(work: Work, *, handle: str) -> PatientFile:
    """Return a patient with the state of every form, what happened when, and what the rules notice."""
    one = dossier(work, patient_of(work, handle))
    work.looked_at(f"{one.patient.number} file")
    entries = (
        *_of_patient(work, one), *_of_forms(work, one), *_of_locks(work, one), *_study_days(work, one)
    )  # fmt: skip
    known = locks_of(work, one.patient.id)
    ordered = sorted(entries, key=lambda each: (each.day, each.at is None, each.at))
    return PatientFile(
        row_of_patient(work, one, known), tuple(ordered), noticed(work, [one]), side_by_side(work, one),
        lesions(work, one), tuple(_locks(work, one, known)),
    )  # fmt: skip


def _locks(work: Work, one: Dossier, known: Locks) -> Iterator[Lock]:
    for lock in known.known.values():
        if not lock.ended and (lock.form is None or concerns(work, one.patient, lock.form)):
            yield lock


def _of_patient(work: Work, one: Dossier) -> Iterator[Entry]:
    patient = one.patient
    yield _entry(work, patient.enrolled_at, Happened.ENROLLED)
    first, *later = patients.assignments_of(work.connection, patient.id)
    yield _entry(work, first[1], Happened.ASSIGNED, note=first[0])
    for name, at in later:
        yield _entry(work, at, Happened.REASSIGNED, note=name)
    for moved in changes.replannings_of(work.connection, patient.id):
        yield _entry(
            work, moved.at, Happened.REPLANNED, person=moved.person_name, note=moved.planned_on.isoformat()
        )
    if patient.released_at is not None:
        yield _entry(work, patient.released_at, Happened.RELEASED, form=work.study.release.form)


def _of_forms(work: Work, one: Dossier) -> Iterator[Entry]:
    corrections = changes.corrections_of(work.connection, [one.patient.id])
    for row in work.study.schedule:
        if not concerns(work, one.patient, row.form):
            continue
        # who fills a form of the markers has seen markers: of that signature nobody wants to be told
        of_course = Role(row.filled_by[0]) in UNBLINDED
        for n, signature in enumerate(one.signatures.get(row.form, ())):
            what = Happened.SIGNED_AGAIN if n else Happened.SIGNED
            yield _entry(
                work, signature.at, what, form=row.form, person=signature.printed_name,
                note=signature.source, unblinded=signature.unblinded and not of_course,
            )  # fmt: skip
        sheet = one.sheets.get(row.form)
        for change in (each for each in corrections if sheet and each.sheet_id == sheet.id):
            what = Happened.CORRECTED if change.opened else Happened.CORRECTION_DROPPED
            yield _entry(work, change.at, what, form=row.form, person=change.person_name, note=change.reason)
    for closing in changes.closings_of(work.connection, [one.patient.id]):
        if concerns(work, one.patient, closing.form):
            what = Happened.GIVEN_UP if closing.reason else Happened.WANTED_AGAIN
            yield _entry(
                work, closing.at, what, form=closing.form, person=closing.person_name, note=closing.reason
            )


def _of_locks(work: Work, one: Dossier) -> Iterator[Entry]:
    """Return how the patient and forms were locked and unlocked; the study's lock stands elsewhere."""
    for row in locks.of_patient(work.connection, one.patient.id):
        if row.patient_id is not None and (row.form is None or concerns(work, one.patient, row.form)):
            lifted = Happened.UNLOCKED_FOR_GOOD if row.lifted_for_good else Happened.UNLOCKED
            what = Happened.LOCKED if row.locked else lifted
            yield _entry(work, row.at, what, form=row.form, person=row.person_name)


def _study_days(work: Work, one: Dossier) -> Iterator[Entry]:
    """Return the days that signed forms name, each with its question, from forms that the person reads."""
    for form, given in one.last_signed().items():
        if not reads(work, one.patient, form):
            continue
        definition = work.study.form(form, one.sheets[form].form_version)
        for item in definition.items:
            value = given.get(item.id)
            if item.kind is Kind.DATE and isinstance(value, str):
                yield Entry(date.fromisoformat(value), None, Happened.DAY, form=form, item=item)


def _entry(
    work: Work, at: datetime, what: Happened, *, form: str | None = None, person: str | None = None,
    note: str | None = None, unblinded: bool = False,
) -> Entry:  # fmt: skip
    return Entry(work.local_day(at), at, what, form=form, person=person, note=note, unblinded=unblinded)
