"""Who may do what: one table, printed to docs/permissions.md.

Which forms a role fills and reads stands in the study (protocol.toml); which patients a person
reaches is a `Scope`, a required argument of every query.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """The parts that people play in the study."""

    PHYSICIAN = "physician"
    COORDINATOR = "coordinator"
    IMAGING = "imaging"
    LABORATORY = "laboratory"
    PI = "pi"
    MONITOR = "monitor"
    ADMIN = "admin"


class Permission(StrEnum):
    """What can be done at all; the value is the sentence in docs/permissions.md."""

    OWN_ACCOUNT = "See and set up the own account, sign out"
    SEE_WORKLIST = "See the own work-list"
    FILL_FORMS = "Fill in and sign the forms of the own role"
    READ_FORMS = "Read signed forms, as far as the study lets the role"
    SEE_PATIENTS = "See the list of patients and the state of their forms"
    SEE_PATIENT = "See a patient's whole way, as far as the study lets the role"
    ENROL = "Enrol a patient"
    CHANGE_PATIENT = "Reassign a patient, move the planned test, give a form up as not obtained"
    EXPLAIN = "Explain answers that do not fit together"
    ASK = "Ask about an answer of a signed form, close the question"
    RELEASE = "Release the index test to the referring physician"
    SEE_ENDPOINTS = "See endpoints, enrolment and who owes a form; make and compare reports"
    EXPORT_DATA = "Export the analysis data set"
    SEE_TRAIL = "Read and take away the audit trail, answers only as far as the study lets the role"
    SEE_ACCESS_LOG = "Read and take away the access log"
    REDACT = "Blank a text that was typed by mistake, with a reason"
    LOCK = "Lock forms, patients and the study's database; lift them for a time or for good"
    VERIFY_RECORD = "Verify the chains of the record and of the access log"
    MANAGE_PEOPLE = "Add people, give and withdraw roles, sign somebody out, require second factors"
    INVITE = "Make a code to set a password: admin for anybody, coordinator for physicians of the own site"
    TAKE_OVER = "Take over histories of patients, at the command line of a demo only"


_EVERYBODY = frozenset(Role)

MAY: dict[Permission, frozenset[Role]] = {
    Permission.OWN_ACCOUNT: _EVERYBODY,
    Permission.SEE_WORKLIST: frozenset({Role.PHYSICIAN, Role.COORDINATOR, Role.IMAGING, Role.LABORATORY}),
    Permission.FILL_FORMS: frozenset({Role.PHYSICIAN, Role.COORDINATOR, Role.IMAGING, Role.LABORATORY}),
    Permission.READ_FORMS: _EVERYBODY - {Role.ADMIN},
    Permission.SEE_PATIENTS: frozenset({Role.COORDINATOR, Role.PI, Role.MONITOR}),
    Permission.SEE_PATIENT: frozenset({Role.PHYSICIAN, Role.COORDINATOR, Role.PI, Role.MONITOR}),
    Permission.ENROL: frozenset({Role.COORDINATOR}),
    Permission.CHANGE_PATIENT: frozenset({Role.COORDINATOR}),
    Permission.EXPLAIN: frozenset({Role.COORDINATOR}),
    Permission.ASK: frozenset({Role.PI, Role.MONITOR}),
    Permission.RELEASE: frozenset({Role.IMAGING}),
    Permission.SEE_ENDPOINTS: frozenset({Role.PI, Role.MONITOR}),
    Permission.EXPORT_DATA: frozenset({Role.PI, Role.MONITOR}),
    Permission.SEE_TRAIL: frozenset({Role.COORDINATOR, Role.PI, Role.MONITOR, Role.ADMIN}),
    Permission.SEE_ACCESS_LOG: frozenset({Role.PI, Role.MONITOR, Role.ADMIN}),
    Permission.REDACT: frozenset({Role.COORDINATOR, Role.PI}),
    Permission.LOCK: frozenset({Role.PI}),
    Permission.VERIFY_RECORD: frozenset({Role.PI, Role.MONITOR, Role.ADMIN}),
    Permission.MANAGE_PEOPLE: frozenset({Role.ADMIN}),
    Permission.INVITE: frozenset({Role.COORDINATOR, Role.ADMIN}),
    Permission.TAKE_OVER: frozenset({Role.ADMIN}),
}

# Who could see endpoints or markers before answering: such a signer is marked "unblinded".
UNBLINDED = frozenset({Role.LABORATORY, Role.PI, Role.MONITOR})


def may(roles: Iterable[Role], permission: Permission) -> bool:
    """Tell whether one of the roles has the right."""
    return not MAY[permission].isdisjoint(roles)


def permissions(roles: Iterable[Role]) -> frozenset[Permission]:
    """Return every right that the roles have together."""
    held = frozenset(roles)
    return frozenset(right for right, roles_of in MAY.items() if roles_of & held)


@dataclass(frozen=True)
class Scope:
    """Which patients a person reaches: all, those of sites, the own ones, or a union of these."""

    everything: bool = False
    sites: frozenset[str] = frozenset()
    physician: int | None = None

    def reaches(self, site: str, physician: int) -> bool:
        """Tell whether a patient of a site, referred by a physician, lies within it."""
        return self.everything or site in self.sites or physician == self.physician


def scope_of(roles: Iterable[Role], *, site: str | None, person: int) -> Scope:
    """Return the patients that the roles reach together.

    PI and monitor reach all; coordinator, imaging and laboratory those of their site (all, when
    they serve no single site); a referring physician the own ones; an admin none.
    """
    held = frozenset(roles)
    at_site = held & {Role.COORDINATOR, Role.IMAGING, Role.LABORATORY}
    everything = bool(held & {Role.PI, Role.MONITOR}) or (bool(at_site) and site is None)
    return Scope(
        everything=everything,
        sites=frozenset({site}) if at_site and site is not None else frozenset(),
        physician=person if Role.PHYSICIAN in held else None,
    )
