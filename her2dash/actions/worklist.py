"""What a person has to fill in, over all patients and times, soonest due first."""

from __future__ import annotations

from datetime import date

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossiers
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
    a form that was given up, nor one that may be answered for somebody else.
    """
    tasks = [_task(one, row) for one, row in _mine(work) if _waits(one, row)]
    work.looked_at("worklist")
    return tuple(sorted(tasks, key=_soonest))


@action(Permission.SEE_WORKLIST)
def signed(work: Work) -> tuple[tuple[str, Receipt], ...]:
    """Return handle and receipt of the signed forms of this person's kind, newest first."""
    work.looked_at("worklist")
    done = [
        (one.patient.handle, receipt_of(one.patient.number, one.sheets[row.form], signature))
        for one, row in _mine(work)
        if (signature := one.signed(row.form)) is not None and one.correcting(row.form) is None
    ]
    return tuple(sorted(done, key=lambda pair: pair[1].signed_at, reverse=True))


def _mine(work: Work) -> list[tuple[Dossier, Schedule]]:
    reached = dossiers(work, patients.all_patients(work.connection, scope=work.scope))
    return [
        (one, row)
        for one in reached
        for row in work.study.schedule
        if (role := filling_role(work, one.patient, row.form)) and role.value == row.filled_by[0]
    ]


def _waits(one: Dossier, row: Schedule) -> bool:
    if one.correcting(row.form):
        return True
    if row.window is None and row.form not in one.sheets:
        return False  # wanted only when it happens: begun from the patient's page
    return one.signed(row.form) is None and row.form not in one.given_up and not one.closed


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
