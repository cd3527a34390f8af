"""Keeping the patient's row for the statistics current."""

from __future__ import annotations

from her2dash.access import Scope
from her2dash.actions.desk import Work
from her2dash.actions.dossier import Dossier, dossier
from her2dash.store import cases, patients


def refresh_case(work: Work, handle: str) -> None:
    """Derive the patient's row anew, in the transaction that changes what it stands for."""
    patient = patients.by_handle(work.connection, handle, scope=Scope(everything=True))
    assert patient is not None  # noqa: S101 - the caller has just read or written it
    keep_case(work, dossier(work, patient))


def keep_case(work: Work, one: Dossier) -> None:
    """Keep the row of a dossier that holds what this transaction has written."""
    cases.keep(work.connection, one.patient.id, one.case(), one.lesions())
