"""What the protocol's rules notice: deviations to be listed, queries that wait for an explanation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier, dossiers
from her2dash.actions.locked import all_locks
from her2dash.actions.patient_views import Explained, Noticed
from her2dash.actions.rights import at_site, patient_of, reads
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store import changes, patients
from her2dash.store.canonical import digest
from her2dash.store.changes import ExplanationRow
from her2dash.store.patients import Patient
from her2dash.study.findings import Finding, Signed, findings
from her2dash.study.model import Study
from her2dash.study.rules import Rule

SHORTEST = 5


@action(Permission.SEE_PATIENTS)
def queries(work: Work) -> tuple[Noticed, ...]:
    """Return the queries that nobody has explained yet, over the patients that the person reaches.

    Those about a locked patient are left out: nobody can explain them now.
    """
    work.looked_at("queries")
    locks, everyone = all_locks(work), patients.all_patients(work.connection, scope=work.scope)
    reached = [one for one in everyone if locks.on(one.id) is None]
    return tuple(
        each for each in noticed(work, dossiers(work, reached)) if each.is_query and each.explained is None
    )


@action(Permission.EXPLAIN, writes=True)
def explain(work: Work, *, handle: str, rule: str, evidence: str, text: str, key: str) -> None:
    """Explain why answers that break a rule are right; other answers open the query again.

    `evidence` is the hash of the answers as they were shown: nobody explains what changed meanwhile.
    """
    one = dossier(work, at_site(work, patient_of(work, handle)))
    if changes.is_done(work.connection, "explanation", key):
        work.nothing_changed = True
        return
    found = {each.rule.id: each for each in noticed(work, [one])}.get(rule)
    if found is None or found.evidence != evidence:
        raise Refused(N_("The answers changed meanwhile. Look at this query again."))
    said = " ".join(text.split())
    if len(said) < SHORTEST:
        raise Refused(N_("Explain in a few words why the answers are right."))
    changes.add_explanation(
        work.ledger, text=said, patient_id=one.patient.id, rule=rule, evidence_hash=evidence,
        person_id=work.person.id, role=Role.COORDINATOR.value, at=work.now, key=key,
    )  # fmt: skip
    work.note("query.explained", patient=one.patient.id, role=Role.COORDINATOR, rule=rule)


def noticed(work: Work, reached: Iterable[Dossier]) -> tuple[Noticed, ...]:
    """Return what the rules notice, of each rule whose forms the person may read."""
    return told(work, ((one.patient, broken(one)) for one in reached))


def broken(one: Dossier) -> tuple[Finding, ...]:
    """Return the rules that a patient's signed answers break, whoever may know it."""
    return findings(one.work.study, _signed(one))


def told(
    work: Work, found: Iterable[tuple[Patient, tuple[Finding, ...]]], *, until: datetime | None = None
) -> tuple[Noticed, ...]:
    """Return what was found as far as the person may read the forms of each rule, with its explanations.

    What a rule says of the index test is told no sooner than the test itself. Explanations given after
    `until` are passed over.
    """
    wanted = [(patient, rules) for patient, rules in found if rules]
    given = changes.explanations_of(work.connection, [patient.id for patient, _ in wanted])
    known = (row for row in given if until is None or row.at <= until)
    explained = {(row.patient_id, row.rule, row.evidence_hash): row for row in known}
    return tuple(
        _noticed(patient, finding, explained)
        for patient, rules in wanted
        for finding in rules
        if all(reads(work, patient, form) for form in forms_of(work.study, finding.rule))
    )


def _noticed(
    patient: Patient, finding: Finding, explained: dict[tuple[int, str, str], ExplanationRow]
) -> Noticed:
    evidence = digest([finding.rule.id, finding.evidence])
    row = explained.get((patient.id, finding.rule.id, evidence))
    return Noticed(
        patient.handle, patient.number, finding.rule, finding.days, finding.evidence, evidence,
        Explained(row.text, row.person_name, row.at) if row else None,
    )  # fmt: skip


def _signed(one: Dossier) -> Signed:
    work, patient = one.work, one.patient
    days: dict[str, date] = {
        "enrolment": work.local_day(patient.enrolled_at),
        "planned": patient.planned_on,
        **({"release": work.local_day(patient.released_at)} if patient.released_at else {}),
        **{f"{form}.signed": work.local_day(given[0].at) for form, given in one.signatures.items()},
    }
    return Signed(one.last_signed(), days)


def forms_of(study: Study, rule: Rule) -> set[str]:
    """Return the forms that a rule looks at."""
    named = [rule.days.since, rule.days.until] if rule.days else []
    known = {row.form for row in study.schedule}
    return {name.partition(".")[0] for name in named} & known | {each.item.form for each in rule.when}
