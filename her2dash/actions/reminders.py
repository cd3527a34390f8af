"""Who owes which form: for the coordinator who reminds, and for the board of the investigator."""

from __future__ import annotations

from datetime import date

from her2dash.access import Permission, Role, Scope
from her2dash.actions.desk import View, Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossiers
from her2dash.actions.lock_views import Locks
from her2dash.actions.locked import all_locks
from her2dash.actions.views import Owed
from her2dash.store import patients, sheets
from her2dash.study.windows import State

_NONE = Locks({})


@action(Permission.SEE_PATIENTS)
def owed(work: Work) -> tuple[Owed, ...]:
    """Return the physicians' forms that are due or late, over the patients that the person reaches.

    Nobody is reminded of what is locked.
    """
    work.looked_at("owed")
    return all_owed(work, work.scope, but=all_locks(work))


def all_owed(view: View, scope: Scope, but: Locks = _NONE) -> tuple[Owed, ...]:
    """Return who owes which form, longest late first, then soonest due; `but` what is locked."""
    forms = [row.form for row in view.study.schedule if row.filled_by[0] == Role.PHYSICIAN]
    # Of a registry most owe nothing: only who lacks a signature is looked at closely.
    lacking = sheets.lacking(view.connection, forms, view.until)
    reached = patients.these_patients(view.connection, lacking, scope=scope, until=view.until)
    # whether one is closed takes all that was signed: of who owes nothing it need not be told
    owing = ((one, owed) for one in dossiers(view, reached) if (owed := _owed_of(view, one, but)))
    found = [each for one, owed in owing if not one.closed for each in owed]
    return tuple(
        sorted(found, key=lambda each: (-each.standing.days_late, each.standing.due or date.max, each.number))
    )


def _owed_of(view: View, one: Dossier, but: Locks) -> list[Owed]:
    standings = (
        (row.form, one.standing(row)) for row in view.study.schedule if row.filled_by[0] == Role.PHYSICIAN
    )
    return [
        Owed(one.patient.physician_name, one.patient.handle, one.patient.number, form, standing)
        for form, standing in standings
        if standing.state in (State.DUE, State.LATE) and but.on(one.patient.id, form) is None
    ]
