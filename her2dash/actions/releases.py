"""Releasing the index test to the referring physician. It always succeeds; out of order it takes a reason."""

from __future__ import annotations

from her2dash.access import Permission, Role
from her2dash.actions.case_row import refresh_case
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier, dossiers
from her2dash.actions.locked import all_locks
from her2dash.actions.rights import patient_of
from her2dash.actions.views import Releasable, Released
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store import patients

_SHORTEST_REASON = 5


@action(Permission.RELEASE)
def releasable(work: Work) -> tuple[Releasable, ...]:
    """Return the patients whose index test is signed and not yet released; none who is locked."""
    rule, locks = work.study.release, all_locks(work)
    work.looked_at("releasable")
    waiting = [
        one
        for one in patients.all_patients(work.connection, scope=work.scope)
        if one.released_at is None and locks.on(one.id) is None
    ]
    found = ((one, one.signed(rule.form)) for one in dossiers(work, waiting))
    return tuple(
        Releasable(
            one.patient.handle, one.patient.number, signature.at, one.signed(rule.sealed_first) is not None
        )
        for one, signature in found
        if signature is not None
    )


@action(Permission.RELEASE, writes=True)
def release(work: Work, *, handle: str, reason: str | None, key: str) -> Released:
    """Show the index test to the referring physician and open what follows it.

    Before the pre-test form is sealed this takes a reason of one line, and marks the patient "not
    sealed before". A second release changes nothing and answers with the first.
    """
    one = dossier(work, patient_of(work, handle))
    if one.patient.released_at is not None:
        work.nothing_changed = True
        return Released(one.patient.released_at, bool(one.patient.sealed_before))
    if patients.release_is_done(work.connection, key):
        raise Refused(N_("This request was used for something else before. Load the page again."))
    sealed = hand_over(work, one, reason, key)
    refresh_case(work, handle)
    work.note("index.released", patient=one.patient.id, role=Role.IMAGING, sealed_before=sealed, moves=True)
    return Released(work.now, sealed)


def hand_over(work: Work, one: Dossier, reason: str | None, key: str) -> bool:
    """Write the release and tell whether the form before the test was sealed; unsealed it takes a reason."""
    rule = work.study.release
    if one.signed(rule.form) is None:
        raise Refused(N_("There is no signed report to release yet."))
    sealed = one.signed(rule.sealed_first) is not None
    given = " ".join((reason or "").split())
    if not sealed and len(given) < _SHORTEST_REASON:
        raise Refused(
            N_("The form before the test is not sealed yet. To release now, give a reason in one line.")
        )
    patients.add_release(
        work.ledger, patient_id=one.patient.id, person_id=work.person.id, at=work.now, sealed_before=sealed,
        reason_hash=None if sealed else work.ledger.keep_text(given), key=key,
    )  # fmt: skip
    return sealed
