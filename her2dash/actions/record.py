"""Proving that the record is whole: both chains, every covered row, and the rows of the statistics."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from her2dash.access import Permission, Scope
from her2dash.actions.desk import View, Work
from her2dash.actions.door import action
from her2dash.actions.dossier import dossiers
from her2dash.actions.registry import entrance
from her2dash.errors import CannotStart
from her2dash.i18n import N_
from her2dash.store import cases, chain, history, patients, place
from her2dash.store.chain import CASES, Break, Verdict
from her2dash.store.database import Connection, Database
from her2dash.study.model import Study

__all__ = ["Verdict", "verify_at", "verify_record"]


@action(Permission.VERIFY_RECORD)
def verify_record(work: Work) -> Verdict:
    """Verify the chains of the place in which the person works, and derive every patient's case anew."""
    return _with_cases(chain.verify(work.connection), work)


@entrance
def verify_at(url: str, study: Study | None = None) -> Verdict:
    """Verify a copy of a database from outside: no configuration, no account.

    With the study's definition, the rows of the statistics are derived anew from the signed answers and
    compared too; without it, or for another study's database, the chains alone are checked.
    """
    database = Database(url, create=False)
    try:
        with database.reading() as connection:
            if history.revision_of(connection) is None:
                raise CannotStart(N_("There is no her2dash database at that address."))
            verdict = chain.verify(connection)
            if study is None or place.facts(connection).get("study") != study.id or verdict.breaks:
                return verdict
            return _with_cases(verdict, _Outside(study, connection))
    finally:
        database.dispose()


@dataclass(frozen=True)
class _Outside:
    study: Study
    connection: Connection

    @property
    def today(self) -> date:
        # No case depends on the day on which it is looked at.
        return date.min

    def local_day(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.study.zone)).date()


def _with_cases(verdict: Verdict, view: View) -> Verdict:
    if verdict.breaks:
        return verdict  # what the cases are derived from does not hold
    return replace(verdict, breaks=tuple(_stale(view)))


def _stale(view: View) -> Iterator[Break]:
    kept = cases.by_patient(view.connection)
    for one in dossiers(view, patients.all_patients(view.connection, scope=Scope(everything=True))):
        if kept.pop(one.patient.id, None) != one.case():
            yield Break(CASES, 0, f"the row of patient {one.patient.number} is not what the signed forms say")
    for unknown in kept.values():
        yield Break(CASES, 0, f"patient {unknown.patient} is not in the record")
