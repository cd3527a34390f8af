"""Whom an inquiry concerns: who fills the form, and who may ask about it.

A question says something of the answer that it is about: for everybody else there is none, on no page and in
no list of events.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.inquiry_views import Inquiry, Said, Step
from her2dash.actions.lock_views import Locks
from her2dash.actions.locked import all_locks
from her2dash.actions.rights import filling_role, reads
from her2dash.errors import Forbidden, NotFound
from her2dash.i18n import N_
from her2dash.store import inquiries, patients
from her2dash.store.inquiries import StepRow
from her2dash.store.patients import Patient


@dataclass(frozen=True)
class Known:
    """An inquiry that concerns the person: about which form of whom, and where it stands."""

    number: int
    patient: Patient
    form: str
    stands: Step


def may_ask(work: Work, patient: Patient, form: str) -> bool:
    """Tell whether the person asks about a form of a patient: no more than it may be read."""
    return work.has(Permission.ASK) and reads(work, patient, form)


def must_ask(work: Work, patient: Patient, form: str) -> Role:
    """Return the role in which the person asks; Forbidden if in none."""
    if not may_ask(work, patient, form):
        raise Forbidden(N_("This form is not open to your role."))
    return Role.PI if Role.PI in work.roles else Role.MONITOR


def concerns(work: Work, patient: Patient, form: str) -> bool:
    """Tell whether the person may know of an inquiry about a form of a patient."""
    return filling_role(work, patient, form) is not None or may_ask(work, patient, form)


def concerning(work: Work, number: int) -> Known:
    """Return an inquiry; NotFound where it does not concern the person, whether there is one or not."""
    steps = inquiries.steps_of_inquiry(work.connection, number)
    wanted = {step.patient_id for step in steps}
    for patient in patients.these_patients(work.connection, wanted, scope=work.scope):
        if concerns(work, patient, steps[0].form):
            return Known(number, patient, steps[0].form, Step(steps[-1].step))
    raise NotFound(N_("There is no such question that concerns you."))


def about(work: Work, reached: Iterable[Patient]) -> tuple[Inquiry, ...]:
    """Return the inquiries about these patients that concern the person, the oldest first."""
    known = {patient.id: patient for patient in reached}
    steps = sorted(inquiries.steps_of(work.connection, known), key=lambda step: step.inquiry_id)
    by_number = (tuple(own) for _, own in groupby(steps, key=lambda step: step.inquiry_id))
    locks = all_locks(work) if steps else Locks({})
    shown = (_shown(work, known[own[0].patient_id], own, locks) for own in by_number)
    return tuple(one for one in shown if one.may_answer or one.may_ask)


def unsettled(work: Work) -> tuple[Inquiry, ...]:
    """Return the inquiries that are open or answered, over the patients that the person reaches."""
    wanted = inquiries.unsettled(work.connection)
    reached = patients.these_patients(work.connection, wanted, scope=work.scope)
    return tuple(one for one in about(work, reached) if one.stands is not Step.CLOSED)


def kept_from(work: Work) -> frozenset[int]:
    """Return the events of inquiries that do not concern the person: not even that they happened."""
    written = inquiries.events_of_steps(work.connection)
    wanted = {patient for _, patient, _ in written}
    reached = {one.id: one for one in patients.these_patients(work.connection, wanted, scope=work.scope)}
    return frozenset(
        event
        for event, patient, form in written
        if patient not in reached or not concerns(work, reached[patient], form)
    )


def _shown(work: Work, patient: Patient, steps: tuple[StepRow, ...], locks: Locks) -> Inquiry:
    first = steps[0]
    return Inquiry(
        first.inquiry_id, patient.handle, patient.number, first.form, first.form_version, first.item,
        tuple(_said(step) for step in steps),
        may_answer=filling_role(work, patient, first.form) is not None,
        may_ask=may_ask(work, patient, first.form),
        locked=locks.on(patient.id, first.form) is not None,
    )  # fmt: skip


def _said(row: StepRow) -> Said:
    blanked = row.text_hash is not None and row.text is None
    return Said(Step(row.step), row.person_name, Role(row.role), row.at, row.text, blanked)
