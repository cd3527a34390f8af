"""Locking a form, a patient or the study's database; unlocking it for a reason, for a time or for good.

"Lock" is the word of CDISC ODM. The lock of the study is signed as 21 CFR 11.50 and 11.200 want it: the
printed name, the moment and the meaning are kept, and the password is asked again.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier
from her2dash.actions.keys import USED_BEFORE
from her2dash.actions.lock_views import Extent, Lock
from her2dash.actions.locked import lock_of_study, locks_of
from her2dash.actions.rights import patient_of
from her2dash.errors import Refused
from her2dash.i18n import N_, Words
from her2dash.store import cases
from her2dash.store import locks as store

# A patient and a form, a patient alone, or neither: the study.
What = tuple[int | None, str | None]
_STUDY: What = (None, None)

LONGEST = timedelta(days=14)
SHORTEST_REASON = 5

LOCKING = N_(
    "I have reviewed the data of this study. As far as I know they are complete and correct, and I lock the "
    "database: from now on nothing in it is answered, changed or signed."
)
UNLOCKING = N_(
    "I unlock the database of this study for the reason given here and until the moment given here."
)

UNLOCKING_FOR_GOOD = N_(
    "I lift the lock of the database of this study for good, for the reason given here: from now on it can "
    "be answered, changed and signed again."
)


@action(Permission.LOCK, writes=True)
def lock(work: Work, *, handle: str, form: str | None, key: str) -> None:
    """Lock a signed form, or with no form all of a patient's record as it is; the same key twice locks once.

    What was unlocked for a time is locked again at once. Refused for a form that is not signed, or that is
    being corrected.
    """
    one = dossier(work, patient_of(work, handle))
    what = (one.patient.id, form)
    known = locks_of(work, one.patient.id).of(*what)
    if _is_done(work, what, key, locked=True) or (known is not None and known.holds):
        work.nothing_changed = True
        return
    if form is not None:
        _must_be_ready(work, one, form)
    _set(work, what, key)


@action(Permission.LOCK, writes=True)
def unlock(
    work: Work, *, handle: str, form: str | None, reason: str, until: datetime | None, key: str
) -> None:
    """Unlock a form or a patient for a reason until a moment, after which the lock holds again by itself.

    With no moment the lock is lifted for good: one that was set by mistake. What is unlocked already gets the
    new reason and the new moment. A wider lock holds all the same.
    """
    patient = patient_of(work, handle)
    what = (patient.id, form)
    if _is_done(work, what, key, locked=False, until=until):
        work.nothing_changed = True
        return
    why = _allowed(work, locks_of(work, patient.id).of(*what), reason, until)
    _lift(work, what, key, why, until)


@action(Permission.LOCK, writes=True, confirmed=True)
def lock_study(work: Work, *, password: str, key: str) -> None:
    """Lock the study's database, signed with the password: nobody enrols, answers or signs any more.

    The signature stands for the record up to the event before it, and for the data version of that moment.
    """
    del password  # the door has checked it before this transaction began
    known = lock_of_study(work)
    if _is_done(work, _STUDY, key, locked=True) or (known is not None and known.holds):
        work.nothing_changed = True
        return
    _set(work, _STUDY, key, **_signature(work, LOCKING))


@action(Permission.LOCK, writes=True, confirmed=True)
def unlock_study(work: Work, *, reason: str, until: datetime | None, password: str, key: str) -> None:
    """Unlock the study's database for a reason until a moment, or for good, signed with the password."""
    del password
    if _is_done(work, _STUDY, key, locked=False, until=until):
        work.nothing_changed = True
        return
    why = _allowed(work, lock_of_study(work), reason, until)
    _lift(work, _STUDY, key, why, until, **_signature(work, UNLOCKING if until else UNLOCKING_FOR_GOOD))


@action(Permission.OWN_ACCOUNT)
def study_lock(work: Work) -> Lock | None:
    """Return the lock of the study's database, None when it was never locked."""
    return lock_of_study(work)


def _is_done(work: Work, what: What, key: str, *, locked: bool, until: datetime | None = None) -> bool:
    """Tell whether an earlier, same request was written; Refused for a key that did something else."""
    known = store.by_key(work.connection, key)
    if known is None:
        return False
    asked = (*what, locked, until is None, work.person.id)
    if (known.patient_id, known.form, known.locked, known.until is None, known.person_id) != asked:
        raise Refused(USED_BEFORE)
    return True


def _must_be_ready(work: Work, one: Dossier, form: str) -> None:
    work.study.scheduled(form)
    if one.signed(form) is None:
        raise Refused(N_("This form is not signed. Only a signed form can be locked; or lock the patient."))
    if one.correcting(form) is not None:
        raise Refused(N_("This form is being corrected. It can be locked when it is signed again."))


def _allowed(work: Work, known: Lock | None, reason: str, until: datetime | None) -> str:
    """Return the reason as it is kept; Refused where there is nothing to unlock, no reason or too long."""
    if known is None or known.ended:
        raise Refused(N_("This is not locked; there is nothing to unlock."))
    why = " ".join(reason.split())
    if len(why) < SHORTEST_REASON:
        raise Refused(N_("Say in a few words why it is unlocked."))
    if until is not None and not work.now < until <= work.now + LONGEST:
        raise Refused(N_("Unlock it until a moment within the next {days} days."), days=LONGEST.days)
    return why


def _signature(work: Work, meaning: str) -> dict[str, object]:
    words = Words(work.person.language)
    return {
        "printed_name": work.person.name, "meaning": words(meaning), "language": words.language,
        "data_version": cases.data_version(work.connection), "head_hash": work.ledger.head,
    }  # fmt: skip


def _set(work: Work, what: What, key: str, **signature: object) -> None:
    patient, form = what
    store.add_lock(
        work.ledger, patient_id=patient, form=form, locked=True, person_id=work.person.id,
        role=Role.PI.value, at=work.now, key=key, **signature,
    )  # fmt: skip
    work.note("lock.set", patient=patient, role=Role.PI, **_told(what))


def _lift(work: Work, what: What, key: str, reason: str, until: datetime | None, **signature: object) -> None:
    patient, form = what
    store.lift(
        work.ledger, reason=reason, patient_id=patient, form=form, locked=False, until=until,
        person_id=work.person.id, role=Role.PI.value, at=work.now, key=key, **signature,
    )  # fmt: skip
    if until is None:
        work.note("lock.ended", patient=patient, role=Role.PI, **_told(what))
    else:
        work.note("lock.lifted", patient=patient, role=Role.PI, until=until, **_told(what))


def _told(what: What) -> dict[str, object]:
    """Return what was locked for the event; only a form has a name there."""
    patient, form = what
    if form is not None:
        return {"extent": Extent.FORM.value, "form": form}
    return {"extent": (Extent.STUDY if patient is None else Extent.PATIENT).value}
