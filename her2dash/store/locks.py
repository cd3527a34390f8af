"""What was locked and unlocked: a form of a patient, a patient, the study's database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, or_, select

from db.schema import free_text, lock, person
from her2dash.store.ledger import Ledger
from her2dash.store.parts import AnyRow


@dataclass(frozen=True)
class LockRow:
    """Something was locked, or its lock lifted (`locked` false): until a moment, or with none for good.

    Without a form it is the whole patient, without a patient the study, and then it is signed.
    """

    patient_id: int | None
    form: str | None
    locked: bool
    until: datetime | None
    reason: str | None
    printed_name: str | None
    meaning: str | None
    data_version: int | None
    head_hash: str | None
    person_id: int
    person_name: str
    at: datetime

    @property
    def lifted_for_good(self) -> bool:
        """Whether this ended the lock."""
        return not self.locked and self.until is None


_OWN = lock.c
_LOCKS = (
    select(
        _OWN.patient_id, _OWN.form, _OWN.locked, _OWN.until, free_text.c.text, _OWN.printed_name,
        _OWN.meaning, _OWN.data_version, _OWN.head_hash, _OWN.person_id, person.c.name, _OWN.at,
    )
    .select_from(lock)
    .join(person, person.c.id == _OWN.person_id)
    .outerjoin(free_text, free_text.c.hash == _OWN.reason_hash)
    .order_by(_OWN.id)
)  # fmt: skip
_OF_STUDY = _LOCKS.where(_OWN.patient_id.is_(None))
_OF_PATIENT = _LOCKS.where(or_(_OWN.patient_id == bindparam("patient"), _OWN.patient_id.is_(None)))
_NEWEST = _LOCKS.where(_OWN.id.in_(select(func.max(_OWN.id)).group_by(_OWN.patient_id, _OWN.form)))
_BY_KEY = _LOCKS.where(_OWN.key == bindparam("wanted"))


def add_lock(ledger: Ledger, **facts: object) -> int:
    """Lock something."""
    return ledger.add(lock, **facts)


def lift(ledger: Ledger, *, reason: str, **facts: object) -> int:
    """Lift a lock for a reason, until a moment or for good."""
    return ledger.add(lock, reason_hash=ledger.keep_text(reason), **facts)


def by_key(connection: Connection, key: str) -> LockRow | None:
    """Return what an earlier request with this key has locked or unlocked."""
    return next(iter(_rows(connection.execute(_BY_KEY, {"wanted": key}))), None)


def of_study(connection: Connection) -> tuple[LockRow, ...]:
    """Return how the study's database was locked and unlocked, oldest first."""
    return _rows(connection.execute(_OF_STUDY))


def of_patient(connection: Connection, patient: int | None) -> tuple[LockRow, ...]:
    """Return what was locked and unlocked of a patient and of the study, oldest first."""
    return _rows(connection.execute(_OF_PATIENT, {"patient": patient}))


def newest(connection: Connection) -> tuple[LockRow, ...]:
    """Return the newest row of everything that was ever locked."""
    return _rows(connection.execute(_NEWEST))


def _rows(found: Iterable[AnyRow]) -> tuple[LockRow, ...]:
    return tuple(LockRow(*row) for row in found)
