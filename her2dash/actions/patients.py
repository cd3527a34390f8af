"""Enrolling a patient, and the list of patients with the state of their forms."""

from __future__ import annotations

import re
from datetime import date, timedelta
from secrets import token_urlsafe

from her2dash.access import Permission, Role
from her2dash.actions.case_row import refresh_case
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, in_turn
from her2dash.actions.lock_views import Locks
from her2dash.actions.locked import all_locks
from her2dash.actions.patient_views import FormState, PatientRow
from her2dash.actions.rights import concerns, filling_role, patient_of, reads
from her2dash.errors import Forbidden, Refused
from her2dash.i18n import N_
from her2dash.store import patients as store
from her2dash.store import people
from her2dash.study.model import Study

_LONGEST_AGO = 3653  # days


@action(Permission.ENROL, writes=True)
def enrol(
    work: Work,
    *,
    number: str,
    site: str,
    physician: str,
    age: int,
    dilemma: str,
    consent_on: date,
    planned_on: date,
    eligible: bool,
    key: str,
) -> str:
    """Enrol an eligible patient who consented; return the handle. The same key twice enrols once."""
    known = store.by_key(work.connection, key)
    if known is not None:
        before = patient_of(work, known)  # of another site's request nothing is told
        if before.number != number:
            raise Refused(N_("This request was used for something else before. Load the page again."))
        work.nothing_changed = True
        return known
    made = admit(
        work, number=number, site=site, physician=physician, age=age, dilemma=dilemma, consent_on=consent_on,
        planned_on=planned_on, eligible=eligible, key=key,
    )  # fmt: skip
    refresh_case(work, made.handle)
    work.note("patient.enrolled", patient=made.id, number=number, role=Role.COORDINATOR, moves=True)
    return made.handle


def admit(
    work: Work, *, number: str, site: str, physician: str, age: int, dilemma: str, consent_on: date,
    planned_on: date, eligible: bool, key: str,
) -> store.Patient:  # fmt: skip
    """Write a patient who is found fit to be enrolled; Refused, with a sentence, for any other."""
    _check_site(work, site)
    _check_number(work, number, site)
    _check_patient(work, age, dilemma, eligible)
    _check_days(work, consent_on, planned_on)
    return store.add_patient(
        work.ledger, physician=_physician(work, physician, site), at=work.now, handle=token_urlsafe(9),
        number=number, site=site, age=age, dilemma=dilemma, eligible=eligible, consent_on=consent_on,
        planned_on=planned_on, key=key,
    )  # fmt: skip


@action(Permission.SEE_PATIENTS)
def patients(work: Work) -> tuple[PatientRow, ...]:
    """Return the patients that the person reaches, by number."""
    reached, locks = store.all_patients(work.connection, scope=work.scope), all_locks(work)
    work.looked_at("patients")
    return tuple(row_of_patient(work, one, locks) for one in in_turn(work, reached))


@action(Permission.ENROL)
def physicians(work: Work, *, site: str) -> tuple[tuple[str, str], ...]:
    """Return login and name of the referring physicians of a site."""
    _check_site(work, site)
    return tuple((p.login, p.name) for p in people.all_people(work.connection) if _refers(p, site))


@action(Permission.ENROL)
def next_number(work: Work, *, site: str) -> str:
    """Return the study number after the last one of a site, as a proposal; "" where none can be made up."""
    _check_site(work, site)
    used = store.numbers_of(work.connection, site)
    last = max((int(tail[0]) for number in used if (tail := re.findall(r"\d+$", number))), default=0)
    return _number(work.study, site, last + 1)


def _number(study: Study, site: str, n: int) -> str:
    """Write the n-th number of a site in the way that the study's pattern allows."""
    candidates = (f"{site}{dash}{n:0{width}d}" for dash in ("-", "", "/") for width in range(1, 9))
    return next((number for number in candidates if re.fullmatch(study.number_pattern, number)), "")


def row_of_patient(work: Work, one: Dossier, locks: Locks) -> PatientRow:
    """Return a patient with the state of every form that concerns the reader."""
    patient, lock = one.patient, locks.of(one.patient.id)
    return PatientRow(
        patient.handle, patient.number, patient.site, patient.physician_name, patient.age, patient.dilemma,
        work.local_day(patient.enrolled_at), patient.planned_on, patient.released_at, patient.sealed_before,
        one.closed, one.case().ended, tuple(
            _state(work, one, row.form, row.event, locks)
            for row in work.study.schedule
            if concerns(work, patient, row.form)
        ),
        None if lock is None or lock.ended else lock,
    )  # fmt: skip


def _state(work: Work, one: Dossier, form: str, event: str, locks: Locks) -> FormState:
    signature = one.signed(form)
    return FormState(
        form,
        event,
        one.standing(work.study.scheduled(form)),
        form in one.sheets,
        signature.at if signature else None,
        filling_role(work, one.patient, form) is not None,
        signature is not None and reads(work, one.patient, form),
        one.correcting(form) is not None,
        one.given_up.get(form),
        locks.on(one.patient.id, form),
    )


def _check_site(work: Work, site: str) -> None:
    known = [one.code for one in work.study.sites]
    if site not in known:
        raise Refused(N_("There is no site {site}; there is {known}."), site=site, known=", ".join(known))
    if work.person.site not in (None, site):
        raise Forbidden(N_("You enrol patients of site {site} only."), site=work.person.site)


def _check_number(work: Work, number: str, site: str) -> None:
    study = work.study
    if not re.fullmatch(study.number_pattern, number) or len(number) > 20:
        raise Refused(
            N_("A study number here looks like {example}; this one does not."),
            example=_number(study, study.sites[0].code, 1),
        )
    if store.number_taken(work.connection, number):
        raise Refused(N_("The study number {number} is in use; take the next one."), number=number)
    begins_with = {one.code for one in study.sites if number.startswith(one.code)}
    if begins_with and site not in begins_with:
        raise Refused(N_("The study number {number} is that of another site."), number=number)


def _check_patient(work: Work, age: int, dilemma: str, eligible: bool) -> None:
    study = work.study
    if not study.minimum_age <= age <= 120:
        raise Refused(N_("Age at consent is {least} to 120 years."), least=study.minimum_age)
    if dilemma not in study.codelist(study.dilemmas).labels(study.languages[0]):
        raise Refused(N_("Choose the dilemma from the list."))
    if not eligible:
        raise Refused(N_("Only an eligible patient is enrolled. Confirm that every criterion is met."))


def _check_days(work: Work, consent_on: date, planned_on: date) -> None:
    if consent_on > work.today:
        raise Refused(N_("The day of consent lies in the future."))
    if consent_on < work.today - timedelta(days=_LONGEST_AGO):
        raise Refused(N_("The day of consent lies more than ten years back."))
    if planned_on < consent_on or planned_on > work.today + timedelta(days=365):
        raise Refused(N_("The planned day of the test lies between the consent and a year from today."))


def _physician(work: Work, login: str, site: str) -> people.PersonRow:
    person = people.by_login(work.connection, login)
    if person is None or not _refers(person, site):
        raise Refused(N_("Choose a referring physician of site {site}."), site=site)
    return person


def _refers(person: people.PersonRow, site: str) -> bool:
    return Role.PHYSICIAN in person.roles and person.site in (None, site)
