"""What is locked at this moment, and the one place that refuses to write there.

No job locks anything again: whether a lock holds follows from its newest row and the clock.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.lock_views import LOCKED_SINCE, Extent, Lock, Locks, Signed
from her2dash.errors import Refused
from her2dash.i18n import Words
from her2dash.store import locks as store
from her2dash.store.ledger import Deed
from her2dash.store.locks import LockRow

# What is done to a locked record all the same: locks themselves, and blanking a name typed by mistake,
# which leaves every answer's hash where it was.
_NEVER_HELD_UP = frozenset({"lock.set", "lock.lifted", "lock.ended", "text.redacted"})
_OF_MANY_PATIENTS = frozenset({"patients.taken_over"})


def must_not_be_locked(work: Work, deed: Deed) -> None:
    """Refuse what was done to a patient while that form, the patient or the study is locked.

    The door asks this of every deed before it writes it down, so that no action can forget it; what was
    written is rolled back.
    """
    if deed.name in _NEVER_HELD_UP or (deed.patient is None and deed.name not in _OF_MANY_PATIENTS):
        return
    form = deed.detail.get("form")
    held = locks_of(work, deed.patient).on(deed.patient, form if isinstance(form, str) else None)
    if held is not None:
        since = Words(work.person.language, work.study.zone).moment(held.since)
        raise Refused(LOCKED_SINCE[held.extent], since=since)


def locks_of(work: Work, patient: int | None) -> Locks:
    """Return the locks of a patient and of the study."""
    return _standing(work, store.of_patient(work.connection, patient))


def all_locks(work: Work) -> Locks:
    """Return every lock: for lists of patients."""
    return _standing(work, store.newest(work.connection))


def lock_of_study(work: Work) -> Lock | None:
    """Return the lock of the study's database with its newest signature, None when it was never locked."""
    rows = store.of_study(work.connection)
    lock = _standing(work, rows).of(None)
    # An unlocking is signed too; what was locked stays what the signature of the lock stands for.
    return lock and replace(lock, signed=[_signed(row) for row in rows if row.locked][-1])


def _standing(work: Work, rows: Iterable[LockRow]) -> Locks:
    tells_why = work.has(Permission.SEE_ENDPOINTS)
    return Locks({(row.patient_id, row.form): _lock(row, work.now, tells_why=tells_why) for row in rows})


def _lock(row: LockRow, now: datetime, *, tells_why: bool) -> Lock:
    lifted = row.until is not None and now < row.until
    by_itself = row.until is not None and not lifted
    return Lock(
        Extent.STUDY if row.patient_id is None else Extent.PATIENT if row.form is None else Extent.FORM,
        row.form,
        row.until if row.until is not None and by_itself else row.at,
        row.person_name,
        lifted_until=row.until if lifted else None,
        by_itself=by_itself,
        ended=row.lifted_for_good,
        reason=row.reason if tells_why else None,
    )


def _signed(row: LockRow) -> Signed | None:
    if row.printed_name is None or row.meaning is None or row.data_version is None or row.head_hash is None:
        return None
    return Signed(row.printed_name, row.at, row.meaning, row.data_version, row.head_hash)
