"""What the protocol's rules notice: deviations to be listed, queries that wait for an explanation."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from her2dash.access import Permission, Role
from her2dash.actions.desk import Work
from her2dash.actions.door import action
from her2dash.actions.dossier import Dossier, dossier, dossiers
from her2dash.actions.rights import at_site, patient_of, reads_when_signed
from her2dash.actions.views import Explained, Noticed
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.store import changes, patients
from her2dash.store.canonical import digest
from her2dash.store.changes import ExplanationRow
from her2dash.study.findings import Finding, Signed, findings
from her2dash.study.rules import Rule

SHORTEST = 5


@action(Permission.SEE_PATIENTS)
def queries(work: Work) -> tuple[Noticed, ...]:
    """Return the queries that nobody has explained yet, over the patients that the person reaches."""
    work.looked_at("queries")
    reached = patients.all_patients(work.connection, scope=work.scope)
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
    wanted = tuple(reached)
    told = changes.explanations_of(work.connection, [one.patient.id for one in wanted])
    explained = {(row.patient_id, row.rule, row.evidence_hash): row for row in told}
    return tuple(
        _noticed(one, finding, explained)
        for one in wanted
        for finding in findings(work.study, _signed(one))
        if all(reads_when_signed(work, one.patient, form) for form in _forms(work, finding.rule))
    )


def _noticed(
    one: Dossier, finding: Finding, explained: dict[tuple[int, str, str], ExplanationRow]
) -> Noticed:
    evidence = digest([finding.rule.id, finding.evidence])
    row = explained.get((one.patient.id, finding.rule.id, evidence))
    return Noticed(
        one.patient.handle, one.patient.number, finding.rule, finding.days, finding.evidence, evidence,
        Explained(row.text or "", row.person_name, row.at) if row else None,
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


def _forms(work: Work, rule: Rule) -> set[str]:
    """Return the forms that a rule looks at."""
    named = [rule.days.since, rule.days.until] if rule.days else []
    known = {row.form for row in work.study.schedule}
    return {name.partition(".")[0] for name in named} & known | {each.item.form for each in rule.when}
