"""From the cases of a study to its analysis data set."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.dataset import PLANS, Dataset, Lesion, Patient, Questionnaire
from her2dash.analysis.lacking import FIELDS
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call, Therapy

if TYPE_CHECKING:
    from her2dash.study.model import ItemRef, Study

T = TypeVar("T")

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
    return Extract(Cases.of(cases), groups, lesions)


class Extract(Dataset):
    """The data set of cases; its rows are made when somebody reads them, what is counted needs none."""

    _cases: Cases
    _groups: Mapping[str, str]
    _found: Mapping[str, Iterable[CaseLesion]]

    def __init__(
        self, cases: Cases, groups: Mapping[str, str], lesions: Mapping[str, Iterable[CaseLesion]]
    ) -> None:
        self.__dict__.update(_cases=cases, _groups=groups, _found=lesions)

    @cached_property
    def _ordered(self) -> list[Case]:
        return sorted(self._cases, key=lambda case: case.patient)

    @cached_property
    def patients(self) -> tuple[Patient, ...]:
        """The patients in the order of their numbers."""
        return tuple(
            Patient(
                case.patient, case.included, Call(case.index_call), Therapy(case.therapy), case.workup,
                case.biopsy, case.marker_total, case.marker_positive,
            )
            for case in self._ordered
        )  # fmt: skip

    @cached_property
    def lesions(self) -> tuple[Lesion, ...]:
        """The lesions of all patients."""
        return tuple(
            Lesion(case.patient, f"L{lesion.lesion}", lesion.site or "", lesion.uptake)
            for case in self._ordered
            for lesion in self._found.get(case.patient, ())
        )

    @cached_property
    def questionnaires(self) -> tuple[Questionnaire, ...]:
        """What was answered at each time, where anything was."""
        answers = (answer for case in self._ordered for answer in _answers(case, self._groups))
        return tuple(answer for answer in answers if (answer.confidence, answer.plan) != (None, None))

    def counted_confidence(self, *times: str) -> Counter[tuple[int, ...]]:
        """Return how many included patients told which confidence at these times, told at all of them."""
        return self._whole("confidence", times, lambda level: level)

    def counted_plans(self, *times: str) -> Counter[tuple[str, ...]]:
        """Return how many included patients had which plans at these times, one at all of them."""
        return self._whole("plan", times, self._groups.__getitem__)

    def _whole(self, what: str, times: Sequence[str], read: Callable[[Any], T]) -> Counter[tuple[T, ...]]:
        fields = tuple(FIELDS[what][time] for time in times)

        def told(case: Case) -> tuple[T, ...] | None:
            values = [getattr(case, field) for field in fields]
            whole = case.included and all(value is not None for value in values)
            return tuple(map(read, values)) if whole else None

        counts = self._cases.counted((*fields, "included"), told)
        return Counter({row: count for row, count in counts.items() if row is not None})


def _answers(case: Case, groups: Mapping[str, str]) -> Iterable[Questionnaire]:
    times = (
        ("pre", case.confidence_pre, case.plan_pre),
        ("post", case.confidence_post, case.plan_post),
        ("m3", case.confidence_later, case.plan_later),
    )
    for time, confidence, plan in times:
        yield Questionnaire(case.patient, time, confidence, groups[plan] if plan else None)
