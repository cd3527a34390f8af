"""What the investigator watches: the results of the signed data, who owes a form, and what deviates."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from her2dash.access import Permission, Scope
from her2dash.actions.complete import is_complete, lacking
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.evidence import Evidence, evidence
from her2dash.actions.past import Past, seen_from
from her2dash.actions.reminders import all_owed
from her2dash.actions.views import Owed
from her2dash.analysis.findings import Findings
from her2dash.analysis.subset import Definition, Subset, chosen
from her2dash.store import cases, patients, sheets
from her2dash.study.model import Study

EVERYBODY = Subset()


@dataclass(frozen=True)
class Basis:
    """The rows that boards are made from, their data cut, and its day in the study's zone.

    `complete` says that nothing more is to come; who only compares numbers need not ask for it. `lacking`
    are the patients of whom a form is not signed, once all are in.
    """

    evidence: Evidence
    as_of: datetime
    today: date
    complete: bool = False
    lacking: frozenset[int] | None = None

    def findings(self, study: Study, subset: Subset) -> Findings:
        """Return the results of a subset; nothing is read for it."""
        told = self.evidence
        return Findings(
            study=study,
            subset=subset,
            cases=chosen(told.cases, told.lesions, subset),
            read=chosen(told.cases, told.lesions, replace(subset, definition=Definition.READER)),
            lesions=told.lesions,
            as_of=self.as_of,
            today=self.today,
            data_version=told.version,
            complete=self.complete,
        )


@action(Permission.SEE_ENDPOINTS)
def data_version(work: Work) -> int:
    """Return the number that moves only when signed data change.

    Boards are kept per data version: who asks for it is about to see them, and is written down here.
    """
    work.looked_at("endpoints")
    return cases.data_version(work.connection)


@action(Permission.SEE_ENDPOINTS)
def basis(work: Work, *, as_of: datetime | None = None, known: Basis | None = None) -> Basis:
    """Return what every board is made from, now or as of a past moment.

    `known` is what an earlier call returned to a person with the same rights: then only the patients who
    changed since are read.
    """
    work.looked_at("endpoints")
    view = seen_from(work, as_of)
    return _basis(work, view, as_of, known)


@action(Permission.SEE_ENDPOINTS)
def findings(work: Work, *, subset: Subset = EVERYBODY, as_of: datetime | None = None) -> Findings:
    """Return what the signed data say of a subset, now or as of a past moment: unadjusted."""
    work.looked_at("endpoints")
    view = seen_from(work, as_of)
    return _basis(work, view, as_of).findings(work.study, subset)


def _basis(work: Work, view: Work | Past, as_of: datetime | None, known: Basis | None = None) -> Basis:
    told = evidence(work, view, known.evidence if known else None)
    lacks = lacking(view, told.cases, *_since(work, known))
    return Basis(told, as_of or work.now, view.today, is_complete(view, lacks), lacks)


def _since(work: Work, known: Basis | None) -> tuple[frozenset[int] | None, frozenset[int]]:
    """Return who lacked a form when something was known, and who changed since."""
    if known is None:
        return None, frozenset()
    return known.lacking, cases.changed_since(work.connection, known.evidence.version)


@action(Permission.SEE_ENDPOINTS)
def who_owes(work: Work, *, as_of: datetime | None = None) -> tuple[Owed, ...]:
    """Return the physicians' forms that are due or late, or were at a past moment, longest late first."""
    work.looked_at("endpoints")
    return all_owed(seen_from(work, as_of), Scope(everything=True))


@action(Permission.SEE_ENDPOINTS)
def handles(work: Work) -> dict[str, str]:
    """Return the handle of each patient by study number: the way from a figure to the patients behind it."""
    reached = patients.all_patients(work.connection, scope=work.scope)
    return {one.number: one.handle for one in reached}


@action(Permission.SEE_ENDPOINTS)
def form_versions(work: Work) -> dict[str, dict[int, int]]:
    """Return for each form how many signed sheets there are of each version."""
    return sheets.signed_versions(work.connection)


@action(Permission.SEE_ENDPOINTS)
def take_figure(work: Work, *, figure: str) -> None:
    """Note that somebody takes a figure away; the access log says which."""
    work.looked_at(f"figure {figure}")
