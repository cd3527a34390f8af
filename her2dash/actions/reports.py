"""Reports of data cuts: what one stands on, keeping what it stated, finding it again, comparing two."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.differences import differences
from her2dash.actions.door import action
from her2dash.actions.evidence import own_waiting
from her2dash.actions.past import seen_from
from her2dash.actions.report_views import (
    Basis,
    Comparison,
    Kept,
    NumberTable,
    Opened,
    Printed,
    Versions,
)
from her2dash.analysis.subset import Definition, Subset
from her2dash.errors import NotFound, Refused
from her2dash.i18n import LANGUAGES, N_
from her2dash.store import cases
from her2dash.store import reports as store
from her2dash.store.reports import ReportRow

_NO_NUMBER = 2**31


@action(Permission.SEE_ENDPOINTS)
def basis(work: Work, *, cut: datetime) -> Basis:
    """Return what a report of a cut stands on."""
    return _basis(work, cut)


@action(Permission.SEE_ENDPOINTS, writes=True)
def make_report(work: Work, *, basis: Basis, subset: Subset, printed: Printed, key: str) -> int:
    """Keep what a report stated and return its number; the data version stays where it is.

    Refused when something was written to the record of that moment since `basis` was asked for: what was
    printed may be older.
    """
    known = store.by_key(work.connection, key)
    if known is not None:
        work.nothing_changed = True
        return known
    if _basis(work, basis.cut) != basis:
        raise Refused(N_("The record changed while the report was made. Make it again."))
    if printed.language not in LANGUAGES:
        raise Refused(
            N_("There is no interface in {language}; there is {known}."),
            language=printed.language, known=", ".join(LANGUAGES),
        )  # fmt: skip
    role = Role.PI if Role.PI in work.roles else Role.MONITOR
    by = printed.versions
    number = store.add_report(
        work.ledger, cut=basis.cut, data_version=basis.data_version, head_id=basis.head_id,
        head_hash=basis.head_hash, withheld=basis.withheld, filters=asdict(subset), language=printed.language,
        html_hash=printed.html_hash, numbers=[asdict(table) for table in printed.numbers], code=by.code,
        analysis=by.analysis, study_digest=by.study, drawn_by=by.drawn_by, person_id=work.person.id,
        role=role.value, at=work.now, key=key,
    )  # fmt: skip
    work.note("report.made", role=role, report=number, html_hash=printed.html_hash)
    return number


@action(Permission.SEE_ENDPOINTS)
def reports(work: Work) -> tuple[Kept, ...]:
    """Return the reports that were made, the newest first."""
    work.looked_at("reports")
    return tuple(_kept(row) for row in store.all_reports(work.connection))


@action(Permission.SEE_ENDPOINTS)
def report(work: Work, *, number: int) -> Opened:
    """Return a report, its numbers as far as this person may know what they are made of."""
    work.looked_at(f"report {number}")
    return _opened(work, number)


@action(Permission.SEE_ENDPOINTS)
def compare(work: Work, *, one: int, other: int) -> Comparison:
    """Return every number that differs between two reports, the one of the earlier cut first."""
    work.looked_at(f"reports {one} and {other}")
    then, now = sorted(
        (_opened(work, one), _opened(work, other)),
        key=lambda each: (each.kept.basis.cut, each.kept.number),
    )
    if then.kept.language != now.kept.language:
        raise Refused(
            N_("Reports in two languages name their rows differently. Compare two in the same language.")
        )
    if then.numbers is None or now.numbers is None:
        raise Refused(
            N_("One of these reports holds results of your own patients that are not released to you yet.")
        )
    return Comparison(then.kept, now.kept, differences(then.numbers, now.numbers))


def _basis(work: Work, cut: datetime) -> Basis:
    view = seen_from(work, cut)
    head = store.head_at(work.connection, cut)
    if head is None:
        raise Refused(N_("At that moment there was no record yet."))
    withheld = tuple(sorted(own_waiting(work, view)))
    return Basis(cut, cases.data_version(work.connection, cut), *head, withheld)


def _opened(work: Work, number: int) -> Opened:
    # An address may name any number, a column holds no such one.
    row = store.by_id(work.connection, number) if number < _NO_NUMBER else None
    if row is None:
        raise NotFound(N_("There is no such report."))
    kept, now = _kept(row), _basis(work, row.cut)
    hidden = set(now.withheld) - set(kept.basis.withheld)
    numbers = None if hidden else _tables(store.numbers_of(work.connection, number))
    # The head is the one that the report has printed; that it lies on the chain is verified apart.
    mine = replace(now, head_id=kept.basis.head_id, head_hash=kept.basis.head_hash)
    return Opened(kept, mine, numbers)


def _kept(row: ReportRow) -> Kept:
    return Kept(
        row.id, Basis(row.cut, row.data_version, row.head_id, row.head_hash, row.withheld),
        Subset(**{**row.filters, "definition": Definition(row.filters["definition"])}), row.language,
        Versions(row.code, row.analysis, row.study_digest, row.drawn_by), row.html_hash, row.person_name,
        row.at,
    )  # fmt: skip


def _tables(numbers: Any) -> tuple[NumberTable, ...]:
    return tuple(
        NumberTable(
            each["board"], each["figure"], each["caption"], tuple(each["columns"]),
            tuple(tuple(row) for row in each["rows"]),
        )
        for each in numbers
    )  # fmt: skip
