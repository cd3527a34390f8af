"""What the statistics stand on: the cases and lesions that this person may take, now or as of a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from operator import attrgetter

from her2dash.access import Scope
from her2dash.actions.desk import Work
from her2dash.actions.dossier import in_turn
from her2dash.actions.past import Past
from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call
from her2dash.store import cases, patients
from her2dash.store.later import signed_or_released

_ORDER = attrgetter("enrolled_on", "patient")
_EVERYBODY = Scope(everything=True)


@dataclass(frozen=True)
class Evidence:
    """One row per patient and the lesions of each, by the patient's id, as a data version has them.

    `hidden` are own patients of who asked: of them no test is shown before its release. `before` are the
    cases of an earlier version, of which most are the same.
    """

    version: int
    rows: Mapping[int, Case]
    found: Mapping[int, tuple[CaseLesion, ...]]
    hidden: frozenset[str] = frozenset()
    before: Cases = field(default_factory=Cases)

    @cached_property
    def cases(self) -> Cases:
        """The cases by enrolment and number, as far as released."""
        ordered = sorted(self.rows.values(), key=_ORDER)
        if self.hidden:
            ordered = [
                replace(case, index_call=Call.PENDING.value) if case.patient in self.hidden else case
                for case in ordered
            ]
        return Cases.after(self.before, ordered)

    @cached_property
    def lesions(self) -> dict[str, tuple[CaseLesion, ...]]:
        """The lesions of each patient by number, as far as released."""
        return {
            number: lesions
            for patient, lesions in self.found.items()
            if (number := self.rows[patient].patient) not in self.hidden
        }


def evidence(work: Work, view: Work | Past, known: Evidence | None = None) -> Evidence:
    """Return the rows as they stand, or stood; with `known` only those of who changed since are read."""
    told = _then(view) if isinstance(view, Past) else _now(work, known)
    return replace(told, hidden=own_waiting(work, view))


def _now(work: Work, known: Evidence | None) -> Evidence:
    """Take the rows that every signature keeps current."""
    link, version = work.connection, cases.data_version(work.connection)
    if known is None:
        return Evidence(version, cases.by_patient(link), cases.lesions_by_patient(link))
    changed = cases.changed_since(link, known.version)
    rows = {**known.rows, **cases.by_patient(link, changed)}
    found = {patient: of for patient, of in known.found.items() if patient not in changed}
    found |= cases.lesions_by_patient(link, changed)
    return Evidence(version, rows, found, before=known.cases)


def _then(view: Past) -> Evidence:
    """Take the rows of whom nothing was signed or released later, and derive the others as they stood."""
    link = view.connection
    everyone = patients.all_patients(link, scope=_EVERYBODY, until=view.until)
    later = signed_or_released(link, view.until)
    as_now = {one.id for one in everyone} - later
    rows = {patient: case for patient, case in cases.by_patient(link).items() if patient in as_now}
    found = {patient: of for patient, of in cases.lesions_by_patient(link).items() if patient in as_now}
    for one in in_turn(view, (each for each in everyone if each.id in later)):
        rows[one.patient.id] = one.case()
        if lesions := one.lesions():
            found[one.patient.id] = lesions
    return Evidence(cases.data_version(link, view.until), rows, found)


def own_waiting(work: Work, view: Work | Past) -> frozenset[str]:
    """Return the own patients whose test was not released then, and those whose test is not released yet.

    Own are those whom the person treated then, or treats now: a patient taken over since is no less own.
    """
    link, own = work.connection, Scope(physician=work.person.id)
    ever = patients.ever_assigned(link, work.person.id)
    reached = (
        *patients.these_patients(link, ever, scope=own, until=view.until),
        *patients.these_patients(link, ever, scope=own),
    )
    return frozenset(one.number for one in reached if one.released_at is None)
