"""Taking a signed form away: what its newest signature covers, for whoever may read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier
from her2dash.actions.rights import filling_role, patient_of, reads
from her2dash.actions.settling import values
from her2dash.actions.signed_views import Earlier, SignedForm
from her2dash.actions.signing import content_hash, receipt_of
from her2dash.errors import Forbidden, NotFound
from her2dash.i18n import N_
from her2dash.store import changes
from her2dash.store.changes import CorrectionRow
from her2dash.store.sheets import SignatureRow
from her2dash.study.answers import counted


@action(Permission.READ_FORMS)
def signed_form(work: Work, *, handle: str, form: str) -> SignedForm:
    """Return a form as its newest signature covers it, also while it is being corrected.

    For who may read the form on the screen (21 CFR 11.50: name, moment and meaning beside what was signed).
    Forbidden for everybody else, NotFound for who fills it while it is not signed. The access log says that
    it was taken away.
    """
    one = dossier(work, patient_of(work, handle))
    signature, fills = one.signed(form), filling_role(work, one.patient, form)
    if fills is None and not (signature and reads(work, one.patient, form)):
        raise Forbidden(N_("This form is not open to your role."))
    if signature is None:
        raise NotFound(N_("This form is not signed yet; there is nothing to take away."))
    work.looked_at(f"{one.patient.number} {form} as a file")
    return _as_signed(one, form, signature)


def _as_signed(one: Dossier, form: str, signature: SignatureRow) -> SignedForm:
    sheet = one.sheets[form]
    definition = one.work.study.form(form, sheet.form_version)
    rows = tuple(row for row in one.answers[form] if row.id <= signature.answers_upto)
    then, correction = replace(one, answers={**one.answers, form: rows}), one.correcting(form)
    return SignedForm(
        one.patient.number, one.patient.site, definition,
        answers=counted(definition, values(rows)),
        receipt=receipt_of(one.patient.number, sheet, signature),
        seal_holds=content_hash(then, definition) == signature.content_hash,
        earlier=tuple(_earlier(one, form)),
        correcting_since=correction.at if correction else None,
    )  # fmt: skip


def _earlier(one: Dossier, form: str) -> Iterator[Earlier]:
    """Return the signatures before the newest, oldest first, each with why the next one was needed."""
    sheet, signatures = one.sheets[form], one.signatures[form]
    found = changes.corrections_of(one.work.connection, [one.patient.id])
    corrections = [row for row in found if row.sheet_id == sheet.id and row.opened]
    for signature, after in pairwise(signatures):
        reason = _before(corrections, after).reason
        yield Earlier(receipt_of(one.patient.number, sheet, signature), reason)


def _before(corrections: list[CorrectionRow], signature: SignatureRow) -> CorrectionRow:
    """Return the correction under which a form was signed again: the newest opened before."""
    return [row for row in corrections if row.event_id < signature.event_id][-1]
