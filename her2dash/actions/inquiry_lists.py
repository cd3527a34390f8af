"""Inquiries as they are listed: of a form, of a patient, and those that wait for somebody."""

from __future__ import annotations

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.inquiry_reach import about, unsettled
from her2dash.actions.inquiry_views import Inquiry, Step, Tally
from her2dash.actions.rights import patient_of


@action(Permission.READ_FORMS)
def of_form(work: Work, *, handle: str, form: str) -> tuple[Inquiry, ...]:
    """Return the inquiries about a form, the oldest first; none to whom they do not concern."""
    patient = patient_of(work, handle)
    found = tuple(one for one in about(work, [patient]) if one.form == form)
    if found:
        work.looked_at(f"{patient.number} {form} inquiries")
    return found


@action(Permission.ASK)
def of_patient(work: Work, *, handle: str) -> tuple[Inquiry, ...]:
    """Return the inquiries about all forms of a patient that concern the person, the oldest first."""
    patient = patient_of(work, handle)
    work.looked_at(f"{patient.number} inquiries")
    return about(work, [patient])


@action(Permission.SEE_WORKLIST)
def waiting(work: Work) -> tuple[Inquiry, ...]:
    """Return the inquiries that wait for an answer by this person, the one that waits longest first.

    What is locked takes no answer and is asked of nobody until it is unlocked.
    """
    work.looked_at("worklist")
    found = (one for one in unsettled(work) if one.may_answer and one.stands is Step.ASKED and not one.locked)
    return tuple(sorted(found, key=lambda one: one.asked_at))


@action(Permission.ASK)
def tallies(work: Work) -> dict[str, Tally]:
    """Return by a patient's handle how many inquiries are open and answered, where there is any."""
    work.looked_at("patients")
    found: dict[str, list[Step]] = {}
    for one in unsettled(work):
        found.setdefault(one.handle, []).append(one.stands)
    return {handle: Tally(its.count(Step.ASKED), its.count(Step.ANSWERED)) for handle, its in found.items()}
