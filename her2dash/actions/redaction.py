"""Blanking a text that was typed by mistake, a name for instance: seldom, with a reason, and never undone."""

from __future__ import annotations

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.trail import entry_at
from her2dash.errors import NotFound, Refused
from her2dash.i18n import N_
from her2dash.store import changes, redactions

SHORTEST_REASON = 5


@action(Permission.REDACT, writes=True)
def redact(work: Work, *, event: int, reason: str, key: str) -> None:
    """Blank the text that an event wrote, as far as the person may read it; the same key twice blanks once.

    The event, its hash and whoever wrote it stay; the chain holds as before. NotFound where the event has no
    text that the person sees, Refused without a reason (ICH E6(R3) 4.2.2: rare, and with a log of it).
    """
    if changes.is_done(work.connection, "redaction", key):
        work.nothing_changed = True
        return
    entry = entry_at(work, event)
    if entry is None or entry.text_hash is None:
        raise NotFound(N_("Event {number} has no text that you could blank."), number=event)
    why = " ".join(reason.split())
    if len(why) < SHORTEST_REASON:
        raise Refused(N_("Say in a few words why the text is blanked, without repeating it."))
    role = Role.COORDINATOR if Role.COORDINATOR in work.roles else Role.PI
    redactions.redact(
        work.ledger, reason=why, text_hash=entry.text_hash, of_event_id=event, person_id=work.person.id,
        role=role.value, at=work.now, key=key,
    )  # fmt: skip
    work.note("text.redacted", patient=entry.patient_id, role=role, of_event=event)
