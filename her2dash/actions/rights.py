"""Which forms of a patient a person fills and reads: the study's words, held against the person's roles."""

from __future__ import annotations

from collections.abc import Iterable

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.errors import Forbidden, NotFound
from her2dash.i18n import N_
from her2dash.store import patients
from her2dash.store.patients import Patient


def patient_of(work: Work, handle: str) -> Patient:
    """Return a patient within the person's reach; NotFound otherwise, whether there is one or not."""
    found = patients.by_handle(work.connection, handle, scope=work.scope) if handle.isprintable() else None
    if found is None:
        raise NotFound(N_("There is no such patient among yours."))
    return found


def must_reach(work: Work, patient: Patient) -> None:
    """Raise NotFound for a patient outside the person's reach, as if there were none."""
    if not work.scope.reaches(patient.site, patient.physician_id):
        raise NotFound(N_("There is no such patient among yours."))


def must_hold(work: Work, permission: Permission) -> None:
    """Raise Forbidden where the person lacks a right."""
    if not work.has(permission):
        raise Forbidden(N_("You do not have the right to do this."))


def at_site(work: Work, patient: Patient) -> Patient:
    """Return the patient, whom the person must keep as a coordinator; Forbidden for one of another site."""
    if not _in_site(work, patient, Role.COORDINATOR):
        raise Forbidden(N_("Only a coordinator of the patient's site does this."))
    return patient


def filling_role(work: Work, patient: Patient, form: str) -> Role | None:
    """Return the role in which the person fills this form of this patient, none if in none."""
    return _held(work, patient, work.study.scheduled(form).filled_by)


def must_fill(work: Work, patient: Patient, form: str) -> Role:
    """Return the role in which the person fills this form; Forbidden if in none."""
    role = filling_role(work, patient, form)
    if role is None:
        raise Forbidden(N_("This form is not filled in by your role."))
    return role


def reads(work: Work, patient: Patient, form: str) -> bool:
    """Tell whether the person may read this form once it is signed.

    The referring physician reads the index test after its release only, in whatever other role.
    """
    row = work.study.scheduled(form)
    if form == work.study.release.form and not patient.released_at and patient.physician_id == work.person.id:
        return False
    later = row.read_after_release if patient.released_at else ()
    return _held(work, patient, (*row.read_by, *later)) is not None


def reads_when_signed(work: Work, patient: Patient, form: str) -> bool:
    """Tell whether the person will read this form, now or once it is released: its state is no secret."""
    row = work.study.scheduled(form)
    return _held(work, patient, (*row.read_by, *row.read_after_release)) is not None


def concerns(work: Work, patient: Patient, form: str) -> bool:
    """Tell whether the person may know where a form stands, whatever it says.

    Who keeps or watches all patients may; else who fills the form, and who will read it.
    """
    keeps = work.has(Permission.SEE_PATIENTS)
    return keeps or filling_role(work, patient, form) is not None or reads_when_signed(work, patient, form)


def _held(work: Work, patient: Patient, roles: Iterable[str]) -> Role | None:
    for name in roles:
        # The role of physician reaches the own patients, whatever else the person may be.
        own = name != Role.PHYSICIAN or patient.physician_id == work.person.id
        if name in work.person.roles and own and _in_site(work, patient, name):
            return Role(name)
    return None


def _in_site(work: Work, patient: Patient, role: str) -> bool:
    local = role in (Role.COORDINATOR, Role.IMAGING, Role.LABORATORY)
    return not local or work.person.site in (None, patient.site)
