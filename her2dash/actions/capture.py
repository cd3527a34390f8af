"""Answering a form: every answer is a row of its own, saved when it is given."""

from __future__ import annotations

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier
from her2dash.actions.keys import USED_BEFORE
from her2dash.actions.locked import locks_of
from her2dash.actions.rights import filling_role, must_fill, patient_of, reads
from her2dash.actions.row_rules import row_must_be_there
from her2dash.actions.settling import settled
from her2dash.actions.signing import receipt_of
from her2dash.actions.views import Answered, Correcting, Saved, Sheet
from her2dash.errors import Forbidden, Refused
from her2dash.i18n import N_
from her2dash.store import sheets
from her2dash.store.sheets import AnswerRow, SheetRow
from her2dash.study.model import BLANKED, Kind, Value
from her2dash.study.rows import question
from her2dash.study.values import read_value
from her2dash.study.windows import State


@action(Permission.READ_FORMS)
def open_form(work: Work, *, handle: str, form: str) -> Sheet:
    """Return a form of a patient: to fill in, or read-only once it is signed for who may read it."""
    one = dossier(work, patient_of(work, handle))
    row = work.study.scheduled(form)
    signature, fills = one.signed(form), filling_role(work, one.patient, form)
    if fills is None and not (signature and reads(work, one.patient, form)):
        raise Forbidden(N_("This form is not open to your role."))
    standing, correction = one.standing(row), one.correcting(form)
    lock = locks_of(work, one.patient.id).on(one.patient.id, form)
    work.looked_at(f"{one.patient.number} {form}")
    answered = settled(_to_be_seen(one, form, fills=fills is not None))
    return Sheet(
        handle, one.patient.number, one.patient.site, one.patient.age, one.patient.dilemma,
        one.patient.planned_on,
        form=work.study.form(form, one.sheets[form].form_version if form in one.sheets else None),
        answered=answered,
        last_saved=max((given.at for given in answered.values()), default=None),
        mark=sheets.newest_mark(work.connection, one.sheets[form].id) if form in one.sheets else 0,
        standing=standing,
        receipt=receipt_of(one.patient.number, one.sheets[form], signature) if signature else None,
        editable=fills is not None
        and lock is None
        and (signature is None or correction is not None)
        and (signature is not None or standing.state != State.NOT_YET_OPEN),
        role=fills,
        respondent=fills is not None and fills.value == row.filled_by[0],
        correcting=Correcting(correction.reason, correction.person_name, correction.at)
        if correction and fills
        else None,
        result_is_open=_result_is_open(work, one, form),
        lock=lock,
        earlier=tuple(
            receipt_of(one.patient.number, one.sheets[form], each)
            for each in one.signatures.get(form, ())[:-1]
        ),
    )  # fmt: skip


def _result_is_open(work: Work, one: Dossier, form: str) -> bool:
    index = work.study.release.form
    return form != index and one.signed(index) is not None and reads(work, one.patient, index)


def _to_be_seen(one: Dossier, form: str, *, fills: bool) -> tuple[AnswerRow, ...]:
    """Return the answers as far as they concern the reader: drafts are for who fills the form."""
    rows, signature = one.answers.get(form, ()), one.signed(form)
    if fills or signature is None:
        return rows
    return tuple(row for row in rows if row.id <= signature.answers_upto)


@action(Permission.FILL_FORMS)
def mark(work: Work, *, handle: str, form: str) -> int:
    """Return a number that moves when anybody answers or signs this form."""
    patient = patient_of(work, handle)
    must_fill(work, patient, form)
    sheet = sheets.sheet_of(work.connection, patient.id, form)
    return sheets.newest_mark(work.connection, sheet.id) if sheet else 0


