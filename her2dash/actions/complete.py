"""Whether a study has all that it will have: then nothing that is shown of it is said to be so far."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from her2dash.access import Scope
from her2dash.actions.desk import View
from her2dash.actions.dossier import Dossier, in_turn
from her2dash.analysis.cases import Case
from her2dash.analysis.overview import all_are_in
from her2dash.store import patients, sheets
from her2dash.study.protocol import Schedule
from her2dash.study.windows import State

SETTLED = (State.DONE, State.NOT_OBTAINED)


def lacking(
    view: View, cases: Collection[Case], known: frozenset[int] | None = None, changed: Collection[int] = ()
) -> frozenset[int] | None:
    """Return of whom a form with a window is not signed; None while not all patients are in.

    `cases` are those of everybody. With what was `known` earlier only who changed since is looked up.
    """
    if not all_are_in(cases, target=view.study.target):
        return None
    forms = [row.form for row in _wanted(view)]
    if known is None:
        return sheets.lacking(view.connection, forms, view.until)
    return (known - set(changed)) | sheets.lacking(view.connection, forms, view.until, changed)


def is_complete(view: View, lacking: frozenset[int] | None) -> bool:
    """Return whether all patients are in and every form with a window is signed or given up.

    A form without a window is wanted only when it happens; of who died, left or will have no decision
    nothing is wanted any more.
    """
    if lacking is None:
        return False
    reached = patients.these_patients(
        view.connection, lacking, scope=Scope(everything=True), until=view.until
    )
    return not any(_waits(one, _wanted(view)) for one in in_turn(view, reached))


def _wanted(view: View) -> list[Schedule]:
    return [row for row in view.study.schedule if row.window is not None]


def _waits(one: Dossier, wanted: Sequence[Schedule]) -> bool:
    return not one.closed and any(one.standing(row).state not in SETTLED for row in wanted)
