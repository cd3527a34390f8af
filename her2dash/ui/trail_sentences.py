"""Events in sentences: what was done, to what, from which value to which, and why."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from her2dash.access import Role
from her2dash.actions.leaving import Leaving
from her2dash.actions.trail_views import Entry, Look
from her2dash.errors import NotFound
from her2dash.i18n import LANGUAGES, N_
from her2dash.study.model import Item, Kind, Value
from her2dash.ui.asked import asked
from her2dash.ui.looks import looked_at
from her2dash.ui.reader import ROLE_NAMES, SOURCES, Reader

THINGS = {
    "answer": N_("Answers"),
    "form": N_("Signatures and corrections of forms"),
    "index": N_("Releases of the test"),
    "patient": N_("Patients"),
    "query": N_("Queries"),
    "inquiry": N_("Questions about answers"),
    "lock": N_("Locks"),
    "report": N_("Reports"),
    "text": N_("Blanked texts"),
    "person": N_("People"),
    "role": N_("Roles"),
    "factor": N_("Second factors"),
}

CHANNELS = {"page": N_("page"), "command": N_("command line"), "demo": N_("demo"), "import": N_("import")}

_PLAIN = {
    "form.signed": N_("“{form}” was signed, {source}, reference {reference}"),
    "form.correction_opened": N_("“{form}” was opened for correction"),
    "form.correction_dropped": N_("The correction of “{form}” was dropped; what was signed stands"),
    "form.not_obtained": N_("“{form}” was closed as not obtained: {code}"),
    "form.wanted_again": N_("“{form}” is wanted again"),
    "index.released": N_("The test was released to the referring physician"),
    "lock.set": N_("Locked: {what}"),
    "lock.lifted": N_("Unlocked until {until}: {what}"),
    "lock.ended": N_("Unlocked for good: {what}"),
    "patient.enrolled": N_("The patient was enrolled"),
    "patient.reassigned": N_("The referring physician was {before}, and is {after} from now on"),
    "patient.replanned": N_("The test was planned for {before}, and is planned for {after} from now on"),
    "patients.taken_over": N_("Histories of {patients} patients were taken over"),
    "query.explained": N_("Answers that do not fit together were explained"),
    "inquiry.asked": N_("Question {inquiry} was asked, about “{form}”"),
    "inquiry.answered": N_("Question {inquiry} about “{form}” was answered"),
    "inquiry.closed": N_("Question {inquiry} about “{form}” was closed"),
    "report.made": N_("Report {report} was made"),
    "text.redacted": N_("A text of event {of_event} was blanked"),
    "person.added": N_("{about} was added, user name {login}"),
    "person.language_set": N_("{about} chose the language {language}"),
    "person.invited": N_("{about} was given a code to set a password"),
    "person.password_set": N_("{about} set a new password"),
    "person.signed_out": N_("{about} ended own sign-ins elsewhere: {count}"),
    "person.sessions_ended": N_("{about} was signed out everywhere; sign-ins ended: {count}"),
    "role.given": N_("{about} is {role} from now on"),
    "factor.set_up": N_("{about} set up a second factor"),
    "factor.removed": N_("{about} removed the own second factor"),
    "factor.required": N_("A second factor is required of {about}"),
    "factor.not_required": N_("A second factor is no longer required of {about}"),
    "factor.taken_away": N_("The second factor of {about} was taken away"),
    "role.withdrawn": N_("{about} is no longer {role}"),
    "place.made": N_("This place was made for the study {study}"),
}

_LOOKS = {
    "session.began": N_("Signed in"),
    "session.ended": N_("Signed out: {how}"),
    "password.wrong": N_("A wrong password was given"),
    "invitation.wrong": N_("A wrong invitation code was given"),
    "factor.asked": N_("A right password was given, and a code asked"),
    "code.wrong": N_("A wrong code of a second factor was given"),
    "record.read": N_("Looked at: {subject}"),
    "action.refused": N_("Was refused: {subject}"),
}

_WAYS_OUT = {
    Leaving.SIGNED_OUT: N_("by the person there"),
    Leaving.AFAR: N_("from afar, by another sign-in of the person"),
    Leaving.ADMINISTRATOR: N_("by an administrator"),
    Leaving.NEW_PASSWORD: N_("by a new password"),
    Leaving.SIGNED_IN_ANEW: N_("by signing in anew in the same browser"),
    Leaving.SECOND_FACTOR: N_("by a change of the second factor"),
}

HIDDEN = N_("What it says is not shown to your role, or not before the form is signed.")


def sentence(reader: Reader, entry: Entry) -> str:
    """Return what an event did, in the reader's words; of one that is none of ours only its name."""
    try:
        return _sentence(reader, entry)
    except (NotFound, KeyError, ValueError):
        return entry.deed


def _sentence(reader: Reader, entry: Entry) -> str:
    if entry.deed == "answer.saved":
        return _answered(reader, entry)
    if entry.deed not in _PLAIN:
        return entry.deed
    return reader.words(_PLAIN[entry.deed], **_facts(reader, entry))


