"""What a coordinator does as patients' ways change: another physician, another day, a form given up."""

from __future__ import annotations

from datetime import date, timedelta

from her2dash.access import Permission, Role
from her2dash.actions.case_row import refresh_case
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import dossier
from her2dash.actions.rights import at_site, patient_of
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store import changes, patients, people


@action(Permission.CHANGE_PATIENT, writes=True)
def reassign(work: Work, *, handle: str, physician: str) -> None:
    """Make another physician of the patient's site the referring one, from now on.

    Forms that are signed stay with who signed them; a form in progress goes on where it stands.
    """
    patient = at_site(work, patient_of(work, handle))
    person = people.by_login(work.connection, physician)
    if person is None or Role.PHYSICIAN not in person.roles or person.site not in (None, patient.site):
        raise Refused(N_("Choose a referring physician of site {site}."), site=patient.site)
    if person.id == patient.physician_id:
        work.nothing_changed = True
        return
    patients.assign(work.ledger, patient_id=patient.id, physician=person.id, at=work.now)
    work.note(
        "patient.reassigned", patient=patient.id, role=Role.COORDINATOR, physician=person.id, moves=True
    )


@action(Permission.CHANGE_PATIENT, writes=True)
def replan(work: Work, *, handle: str, planned_on: date, key: str) -> None:
    """Plan the test for another day; whatever is due by that day moves with it."""
    patient = at_site(work, patient_of(work, handle))
    if changes.is_done(work.connection, "replanning", key) or planned_on == patient.planned_on:
        work.nothing_changed = True
        return
    if planned_on < patient.consent_on or planned_on > work.today + timedelta(days=365):
        raise Refused(N_("The planned day of the test lies between the consent and a year from today."))
    changes.add_replanning(
        work.ledger, patient_id=patient.id, planned_on=planned_on, person_id=work.person.id,
        role=Role.COORDINATOR.value, at=work.now, key=key,
    )  # fmt: skip
    work.note("patient.replanned", patient=patient.id, role=Role.COORDINATOR, moves=True)


@action(Permission.CHANGE_PATIENT, writes=True)
def give_up(work: Work, *, handle: str, form: str, reason: str, key: str) -> None:
    """Close a form as not obtained, for a coded reason; nobody is reminded of it any more.

    An answer that comes after all is taken like any late one: signed, the form is done.
    """
    one = dossier(work, at_site(work, patient_of(work, handle)))
    work.study.scheduled(form)
    codes = work.study.codelist(work.study.not_obtained).labels(work.study.languages[0])
    if reason not in codes:
        raise Refused(N_("Choose a reason from the list."))
    if one.signed(form) is not None:
        raise Refused(N_("This form is signed; there is nothing to give up."))
    _close(work, one.patient, form, reason, key, "form.not_obtained")


@action(Permission.CHANGE_PATIENT, writes=True)
def want_again(work: Work, *, handle: str, form: str, key: str) -> None:
    """Want a form again that was closed as not obtained."""
    one = dossier(work, at_site(work, patient_of(work, handle)))
    work.study.scheduled(form)
    _close(work, one.patient, form, None, key, "form.wanted_again")


def _close(work: Work, patient: patients.Patient, form: str, reason: str | None, key: str, deed: str) -> None:
    if changes.is_done(work.connection, "closing", key):
        work.nothing_changed = True
        return
    changes.add_closing(
        work.ledger, patient_id=patient.id, form=form, reason=reason, person_id=work.person.id,
        role=Role.COORDINATOR.value, at=work.now, key=key,
    )  # fmt: skip
    refresh_case(work, patient.handle)
    work.note(deed, patient=patient.id, role=Role.COORDINATOR, form=form, reason=reason, moves=True)
