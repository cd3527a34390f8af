"""One row per patient, derived from signed answers by the roles of the study; no form is known by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from her2dash.analysis.answered import Answers, Facts, Value, answer_of, day_of, each, one
from her2dash.analysis.references import (
    biopsy,
    ended,
    marker,
    marker_positive,
    marker_total,
    workup,
)
from her2dash.analysis.states import Call, Therapy

if TYPE_CHECKING:
    from her2dash.study.model import ItemRef, Study


@dataclass(frozen=True, slots=True)
class Case:
    """One patient as the analysis sees it; codes are the study's, several of them joined by commas."""

    patient: str
    site: str
    dilemma: str
    enrolled_on: date
    included: bool
    index_call: str
    index_on: date | None
    therapy: str
    therapy_on: date | None
    released_on: date | None
    sealed_before: bool | None
    status_pre: str | None
    status_post: str | None
    plan_pre: str | None
    plan_post: str | None
    plan_later: str | None
    agents_pre: str | None
    agents_post: str | None
    agents_later: str | None
    drivers: str | None
    confidence_pre: int | None
    confidence_post: int | None
    confidence_later: int | None
    understanding: str | None
    changed: str | None
    tests_avoided: str | None
    tests_added: str | None
    as_intended: str | None
    why_not: str | None
    supported: str | None
    solved: str | None
    workup: str | None = None
    biopsy: str | None = None
    marker: str | None = None
    marker_total: int | None = None
    marker_positive: int | None = None
    ended: str | None = None
    ended_on: date | None = None


_PRE = ("status_pre", "plan_pre", "agents_pre")
_LATER = (
    "status_post", "plan_post", "plan_later", "agents_post", "agents_later", "drivers", "understanding",
    "changed", "tests_avoided", "tests_added", "as_intended", "why_not", "supported", "solved",
)  # fmt: skip


def case_of(study: Study, facts: Facts) -> Case:
    """Return the patient's row; a role that the study lacks, or an answer not given, is None or pending.

    Included is who had the tracer injected (a study without that role includes everyone enrolled).
    """
    roles, signed = study.roles, facts.signed
    before = facts.before_release if facts.released_on else signed
    return Case(
        patient=facts.patient,
        site=facts.site,
        dilemma=facts.dilemma,
        enrolled_on=facts.enrolled_on,
        included=_is_included(study, signed),
        index_call=index_call(study, answer_of(signed, roles.index_call)),
        index_on=day_of(signed, roles.index_scan),
        therapy=_therapy(study, signed),
        therapy_on=day_of(signed, roles.therapy_decided),
        released_on=facts.released_on,
        sealed_before=facts.sealed_before,
        confidence_pre=_level(study, before, roles.confidence_pre),
        confidence_post=_level(study, signed, roles.confidence_post),
        confidence_later=_level(study, signed, roles.confidence_later),
        **{role: _codes(before, getattr(roles, role)) for role in _PRE},
        **{role: _codes(signed, getattr(roles, role)) for role in _LATER},
        workup=workup(study, signed),
        biopsy=biopsy(study, signed),
        marker=marker(study, signed),
        marker_total=marker_total(study, signed),
        marker_positive=marker_positive(study, signed),
        ended=ended(study, signed),
        ended_on=day_of(signed, roles.ended_on),
    )


def _is_included(study: Study, signed: Answers) -> bool:
    """Tell whether the test had begun: by its own form, or by the form that ended the participation."""
    roles = study.roles
    if roles.index_injected is None or answer_of(signed, roles.index_injected) is not None:
        return True
    return one(answer_of(signed, roles.ended_injected)) in study.meanings.injected


def _therapy(study: Study, signed: Answers) -> Therapy:
    """Return the therapy; death, withdrawal or loss before a decision closes the patient at once."""
    found = _therapy_after_report(study, signed)
    over = ended(study, signed) in ("died", "withdrew", "lost")
    return Therapy.NOT_EVALUABLE if over and found == Therapy.PENDING else found


def is_closed(study: Study, signed: Answers) -> bool:
    """Tell whether the participation ended, or no decision can be made any more: nothing is due then."""
    return ended(study, signed) is not None or _therapy(study, signed) == Therapy.NOT_EVALUABLE


def closing_forms(study: Study) -> frozenset[str]:
    """Return the forms by which that is told."""
    roles = study.roles
    refs = (
        roles.ended, roles.therapy_outcome, roles.therapy_agents, roles.therapy_decided, roles.index_reported,
    )  # fmt: skip
    return frozenset(ref.form for ref in refs if ref is not None)


def _therapy_after_report(study: Study, signed: Answers) -> Therapy:
    """Return the therapy; one decided before the report is not subsequent to it: pending."""
    roles = study.roles
    found = therapy(study, answer_of(signed, roles.therapy_outcome), answer_of(signed, roles.therapy_agents))
    decided, reported = day_of(signed, roles.therapy_decided), day_of(signed, roles.index_reported)
    too_early = decided is not None and reported is not None and decided < reported
    return Therapy.PENDING if too_early and found != Therapy.NOT_EVALUABLE else found


def index_call(study: Study, code: Value | None) -> Call:
    """Return what a code of the index test means; without an answer, or a meaning, it is pending."""
    return Call(study.meanings.index_call.of(one(code)) or Call.PENDING)


def therapy(study: Study, code: Value | None, agents: Value | None) -> Therapy:
    """Return what a recorded decision means for the primary endpoint.

    A regimen counts by its agents, and stays pending while none is named: an empty row is never "none".
    Only "no decision will be made" (death, withdrawal, loss) is not evaluable.
    """
    meaning = study.meanings.therapy_outcome.of(one(code))
    if meaning == "regimen":
        return _regimen(study, agents)
    return {"none": Therapy.NO, "not_made": Therapy.NOT_EVALUABLE}.get(str(meaning), Therapy.PENDING)


def _regimen(study: Study, agents: Value | None) -> Therapy:
    if study.roles.therapy_agents is None:
        return Therapy.YES
    if not agents:
        return Therapy.PENDING
    codes = study.codelist(study.item(study.roles.therapy_agents).codes)
    wanted = codes.codes_in(study.meanings.anti_her2_group)
    return Therapy.NO if set(wanted).isdisjoint(each(agents)) else Therapy.YES


def _codes(answers: Answers, ref: ItemRef | None) -> str | None:
    value = answer_of(answers, ref)
    return ",".join(each(value)) if value else None


def _level(study: Study, answers: Answers, ref: ItemRef | None) -> int | None:
    """Return the position of a scale's answer in its code list, from 1."""
    value = one(answer_of(answers, ref))
    if ref is None or value is None:
        return None
    return study.codelist(study.item(ref).codes).position(value)
