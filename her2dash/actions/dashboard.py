"""What the investigator watches: enrolment, the primary endpoint, and who owes a form."""

from __future__ import annotations

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossiers
from her2dash.actions.views import Board, Owed
from her2dash.analysis.concordance import Concordance
from her2dash.analysis.concordance import concordance as concordance_of
from her2dash.analysis.overview import overview
from her2dash.store import cases, patients
from her2dash.study.windows import State


@action(Permission.SEE_ENDPOINTS)
def data_version(work: Work) -> int:
    """Return the number that moves only when signed data change.

    Boards are kept per data version: who asks for it is about to see them, and is written down here.
    """
    work.looked_at("endpoints")
    return cases.data_version(work.connection)


@action(Permission.SEE_ENDPOINTS)
def board(work: Work) -> Board:
    """Return the overview of the study as it stands now."""
    rows = cases.all_cases(work.connection)
    return Board(
        overview(rows, target=work.study.target), _owed(work), cases.data_version(work.connection), work.now
    )


@action(Permission.SEE_ENDPOINTS)
def concordance(work: Work) -> Concordance:
    """Return the primary endpoint so far: interim, unadjusted."""
    study = work.study
    return concordance_of(cases.all_cases(work.connection), target=study.target, threshold=study.threshold)


def _owed(work: Work) -> tuple[Owed, ...]:
    reached = dossiers(work, patients.all_patients(work.connection, scope=work.scope))
    owed = [each for one in reached if not one.closed for each in _owed_of(work, one)]
    return tuple(sorted(owed, key=lambda each: (-each.standing.days_late, each.standing.due, each.number)))


def _owed_of(work: Work, one: Dossier) -> list[Owed]:
    standings = (
        (row.form, one.standing(row)) for row in work.study.schedule if Role.PHYSICIAN in row.filled_by
    )
    return [
        Owed(one.patient.physician_name, one.patient.handle, one.patient.number, form, standing)
        for form, standing in standings
        if standing.state in (State.DUE, State.LATE)
    ]