@action(Permission.FILL_FORMS, writes=True)
def answer(
    work: Work, *, handle: str, form: str, item: str, value: Value | None, seen: int, key: str, language: str
) -> Saved:
    """Save one answer, or take it back (`value` none); `seen` is the newest version its author had seen.

    The same key twice saves once. An answer that has not seen the one before it is kept as its rival.
    Raises WrongAnswer for a value that the item cannot hold, Refused where the form takes no answers.
    """
    one = dossier(work, patient_of(work, handle))
    role = must_fill(work, one.patient, form)
    known = sheets.answer_by_key(work.connection, key)
    if known is not None:
        must_be_the_same(work, one, form, item, known)
        _must_say_the_same(work, one, form, known, value)
        return _unchanged(work, one, form, item)
    must_be_open(work, one, form)
    definition = work.study.form(form, one.sheets[form].form_version if form in one.sheets else None)
    asked = question(definition, item)
    kept = None if value is None else read_value(work.study, asked, value, today=work.today)
    before = _settled(one, form, item)
    if _says_nothing_new(before, kept, seen):
        return _unchanged(work, one, form, item)
    row_must_be_there(one, definition, asked, kept)
    sheet = sheet_to_write(work, one, form)
    version = before.newest + 1 if before else 1
    made = sheets.add_answer(
        work.ledger, value=kept, is_text=asked.kind == Kind.TEXT, sheet_id=sheet.id, item=item,
        version=version, based_on=min(seen, version - 1), author=work.person, role=role.value,
        at=work.now, language=language, key=key,
    )  # fmt: skip
    work.note("answer.saved", patient=one.patient.id, role=role, form=form, item=item, version=version)
    return _saved(one, form, made)


def must_be_the_same(work: Work, one: Dossier, form: str, item: str, known: AnswerRow) -> None:
    """Refuse a key that was used for another answer, or by somebody else."""
    # A key belongs to one answer of one person: it hides no other.
    sheet = one.sheets.get(form)
    if sheet is None or (known.sheet_id, known.item, known.person_id) != (sheet.id, item, work.person.id):
        raise Refused(USED_BEFORE)


def _must_say_the_same(work: Work, one: Dossier, form: str, known: AnswerRow, value: Value | None) -> None:
    definition = work.study.form(form, one.sheets[form].form_version)
    asked = question(definition, known.item)
    kept = None if value is None else read_value(work.study, asked, value, today=work.today)
    if known.value not in (kept, BLANKED):
        raise Refused(USED_BEFORE)


def must_be_open(work: Work, one: Dossier, form: str) -> None:
    """Refuse to write into a form that is sealed, or that cannot start yet."""
    if one.signed(form) is not None and one.correcting(form) is None:
        raise Refused(N_("This form is signed and sealed; its answers no longer change."))
    standing = one.standing(work.study.scheduled(form))
    if standing.state == State.NOT_YET_OPEN:
        raise Refused(N_("This form is not open yet."))


def _says_nothing_new(before: Answered | None, value: Value | None, seen: int) -> bool:
    if before is None:
        return value is None
    # With rivals about, the same value again is a choice: it must be written.
    return before.value == value and (not before.rivals or seen < before.newest)


def sheet_to_write(work: Work, one: Dossier, form: str) -> SheetRow:
    """Return the sheet of a form, begun now in the newest version where nobody began it before."""
    version = work.study.form(form).version
    return one.sheets.get(form) or sheets.add_sheet(
        work.ledger, patient=one.patient.id, form=form, form_version=version, at=work.now
    )


def _unchanged(work: Work, one: Dossier, form: str, item: str) -> Saved:
    work.nothing_changed = True
    before = _settled(one, form, item)
    return Saved(work.now, before or Answered(0, 0, None, work.person.name, work.now))


def _saved(one: Dossier, form: str, made: AnswerRow) -> Saved:
    given = [row for row in one.answers.get(form, ()) if row.item == made.item]
    return Saved(made.at, settled([*given, made])[made.item])


def _settled(one: Dossier, form: str, item: str) -> Answered | None:
    return settled(row for row in one.answers.get(form, ()) if row.item == item).get(item)
