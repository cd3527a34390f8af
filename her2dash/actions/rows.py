"""Adding a row to a repeating group; removing it is taking the row back, like any answer."""

from __future__ import annotations

from her2dash.access import Permission
from her2dash.actions.capture import must_be_open, must_be_the_same, sheet_to_write
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier
from her2dash.actions.keys import USED_BEFORE
from her2dash.actions.rights import must_fill, patient_of
from her2dash.actions.row_rules import must_have_room
from her2dash.actions.settling import values
from her2dash.errors import Refused
from her2dash.store import sheets
from her2dash.study.rows import IS_THERE, name_of, repeating, row_of


@action(Permission.FILL_FORMS, writes=True)
def add_row(work: Work, *, handle: str, form: str, group: str, key: str, language: str) -> int:
    """Add an empty row and return its number; the same key twice adds one.

    Two people who add at once get a row each. A number is never used again, so that what was answered in a
    removed row stays what it was.
    """
    one = dossier(work, patient_of(work, handle))
    role = must_fill(work, one.patient, form)
    known = sheets.answer_by_key(work.connection, key)
    if known is not None:
        if name_of(known.item) != group or known.version != 1:
            raise Refused(USED_BEFORE)
        must_be_the_same(work, one, form, known.item, known)
        work.nothing_changed = True
        return row_of(known.item) or 0
    must_be_open(work, one, form)
    row = _next(one, form, group)
    item = f"{group}:{row}"
    sheets.add_answer(
        work.ledger, value=IS_THERE, is_text=False, sheet_id=sheet_to_write(work, one, form).id, item=item,
        version=1, based_on=0, author=work.person, role=role.value, at=work.now, language=language, key=key,
    )  # fmt: skip
    work.note("answer.saved", patient=one.patient.id, role=role, form=form, item=item, version=1)
    return row


def _next(one: Dossier, form: str, group: str) -> int:
    version = one.sheets[form].form_version if form in one.sheets else None
    definition = repeating(one.work.study.form(form, version), group)
    given = one.answers.get(form, ())
    must_have_room(definition, values(given))
    used = (row_of(answer.item) or 0 for answer in given if name_of(answer.item) == group)
    return max(used, default=0) + 1
