"""The list of patients page by page, by number and site: a registry is read like a small study."""

from __future__ import annotations

from dataclasses import dataclass

from her2dash.access import Permission
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import dossiers
from her2dash.actions.locked import all_locks
from her2dash.actions.patient_views import PatientRow
from her2dash.actions.patients import row_of_patient
from her2dash.store import patients


@dataclass(frozen=True)
class PatientPage:
    """Some of the patients that were asked for: `found` of `reached`, and which of how many pages it is."""

    rows: tuple[PatientRow, ...]
    found: int
    reached: int
    page: int
    pages: int
    sites: tuple[str, ...]


@action(Permission.SEE_PATIENTS)
def patient_page(
    work: Work, *, number: str = "", site: str | None = None, page: int = 1, at_once: int = 50
) -> PatientPage:
    """Return a page of the patients that the person reaches, by number; only their record is gathered.

    `number` is any part of a study number. A page beyond the last is the last.
    """
    everyone = patients.all_patients(work.connection, scope=work.scope)
    wanted, part = [one for one in everyone if site in (None, one.site)], number.strip().casefold()
    found = [one for one in wanted if part in one.number.casefold()]
    work.looked_at("patients")
    pages = max(1, -(-len(found) // at_once))
    shown = min(max(page, 1), pages)
    rows, locks = dossiers(work, found[(shown - 1) * at_once : shown * at_once]), all_locks(work)
    return PatientPage(
        tuple(row_of_patient(work, one, locks) for one in rows), len(found), len(everyone), shown, pages,
        tuple(sorted({one.site for one in everyone})),
    )  # fmt: skip
