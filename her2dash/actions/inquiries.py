"""Inquiries: monitor or investigator ask about a signed answer, who fills the form answers, they close."""

from __future__ import annotations

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier
from her2dash.actions.inquiry_reach import Known, concerning, must_ask
from her2dash.actions.inquiry_views import Step
from her2dash.actions.keys import USED_BEFORE
from her2dash.actions.rights import must_fill, patient_of
from her2dash.errors import Forbidden, NotFound, Refused
from her2dash.i18n import N_
from her2dash.store import inquiries
from her2dash.study.answers import applicable

SHORTEST = {Step.ASKED: 5, Step.ANSWERED: 2}

# After what each step is taken: the answer may not suffice, and what is closed may come up again.
_AFTER = {
    Step.ASKED: frozenset({Step.ANSWERED, Step.CLOSED}),
    Step.ANSWERED: frozenset({Step.ASKED}),
    Step.CLOSED: frozenset({Step.ANSWERED}),
}
_STANDS = {
    Step.ASKED: N_("This question waits for its answer. It can be closed or asked again after that."),
    Step.ANSWERED: N_("This question is answered already. Load the page again to read the answer."),
    Step.CLOSED: N_("This question is closed. A monitor or investigator can ask it again."),
}
_DEEDS = {
    Step.ASKED: "inquiry.asked",
    Step.ANSWERED: "inquiry.answered",
    Step.CLOSED: "inquiry.closed",
}


@action(Permission.ASK, writes=True)
def ask(work: Work, *, handle: str, form: str, item: str | None, text: str, key: str) -> int:
    """Ask about a signed answer, or about the form as a whole (`item` none); return the inquiry's number.

    The same key twice asks once. Forbidden where the form is not signed, or not for the asker to read;
    NotFound for a question that it does not ask; Refused without words. Who, when and what is kept
    (ICH E6(R3) 4.2.2).
    """
    one = dossier(work, patient_of(work, handle))
    role = must_ask(work, one.patient, form)
    if one.signed(form) is None:
        raise Forbidden(N_("This form is not open to your role."))
    number = _done(work, key, Step.ASKED, (one.patient.id, form, item))
    if number is not None:
        return number
    if item is not None and item not in _asked_in(one, form):
        raise NotFound(N_("The form {form} has no question {item}."), form=form, item=item)
    said = _said(text, Step.ASKED)
    number = inquiries.add_inquiry(work.ledger, sheet_id=one.sheets[form].id, item=item)
    _add(work, Known(number, one.patient, form, Step.ASKED), role, said, key)
    return number


@action(Permission.FILL_FORMS, writes=True)
def reply(work: Work, *, number: int, text: str, key: str) -> None:
    """Answer an open inquiry, for who fills the form; the form itself is changed by a correction alone.

    NotFound where the inquiry does not concern the person, Refused where it is not open, or without words.
    """
    known = concerning(work, number)
    _take(work, known, Step.ANSWERED, must_fill(work, known.patient, known.form), text, key)


@action(Permission.ASK, writes=True)
def close(work: Work, *, number: int, key: str) -> None:
    """Close an inquiry whose answer suffices; NotFound as in `reply`, Refused where it is not answered."""
    known = concerning(work, number)
    _take(work, known, Step.CLOSED, must_ask(work, known.patient, known.form), None, key)


@action(Permission.ASK, writes=True)
def ask_again(work: Work, *, number: int, text: str, key: str) -> None:
    """Ask again where the answer does not suffice, or after it was closed; Refused while it is open."""
    known = concerning(work, number)
    _take(work, known, Step.ASKED, must_ask(work, known.patient, known.form), text, key)


def _take(work: Work, known: Known, step: Step, role: Role, text: str | None, key: str) -> None:
    """Take the next step of an inquiry in its order; the same request again takes none."""
    if _done(work, key, step, known.number) is not None:
        return
    if known.stands not in _AFTER[step]:
        raise Refused(_STANDS[known.stands])
    said = None if text is None else _said(text, step)
    _add(work, Known(known.number, known.patient, known.form, step), role, said, key)


def _add(work: Work, taken: Known, role: Role, text: str | None, key: str) -> None:
    inquiries.add_step(
        work.ledger, text=text, inquiry_id=taken.number, step=taken.stands.value, person_id=work.person.id,
        role=role.value, at=work.now, key=key,
    )  # fmt: skip
    work.note(
        _DEEDS[taken.stands], patient=taken.patient.id, role=role, form=taken.form, inquiry=taken.number
    )


def _done(work: Work, key: str, step: Step, what: int | tuple[int, str, str | None]) -> int | None:
    """Return the inquiry in which an earlier request took this step; a key belongs to one step of one person.

    `what` is the inquiry's number, or what is asked about: patient, form and question.
    """
    row = inquiries.step_by_key(work.connection, key)
    if row is None:
        return None
    same = what in (row.inquiry_id, (row.patient_id, row.form, row.item))
    if not same or (row.step, row.person_id) != (step.value, work.person.id):
        raise Refused(USED_BEFORE)
    work.nothing_changed = True
    return row.inquiry_id


def _said(text: str, step: Step) -> str:
    said = " ".join(text.split())
    if len(said) < SHORTEST[step]:
        raise Refused(N_("Say in a few words what you ask or answer; nothing was kept."))
    return said


def _asked_in(one: Dossier, form: str) -> frozenset[str]:
    signature = one.signed(form)
    assert signature is not None  # noqa: S101 - the caller has looked
    definition = one.work.study.form(form, one.sheets[form].form_version)
    return frozenset(item.id for item in applicable(definition, one.signed_values(form, signature)))
