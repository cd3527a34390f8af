"""Correcting a signed form: opened again with a reason, signed again; until then the old signature counts."""

from __future__ import annotations

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier
from her2dash.actions.rights import must_fill, patient_of
from her2dash.actions.settling import settled
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store import changes, sheets
from her2dash.store.canonical import digest
from her2dash.study.model import Kind
from her2dash.study.rows import question

SHORTEST_REASON = 5


@action(Permission.FILL_FORMS, writes=True)
def correct(work: Work, *, handle: str, form: str, reason: str, key: str) -> None:
    """Open a signed form again; what is changed until the next signature is corrected for this reason.

    A correction of the form before the test that is signed after the release is kept and shown, and never
    used where before and after are compared.
    """
    one = dossier(work, patient_of(work, handle))
    role = must_fill(work, one.patient, form)
    if changes.is_done(work.connection, "correction", key) or one.correcting(form):
        work.nothing_changed = True
        return
    if one.signed(form) is None:
        raise Refused(N_("This form is not signed; its answers can be changed without a correction."))
    given = " ".join(reason.split())
    if len(given) < SHORTEST_REASON:
        raise Refused(N_("Say in a few words why the signed form is corrected."))
    _open(work, one, form, role, given, key)
    work.note("form.correction_opened", patient=one.patient.id, role=role, form=form)


@action(Permission.FILL_FORMS, writes=True)
def drop_correction(work: Work, *, handle: str, form: str, key: str) -> None:
    """Drop a correction: every answer is again what was signed, and the signature stands."""
    one = dossier(work, patient_of(work, handle))
    role = must_fill(work, one.patient, form)
    if changes.is_done(work.connection, "correction", key) or one.correcting(form) is None:
        work.nothing_changed = True
        return
    restored = _restore(work, one, form, role, key)
    _open(work, one, form, role, None, key)
    work.note("form.correction_dropped", patient=one.patient.id, role=role, form=form, restored=restored)


def _open(work: Work, one: Dossier, form: str, role: Role, reason: str | None, key: str) -> None:
    changes.add_correction(
        work.ledger, reason=reason, sheet_id=one.sheets[form].id, opened=reason is not None,
        person_id=work.person.id, role=role.value, at=work.now, key=key,
    )  # fmt: skip


def _restore(work: Work, one: Dossier, form: str, role: Role, key: str) -> int:
    """Answer anew what differs from what was signed; return how many answers that were."""
    signature, rows = one.signed(form), one.answers[form]
    assert signature is not None  # noqa: S101 - there is no correction without one
    signed, now = settled(r for r in rows if r.id <= signature.answers_upto), settled(rows)
    definition = work.study.form(form, one.sheets[form].form_version)
    differing = {
        item: given for item, given in now.items()
        if given.rivals or given.value != (signed[item].value if item in signed else None)
    }  # fmt: skip
    for item, given in differing.items():
        sheets.add_answer(
            work.ledger, value=signed[item].value if item in signed else None,
            is_text=question(definition, item).kind == Kind.TEXT, sheet_id=one.sheets[form].id, item=item,
            version=given.newest + 1, based_on=given.newest, author=work.person, role=role.value,
            at=work.now, language=work.person.language, key=digest([key, item]),
        )  # fmt: skip
    return len(differing)
