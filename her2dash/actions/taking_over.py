"""Taking over the histories of patients: checked like what is done here, written many at a time."""

from __future__ import annotations

from collections.abc import Sequence

from her2dash.access import Permission
from her2dash.actions.case_row import keep_case
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.histories import History
from her2dash.actions.retelling import Retelling
from her2dash.errors import Forbidden
from her2dash.i18n import N_
from her2dash.store import patients


@action(Permission.TAKE_OVER, writes=True)
def take_over(work: Work, *, histories: Sequence[History]) -> int:
    """Take over whole histories, all or none of them; return how many patients that are.

    Refused, with the patient, the deed and the reason, where one of them could not have happened here. The
    same histories twice are taken over once. Signatures are written without their owners' passwords: a demo
    may do that, a study may not.
    """
    if work.session.channel != "command" or not work.office.demo:
        raise Forbidden(N_("Histories are taken over at the command line of a demo only."))
    if all(patients.by_key(work.connection, history.key) for history in histories):
        work.nothing_changed = True
        return 0
    retelling = Retelling(work)
    taken = [retelling.of(history) for history in histories]
    retelling.write()
    for one in taken:
        keep_case(work, one)
    work.note("patients.taken_over", patients=len(taken))
    return len(taken)
