"""What the investigator watches: enrolment, the primary endpoint, and who owes a form."""

from __future__ import annotations

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.reminders import all_owed
from her2dash.actions.views import Board
from her2dash.analysis.cohort import Cohort
from her2dash.analysis.cohort import cohort as cohort_of
from her2dash.analysis.concordance import Concordance
from her2dash.analysis.concordance import concordance as concordance_of
from her2dash.analysis.overview import overview
from her2dash.store import cases, sheets


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
    counts, version = overview(rows, target=work.study.target), cases.data_version(work.connection)
    return Board(counts, all_owed(work), version, work.now)


@action(Permission.SEE_ENDPOINTS)
def cohort(work: Work) -> Cohort:
    """Return the included patients in numbers."""
    study = work.study
    return cohort_of(
        cases.all_cases(work.connection),
        dilemmas=[code.code for code in study.codelist(study.dilemmas).codes],
        improved=study.meanings.improved,
        supported=study.meanings.supported,
    )


@action(Permission.SEE_ENDPOINTS)
def form_versions(work: Work) -> dict[str, dict[int, int]]:
    """Return for each form how many signed sheets there are of each version."""
    return sheets.signed_versions(work.connection)


@action(Permission.SEE_ENDPOINTS)
def concordance(work: Work) -> Concordance:
    """Return the primary endpoint so far: interim, unadjusted."""
    study = work.study
    return concordance_of(cases.all_cases(work.connection), target=study.target, threshold=study.threshold)