def seen(reader: Reader, look: Look) -> str:
    """Return an event of the access log in the reader's words."""
    ways = {way.value: reader.words(told) for way, told in _WAYS_OUT.items()}
    how = ways.get(look.subject, look.subject)
    subject = looked_at(reader, look.subject) if look.deed == "record.read" else look.subject
    return reader.words(_LOOKS.get(look.deed, look.deed), subject=subject, how=how)


def beside(reader: Reader, entry: Entry) -> str:
    """Return what stands beside the sentence: number, role, channel, version, language, both clocks, hash."""
    words = reader.words
    parts = [
        words("event {number}", number=entry.number),
        words(ROLE_NAMES[role]) if (role := _role(entry.role)) else "",
        channel(reader, entry.channel),
        words("form version {version}", version=entry.form_version) if entry.form_version else "",
        words("shown in {language}", language=language(entry.language)) if entry.language else "",
        f"{entry.at:%Y-%m-%d %H:%M:%S} UTC",
        words("hash {hash}", hash=entry.hash[:12]),
    ]
    return " · ".join(part for part in parts if part)


def channel(reader: Reader, name: str) -> str:
    """Return by which way something was done."""
    return reader.words(CHANNELS.get(name, name))


def language(code: str) -> str:
    """Return what a language is called."""
    return LANGUAGES.get(code, code)


def _role(name: str | None) -> Role | None:
    return next((role for role in ROLE_NAMES if role.value == name), None)


def _answered(reader: Reader, entry: Entry) -> str:
    words, change, item = reader.words, entry.change, entry.item
    form = reader.form_title(entry.form) if entry.form else ""
    if change is None or item is None:
        return words("A question of “{form}” was answered", form=form)
    said = _value(reader, entry, before=True), _value(reader, entry, before=False)
    facts = {"question": _asked(reader, entry, item), "form": form, "before": said[0], "after": said[1]}
    if item.kind is Kind.ROW and change.after is None:
        return words("“{question}” in “{form}” was removed", **facts)
    if item.kind is Kind.ROW and change.before is None:
        return words("“{question}” in “{form}” was added", **facts)
    if change.after is None and not change.blanked_after:
        return words("“{question}” in “{form}”: the answer {before} was taken back", **facts)
    if change.before is None and not change.blanked_before:
        return words("“{question}” in “{form}”: answered {after}", **facts)
    return words("“{question}” in “{form}”: changed from {before} to {after}", **facts)


def _asked(reader: Reader, entry: Entry, item: Item) -> str:
    """Return the question in full: of several lesions it says which."""
    if entry.form is None:
        return reader.text(item.label)
    return asked(reader, reader.study.form(entry.form, entry.form_version), item)


def _value(reader: Reader, entry: Entry, *, before: bool) -> str:
    change, item = entry.change, entry.item
    assert change is not None  # noqa: S101 - asked for where there is one
    assert item is not None  # noqa: S101 - an answer has its question
    value = change.before if before else change.after
    blanked = change.blanked_before if before else change.blanked_after
    return reader.words("(blanked)") if blanked else f"“{_told(reader, item, value)}”"


def _told(reader: Reader, item: Item, value: Value | None) -> str:
    try:
        return reader.answer(item, value)
    except (NotFound, ValueError):
        return str(
            value
        )  # somebody wrote past the app what the question does not know: it is shown all the same


def _facts(reader: Reader, entry: Entry) -> dict[str, str]:
    detail, words = entry.detail, reader.words
    before, after = entry.moved or ("", "")
    told: Callable[[str], str] = reader.day_written if entry.deed == "patient.replanned" else str
    source, reason = str(detail.get("source", "form")), detail.get("reason")
    return {
        **{name: str(value) for name, value in detail.items()},
        "form": reader.form_title(entry.form) if entry.form else "",
        "source": words(SOURCES.get(source, source)).lower(),
        "code": reader.text(reader.study.codelist(reader.study.not_obtained).code(str(reason)).label)
        if entry.deed == "form.not_obtained" and reason
        else "",
        "before": told(before) if before else "",
        "after": told(after) if after else "",
        "about": entry.about or "",
        "what": _locked(reader, entry),
        "until": words.moment(datetime.fromisoformat(str(detail["until"]))) if "until" in detail else "",
        "role": words(ROLE_NAMES[role])
        if (role := _role(detail.get("given", detail.get("withdrawn"))))
        else "",
        "language": language(str(detail.get("language", ""))),
    }


def _locked(reader: Reader, entry: Entry) -> str:
    """Return what was locked or unlocked."""
    if entry.form:
        return f"“{reader.form_title(entry.form)}”"
    whole = N_("the database of the study") if entry.patient_id is None else N_("the patient's record")
    return reader.words(whole)


def done_then(reader: Reader, entry: Entry) -> str:
    """Return who did what was taken over, and when; nothing for what was done when it was written."""
    at = entry.detail.get("done_at")
    if not at:
        return ""
    moment = datetime.fromisoformat(str(at))
    return reader.words("Done by {person}, {when}", person=entry.about or "", when=reader.when(moment))
