"""What the rules notice about everybody enrolled: for the board of flow, now or as of a past moment."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from her2dash.access import Permission, Scope
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import in_turn
from her2dash.actions.past import Past, seen_from
from her2dash.actions.patient_views import Noticed
from her2dash.actions.questions import broken, told
from her2dash.store import cases, patients
from her2dash.store.later import replanned, signed_or_released
from her2dash.store.patients import Patient
from her2dash.study.findings import Finding

_EVERYBODY = Scope(everything=True)


@dataclass(frozen=True)
class Watched:
    """What was noticed: told as the person may know it; found, by the patient's id, as the version has it."""

    version: int
    found: Mapping[int, tuple[Finding, ...]]
    told: tuple[Noticed, ...] = ()


@action(Permission.SEE_ENDPOINTS)
def all_noticed(work: Work, *, as_of: datetime | None = None, known: Watched | None = None) -> Watched:
    """Return every deviation and query, by patient.

    `known` is what an earlier call returned to a person with the same rights: then only the patients who
    changed since, or after the past moment, are looked at. Explanations are always those of now, or of the
    past moment.
    """
    work.looked_at("deviations")
    view = seen_from(work, as_of)
    now = _then(view, known) if isinstance(view, Past) else _renewed(work, known)
    # Who may know what is decided by today's rows: a patient may have come to the person meanwhile.
    concerned = patients.these_patients(work.connection, now.found, scope=_EVERYBODY)
    return replace(now, told=told(work, ((one, now.found[one.id]) for one in concerned), until=view.until))


def _then(view: Past, known: Watched | None) -> Watched:
    """Take what is known of whom nothing came later, and look at the others as they stood."""
    link, until = view.connection, view.until
    everyone = patients.all_patients(link, scope=_EVERYBODY, until=until)
    changed = {one.id for one in everyone}
    if known is not None:
        changed &= (
            signed_or_released(link, until)
            | replanned(link, until)
            | cases.changed_since(link, known.version)
        )
    same = {one.id: known.found[one.id] for one in everyone if known and one.id in known.found}
    again = _found(view, [one for one in everyone if one.id in changed])
    kept = {patient: found for patient, found in same.items() if patient not in changed}
    return Watched(cases.data_version(link, until), {**kept, **again})


def _renewed(work: Work, known: Watched | None) -> Watched:
    link, version = work.connection, cases.data_version(work.connection)
    if known is None:
        return Watched(version, _found(work, patients.all_patients(link, scope=_EVERYBODY)))
    changed = cases.changed_since(link, known.version)
    again = _found(work, patients.these_patients(link, changed, scope=_EVERYBODY))
    same = {patient: found for patient, found in known.found.items() if patient not in changed}
    return Watched(version, {**same, **again})


def _found(view: Work | Past, wanted: Iterable[Patient]) -> dict[int, tuple[Finding, ...]]:
    return {one.patient.id: found for one in in_turn(view, wanted) if (found := broken(one))}
