"""The audit trail: what was done to the record and who looked at it, as far as the reader may know."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from her2dash.access import Permission, Role, Scope
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.inquiry_reach import kept_from
from her2dash.actions.questions import forms_of
from her2dash.actions.rights import filling_role, reads
from her2dash.actions.trail_views import Change, Entry, Look, Page
from her2dash.errors import NotFound
from her2dash.store import given, patients, people, trail
from her2dash.store.given import GivenRow
from her2dash.store.patients import Patient
from her2dash.store.trail import EventRow, Typed, Wanted
from her2dash.study.model import Item, Study
from her2dash.study.rows import question

__all__ = ["Wanted", "access_page", "trail_page", "whole_access", "whole_trail"]

AT_ONCE = 50
_PART = 500

# Who watches the whole study, events of people and of the place included.
_WATCHES_ALL = frozenset({Role.PI, Role.MONITOR, Role.ADMIN})


@action(Permission.SEE_TRAIL)
def trail_page(work: Work, *, wanted: Wanted, page: int = 1) -> Page[Entry]:
    """Return a page of the events of the record, the newest first; a page beyond the last is the last.

    A coordinator has the events of the patients of the own site; answers are shown of forms that the person
    fills, or reads once they are signed. Inquiries are listed for whom they concern, and for nobody else.
    """
    scope, without = _scope(work), kept_from(work)
    found = trail.count_events(work.connection, wanted, scope=scope, without=without)
    shown, pages = _place(found, page)
    rows = trail.events(
        work.connection, wanted, scope=scope, without=without, skip=(shown - 1) * AT_ONCE, at_once=AT_ONCE
    )
    work.looked_at("audit trail")
    return Page(tuple(_entries(work, rows)), found, shown, pages)


@action(Permission.SEE_TRAIL)
def whole_trail(work: Work, *, wanted: Wanted) -> tuple[Entry, ...]:
    """Return every event that is asked for, the newest first, for a file."""
    work.looked_at("audit trail as a file")
    rows = trail.events(work.connection, wanted, scope=_scope(work), without=kept_from(work))
    parts = (rows[start : start + _PART] for start in range(0, len(rows), _PART))
    return tuple(entry for part in parts for entry in _entries(work, part))


def entry_at(work: Work, number: int) -> Entry | None:
    """Return one event as the person may read it, none where there is none or it lies out of reach."""
    row = trail.event_at(work.connection, number, scope=_scope(work), without=kept_from(work))
    return None if row is None else next(_entries(work, [row]))


@action(Permission.SEE_ACCESS_LOG)
def access_page(work: Work, *, wanted: Wanted, page: int = 1) -> Page[Look]:
    """Return a page of the access log, the newest first: sign-ins, refusals, and who read what."""
    found = trail.count_accesses(work.connection, wanted)
    shown, pages = _place(found, page)
    rows = trail.accesses(work.connection, wanted, skip=(shown - 1) * AT_ONCE, at_once=AT_ONCE)
    work.looked_at("access log")
    return Page(tuple(map(_look, rows)), found, shown, pages)


@action(Permission.SEE_ACCESS_LOG)
def whole_access(work: Work, *, wanted: Wanted) -> tuple[Look, ...]:
    """Return every event of the access log that is asked for, the newest first, for a file."""
    work.looked_at("access log as a file")
    return tuple(map(_look, trail.accesses(work.connection, wanted)))


def _scope(work: Work) -> Scope:
    return Scope(everything=True) if work.roles & _WATCHES_ALL else work.scope


def _place(found: int, page: int) -> tuple[int, int]:
    pages = max(1, -(-found // AT_ONCE))
    return min(max(page, 1), pages), pages


def _look(row: trail.AccessRow) -> Look:
    return Look(row.id, row.at, row.person_name, row.channel, row.deed, row.subject)


@dataclass(frozen=True)
class _Beside:
    """What stands beside the events of a page: their answers, their reasons, their patients."""

    moves: Mapping[int, tuple[str, str]]
    answers: Mapping[int, GivenRow]
    reasons: Mapping[int, Typed]
    patients: Mapping[int, Patient]
    people: Mapping[int, str]


def _entries(work: Work, rows: Iterable[EventRow]) -> Iterator[Entry]:
    rows = tuple(rows)
    numbers = [row.id for row in rows]
    wanted = {row.patient_id for row in rows if row.patient_id is not None}
    reached = patients.these_patients(work.connection, wanted, scope=work.scope)
    beside = _Beside(
        trail.moves_of(work.connection, numbers),
        given.given_by(work.connection, numbers),
        trail.reasons_of(work.connection, numbers),
        {one.id: one for one in reached},
        {one.id: one.name for one in people.all_people(work.connection)},
    )
    return (_entry(work, row, beside) for row in rows)


def _entry(work: Work, row: EventRow, beside: _Beside) -> Entry:
    answer, why = beside.answers.get(row.id), beside.reasons.get(row.id)
    one = beside.patients.get(row.patient_id) if row.patient_id is not None else None
    form = answer.form if answer else row.detail.get("form")
    shown = answer is not None and one is not None and _may_read(work, one, answer)
    told = why if why is not None and _may_read_why(work, one, row) else None
    return Entry(
        row.id, row.at, row.person_name, row.role, row.channel, row.deed, row.patient_number,
        row.patient_id, one.handle if one else None, row.detail, row.hash,
        form=form,
        form_version=answer.form_version if answer else None,
        item=_asked(work.study, answer) if answer else None,
        language=answer.language if answer else None,
        change=_change(answer) if answer and shown else None,
        hidden=(answer is not None and not shown) or (why is not None and told is None),
        moved=beside.moves.get(row.id),
        reason=told.text if told else None,
        reason_blanked=told is not None and told.text is None,
        text_hash=_text(told, answer if shown else None),
        about=beside.people.get(row.detail.get("person", 0)),
    )  # fmt: skip


def _text(told: Typed | None, answer: GivenRow | None) -> str | None:
    """Return the hash of the text that stands there and can be blanked."""
    if told is not None:
        return told.hash if told.text is not None else None
    return answer.after.text_hash if answer is not None and not answer.after.blanked else None


def _may_read(work: Work, one: Patient, answer: GivenRow) -> bool:
    """Tell whether the person may know an answer: drafts are for who fills the form."""
    if filling_role(work, one, answer.form) is not None:
        return True
    return answer.was_signed and reads(work, one, answer.form)


def _may_read_why(work: Work, one: Patient | None, row: EventRow) -> bool:
    """Tell whether the person may know why: of what was done to forms, who fills or reads them.

    Of what was done to the whole study, an unlocking for instance: who watches it; of roles and second
    factors, also who gives and requires them.
    """
    if one is None:
        manages = row.deed.startswith(("role.", "factor.")) and work.has(Permission.MANAGE_PEOPLE)
        return row.patient_id is None and (manages or work.has(Permission.SEE_ENDPOINTS))
    forms = {row.detail["form"]} if "form" in row.detail else _of_rule(work.study, row.detail.get("rule"))
    return all(filling_role(work, one, each) is not None or reads(work, one, each) for each in forms)


def _of_rule(study: Study, name: object) -> set[str]:
    return {form for rule in study.rules if rule.id == name for form in forms_of(study, rule)}


def _asked(study: Study, answer: GivenRow) -> Item | None:
    """Return the question; none where somebody wrote past the app what no form asks."""
    try:
        return question(study.form(answer.form, answer.form_version), answer.item)
    except NotFound:
        return None


def _change(answer: GivenRow) -> Change:
    before, after = answer.before, answer.after
    return Change(before.value, after.value, before.blanked, after.blanked)
