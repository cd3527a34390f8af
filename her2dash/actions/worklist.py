"""What a person has to fill in, over all patients and times, soonest due first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, in_turn
from her2dash.actions.lock_views import Locks
from her2dash.actions.locked import all_locks
from her2dash.actions.rights import filling_role
from her2dash.actions.signing import receipt_of
from her2dash.actions.views import Receipt, Task
from her2dash.store import patients
from her2dash.study.model import Schedule
from her2dash.study.windows import State


@action(Permission.SEE_WORKLIST)
def worklist(work: Work) -> tuple[Task, ...]:
    """Return the forms that are addressed to this person and wait for a signature; not yet open ones last.

    Once the participation ended nothing more is due, and nothing is listed but a correction under way; nor is
    a form that was given up, nor one that may be answered for somebody else, nor one that is locked.
    """
    locks = all_locks(work)
    # Of a registry most forms are signed: only who lacks one is looked at closely.
    lacking = (one.patient for one in _reached(work) if any(_may_wait(one, row) for row in _mine(work, one)))
    tasks = [
        _task(one, row)
        for one in in_turn(work, lacking)
        for row in _mine(work, one)
        if _waits(one, row, locks)
    ]
    work.looked_at("worklist")
    return tuple(sorted(tasks, key=_soonest))


@action(Permission.SEE_WORKLIST)
def signed(work: Work) -> tuple[tuple[str, Receipt], ...]:
    """Return handle and receipt of the signed forms of this person's kind, newest first."""
    work.looked_at("worklist")
    done = [
        (one.patient.handle, receipt_of(one.patient.number, one.sheets[row.form], signature))
        for one in _reached(work)
        for row in _mine(work, one)
        if (signature := one.signed(row.form)) is not None and one.correcting(row.form) is None
    ]
    return tuple(sorted(done, key=lambda pair: pair[1].signed_at, reverse=True))


def _reached(work: Work) -> Iterator[Dossier]:
    everyone = patients.all_patients(work.connection, scope=work.scope)
    return in_turn(work, everyone, without_answers=True)


def _mine(work: Work, one: Dossier) -> list[Schedule]:
    """Return the forms of a patient that are addressed to this person."""
    return [
        row
        for row in work.study.schedule
        if (role := filling_role(work, one.patient, row.form)) and role.value == row.filled_by[0]
    ]


def _may_wait(one: Dossier, row: Schedule) -> bool:
    """Tell whether a form waits for a signature, unless the participation ended."""
    if one.correcting(row.form):
        return True
    if row.window is None and row.form not in one.sheets:
        return False  # wanted only when it happens: begun from the patient's page
    return one.signed(row.form) is None and row.form not in one.given_up


def _waits(one: Dossier, row: Schedule, locks: Locks) -> bool:
    if locks.on(one.patient.id, row.form) is not None:
        return False
    return _may_wait(one, row) and (one.correcting(row.form) is not None or not one.closed)


def _task(one: Dossier, row: Schedule) -> Task:
    patient = one.patient
    return Task(
        patient.handle, patient.number, patient.site, patient.age, patient.dilemma, patient.planned_on,
        patient.physician_name, row.form, one.standing(row), row.form in one.sheets,
        one.correcting(row.form) is not None,
    )  # fmt: skip


def _soonest(task: Task) -> tuple[bool, date, str]:
    standing = task.standing
    return (standing.state == State.NOT_YET_OPEN, standing.due or date.max, task.number)
