"""Proving that the record is whole: both chains, every covered row, and the rows of the statistics."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from her2dash.access import Permission, Scope
from her2dash.actions.desk import View, Work
from her2dash.actions.door import action
from her2dash.actions.dossier import in_turn
from her2dash.actions.registry import entrance
from her2dash.errors import CannotStart
from her2dash.i18n import N_
from her2dash.store import cases, chain, history, patients, place
from her2dash.store.chain import ACCESS, CASES, RECORD, UNREADABLE, Break, Verdict
from her2dash.store.database import Connection, Database
from her2dash.study.model import Study

__all__ = ["ACCESS", "RECORD", "Verdict", "verify_at", "verify_record"]

_NOTHING_NOTED: Mapping[str, str] = MappingProxyType({})


@action(Permission.VERIFY_RECORD)
def verify_record(work: Work) -> Verdict:
    """Verify the chains of the place in which the person works, and derive every patient's case anew."""
    return _with_cases(chain.verify(work.connection), work)


@entrance
def verify_at(url: str, study: Study | None = None, *, noted: Mapping[str, str] = _NOTHING_NOTED) -> Verdict:
    """Verify a copy of a database from outside: no configuration, no account.

    With the study's definition, the rows of the statistics are derived anew from the signed answers and
    compared too; without it, or for another study's database, the verdict says that they were not checked.
    `noted` are heads of the chains that were noted earlier.
    """
    database = Database(url, create=False)
    try:
        with database.reading() as connection:
            _must_be_readable(history.revision_of(connection))
            verdict = chain.verify(connection, noted)
            if study is None or place.facts(connection).get("study") != study.id:
                return verdict
            return _with_cases(verdict, _Outside(study, connection))
    finally:
        database.dispose()


def _must_be_readable(revision: str | None) -> None:
    if revision is None:
        raise CannotStart(N_("There is no her2dash database at that address."))
    if revision != history.head():
        raise CannotStart(N_("The database is of another version of the app. Run: her2dash init --upgrade"))


@dataclass(frozen=True)
class _Outside:
    study: Study
    connection: Connection
    until: None = None

    @property
    def today(self) -> date:
        # No case depends on the day on which it is looked at.
        return date.min

    def local_day(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.study.zone)).date()


def _with_cases(verdict: Verdict, view: View) -> Verdict:
    if verdict.breaks:
        return verdict  # what the cases are derived from does not hold
    return replace(verdict, breaks=tuple(_stale_or_unreadable(view)), cases_checked=True)


def _stale_or_unreadable(view: View) -> Iterator[Break]:
    try:
        yield from _stale(view)
    except UNREADABLE as error:
        yield Break(CASES, 0, f"they could not be read and derived anew ({type(error).__name__})")


def _stale(view: View) -> Iterator[Break]:
    kept, lesions = cases.by_patient(view.connection), cases.lesions_by_patient(view.connection)
    for one in in_turn(view, patients.all_patients(view.connection, scope=Scope(everything=True))):
        same_lesions = lesions.pop(one.patient.id, ()) == one.lesions()
        if kept.pop(one.patient.id, None) != one.case() or not same_lesions:
            yield Break(CASES, 0, f"the row of patient {one.patient.number} is not what the signed forms say")
    for patient in lesions:
        yield Break(CASES, 0, f"lesions of patient {patient} are not in the record")
    for unknown in kept.values():
        yield Break(CASES, 0, f"patient {unknown.patient} is not in the record")
