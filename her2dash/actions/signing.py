"""Signing a form: what is signed is sealed, hashed and counted from then on."""

from __future__ import annotations

from collections.abc import Mapping

from her2dash.access import UNBLINDED, Permission, Role
from her2dash.actions.case_row import keep_case
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier
from her2dash.actions.keys import USED_BEFORE
from her2dash.actions.letters import drawn
from her2dash.actions.rights import must_fill, patient_of
from her2dash.actions.settling import settled, undecided, values
from her2dash.actions.views import Receipt
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store import people, sheets
from her2dash.store.canonical import digest
from her2dash.store.sheets import SheetRow, SignatureRow
from her2dash.study.answers import contradictions, counted, missing
from her2dash.study.model import Form, Value

RESPONDENT = "form"
FOR_OTHERS = ("chart", "telephone")


@action(Permission.FILL_FORMS, writes=True, confirmed=True)
def sign(
    work: Work,
    *,
    handle: str,
    form: str,
    mark: int,
    password: str,
    key: str,
    language: str,
    source: str = RESPONDENT,
) -> Receipt:
    """Sign and seal a form with the password; the same key twice signs once.

    Who answers for the respondent names the `source`: the chart, or the telephone. Signed again after a
    correction, the new signature counts from then on.

    `mark` is that of the sheet as the signer saw it: nobody signs an answer that came meanwhile.
    Refused, with a sentence, while a required answer is missing, two answers wait for a choice, or
    dates contradict each other.
    """
    del password  # the door has checked it before this transaction began
    one = dossier(work, patient_of(work, handle))
    role = must_fill(work, one.patient, form)
    before = sheets.signature_by_key(work.connection, key)
    if before is not None:
        return _signed_before(work, one, form, before)
    definition = must_be_signable(work, one, form)
    told = source_of(work, form, role, source)
    sheet = one.sheets[form]
    if sheets.newest_mark(work.connection, sheet.id) != mark:
        raise Refused(N_("Somebody changed an answer meanwhile. Check the answers again, then sign."))
    signed = seal(work, one, definition, role=role, source=told, language=language, key=key)
    keep_case(work, one.with_signature(form, signed))
    work.note(
        "form.signed", patient=one.patient.id, role=role, form=form, reference=signed.reference, source=told,
        corrected=one.signed(form) is not None, moves=True,
    )  # fmt: skip
    return receipt_of(one.patient.number, sheet, signed)


def seal(
    work: Work, one: Dossier, definition: Form, *, role: Role, source: str, language: str, key: str
) -> SignatureRow:
    """Write the signature of a form that was found signable, over the answers that its dossier holds."""
    form = definition.id
    return sheets.add_signature(
        work.ledger, sheet_id=one.sheets[form].id, person_id=work.person.id, role=role.value, at=work.now,
        printed_name=work.person.name, meaning=definition.meaning[language], language=language,
        source=source, unblinded=_unblinded(work, one), reference=_reference(work), key=key,
        answers_upto=max(row.id for row in one.answers[form]), content_hash=content_hash(one, definition),
    )  # fmt: skip


def receipt_of(number: str, sheet: SheetRow, signature: SignatureRow) -> Receipt:
    """Return the receipt of a signature."""
    return Receipt(
        signature.reference, number, sheet.form, sheet.form_version, signature.printed_name,
        Role(signature.role), signature.meaning, signature.at, signature.content_hash, signature.source,
        signature.unblinded,
    )  # fmt: skip


def _signed_before(work: Work, one: Dossier, form: str, before: SignatureRow) -> Receipt:
    # A key belongs to one press of one person on one form: it opens nothing else.
    sheet = one.sheets.get(form)
    if sheet is None or before.sheet_id != sheet.id or before.person_id != work.person.id:
        raise Refused(USED_BEFORE)
    work.nothing_changed = True
    return receipt_of(one.patient.number, sheet, before)


def must_be_signable(work: Work, one: Dossier, form: str) -> Form:
    """Return the version that is signed; Refused, with what is wrong, while it cannot be."""
    if one.signed(form) is not None and one.correcting(form) is None:
        raise Refused(N_("This form is signed already; the first signature stands."))
    if form not in one.sheets:
        raise Refused(N_("This form has no answers yet."))
    definition = work.study.form(form, one.sheets[form].form_version)
    given = values(one.answers[form])
    if missing(definition, given):
        count = len(missing(definition, given))
        raise Refused(N_("Required answers are missing: {count}. The list above names them."), count=count)
    if undecided(definition, settled(one.answers[form])):
        raise Refused(N_("Two people answered the same question differently. Choose one answer first."))
    if contradictions(definition, given):
        raise Refused(N_("Answers contradict each other; the list above names them."))
    _must_follow_the_report(one, form, given)
    return definition


def source_of(work: Work, form: str, role: Role, source: str) -> str:
    """Return where the answers come from; only who is asked answers from the own mind."""
    if role.value == work.study.scheduled(form).filled_by[0]:
        return RESPONDENT
    if source not in FOR_OTHERS:
        raise Refused(N_("You answer for somebody else: say whether from the chart or by telephone."))
    return source


def _must_follow_the_report(one: Dossier, form: str, given: Mapping[str, Value]) -> None:
    """Refuse a treatment decided before the report of the test: the endpoint wants the first after it.

    While the test is not on record only the end of all decisions can be signed: the patient stays open.
    """
    decided, reported = one.work.study.roles.therapy_decided, one.work.study.roles.index_reported
    if decided is None or reported is None or decided.form != form:
        return
    signature, outcome = one.signed(reported.form), one.work.study.roles.therapy_outcome
    code = given.get(outcome.item) if outcome and outcome.form == form else None
    if signature is None and one.work.study.meanings.therapy_outcome.of(str(code)) != "not_made":
        raise Refused(N_("The report of the test is not on record yet. Sign the first decision after it."))
    day = one.signed_values(reported.form, signature).get(reported.item) if signature else None
    if isinstance(day, str) and str(given.get(decided.item, day)) < day:
        raise Refused(
            N_("The decision lies before the report of the test. Enter the first decision after it.")
        )


def _unblinded(work: Work, one: Dossier) -> bool:
    """Tell whether the signer could ever see endpoints or markers, or recorded this patient's test."""
    index = one.answers.get(work.study.release.form, ())
    recorded = any(row.person_id == work.person.id for row in index)
    own_form = one.patient.physician_id == work.person.id
    return not UNBLINDED.isdisjoint(people.ever_held(work.connection, work.person.id)) or (
        recorded and own_form
    )


def content_hash(one: Dossier, definition: Form) -> str:
    """Hash the answers that count; what somebody typed stands there as its salted hash."""
    rows = {(row.item, row.version): row for row in one.answers[definition.id]}
    shown = settled(one.answers[definition.id])
    signed = {
        item: rows[item, shown[item].version].text_hash or value
        for item, value in counted(definition, values(one.answers[definition.id])).items()
    }
    return digest(
        {
            "patient": one.patient.number,
            "form": definition.id,
            "version": definition.version,
            "answers": signed,
        }
    )


def _reference(work: Work) -> str:
    """Return a reference that no other signature has: among 100,000 drawn, two are the same now and then."""
    while True:
        reference = drawn(2, 4)
        if not sheets.reference_taken(work.connection, reference):
            return reference
