"""From the cases of a study to its analysis data set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from her2dash.analysis.cases import Case
from her2dash.analysis.dataset import PLANS, Dataset, Lesion, Patient, Questionnaire
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call, Therapy

if TYPE_CHECKING:
    from her2dash.study.model import ItemRef, Study

TESTED, OTHER = PLANS[0], PLANS[-1]


def plan_groups(study: Study) -> dict[str, str]:
    """Return for every code of a plan the group that the analysis puts it in; without one: other.

    The therapy that the test is about is called by the study as it likes (`meanings.anti_her2_group`).
    """
    refs: tuple[ItemRef | None, ...] = (study.roles.plan_pre, study.roles.plan_post, study.roles.plan_later)
    groups: dict[str, str] = {}
    for ref in refs:
        for code in study.codelist(study.item(ref).codes).codes if ref else ():
            groups[code.code] = _group(code.group, study.meanings.anti_her2_group)
    return groups


def _group(named: str | None, tested: str) -> str:
    if named == tested:
        return TESTED
    return named if named in PLANS[1:] else OTHER


def dataset_of(
    cases: Iterable[Case], *, groups: Mapping[str, str], lesions: Mapping[str, Iterable[CaseLesion]]
) -> Dataset:
    """Return the analysis data set of a study's cases, patients in the order of their numbers.

    `lesions` holds the lesions of each patient by number. A patient without an answer at a time has no row
    for it; work-up, tissue and cells are missing until the study has recorded them.
    """
    ordered = sorted(cases, key=lambda case: case.patient)
    patients = tuple(
        Patient(
            case.patient, case.included, Call(case.index_call), Therapy(case.therapy), case.workup,
            case.biopsy, case.marker_total, case.marker_positive,
        )
        for case in ordered
    )  # fmt: skip
    found = tuple(
        Lesion(case.patient, f"L{lesion.lesion}", lesion.site or "", lesion.uptake)
        for case in ordered
        for lesion in lesions.get(case.patient, ())
    )
    answers = (answer for case in ordered for answer in _answers(case, groups))
    told = tuple(answer for answer in answers if (answer.confidence, answer.plan) != (None, None))
    return Dataset(patients, found, told)


def _answers(case: Case, groups: Mapping[str, str]) -> Iterable[Questionnaire]:
    times = (
        ("pre", case.confidence_pre, case.plan_pre),
        ("post", case.confidence_post, case.plan_post),
        ("m3", case.confidence_later, case.plan_later),
    )
    for time, confidence, plan in times:
        yield Questionnaire(case.patient, time, confidence, groups[plan] if plan else None)
