"""The analysis data set: patients, lesions and questionnaires, as three files hold them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeVar

from her2dash.analysis.states import Call, Therapy

PLANS = ("anti_her2", "chemo", "endocrine", "other")
CONVENTIONAL = ("positive", "negative", "equivocal", "unknown")
BIOPSY = ("positive", "negative", "equivocal")
TIMES = ("pre", "post", "m3")
POINTS = 5
"""The points of the scale on which confidence is told."""


T = TypeVar("T")


class Patient(NamedTuple):
    """A row of patients.csv: an empty test result or therapy is pending, any other empty cell missing."""

    patient_id: str
    included: bool
    pet_result: Call = Call.PENDING
    anti_her2_therapy: Therapy = Therapy.PENDING
    conventional_her2: str | None = None
    biopsy_her2: str | None = None
    ctc_count: int | None = None
    ctc_her2_pos: int | None = None


class Lesion(NamedTuple):
    """A row of lesions.csv."""

    patient_id: str
    lesion_id: str
    site: str
    suvmax: float | None = None


class Questionnaire(NamedTuple):
    """A row of questionnaires.csv: one patient's answers at one time."""

    patient_id: str
    timepoint: str
    confidence: int | None = None
    plan: str | None = None


@dataclass(frozen=True)
class Dataset:
    """The patients with what is known of them; lookups are made once."""

    patients: tuple[Patient, ...]
    lesions: tuple[Lesion, ...]
    questionnaires: tuple[Questionnaire, ...]

    @cached_property
    def included(self) -> tuple[Patient, ...]:
        """The patients who count: those included."""
        return tuple(patient for patient in self.patients if patient.included)

    @cached_property
    def called(self) -> tuple[Patient, ...]:
        """The included patients whose test is positive or negative."""
        return tuple(p for p in self.included if p.pet_result in (Call.POSITIVE, Call.NEGATIVE))

    @cached_property
    def measured(self) -> tuple[Lesion, ...]:
        """The measured lesions of included patients."""
        known = {patient.patient_id for patient in self.included}
        return tuple(each for each in self.lesions if each.patient_id in known and each.suvmax is not None)

    @cached_property
    def suvmax(self) -> Mapping[str, float]:
        """The highest uptake of each patient with a measured lesion, every site counted."""
        highest: dict[str, float] = {}
        for lesion in self.measured:
            value = lesion.suvmax or 0.0
            highest[lesion.patient_id] = max(value, highest.get(lesion.patient_id, value))
        return highest

    @cached_property
    def confidence(self) -> Mapping[str, Mapping[str, int]]:
        """For each time the confidence of each patient who told it."""
        return {
            time: {
                q.patient_id: q.confidence
                for q in self.questionnaires
                if q.timepoint == time and q.confidence is not None
            }
            for time in TIMES
        }

    @cached_property
    def plans(self) -> Mapping[str, Mapping[str, str]]:
        """For each time the plan of each patient for whom there was one."""
        return {
            time: {q.patient_id: q.plan for q in self.questionnaires if q.timepoint == time and q.plan}
            for time in TIMES
        }

    def counted_confidence(self, *times: str) -> Counter[tuple[int, ...]]:
        """Return how many included patients told which confidence at these times, told at all of them."""
        return self._counted([self.confidence[time] for time in times])

    def counted_plans(self, *times: str) -> Counter[tuple[str, ...]]:
        """Return how many included patients had which plans at these times, one at all of them."""
        return self._counted([self.plans[time] for time in times])

    def _counted(self, told: Sequence[Mapping[str, T]]) -> Counter[tuple[T, ...]]:
        who = self.in_order(set(told[0]).intersection(*told[1:]))
        return Counter(tuple(each[patient] for each in told) for patient in who)

    def in_order(self, who: Iterable[str]) -> tuple[str, ...]:
        """Return those of the included patients who are named, in the order of the file."""
        wanted = set(who)
        return tuple(p.patient_id for p in self.included if p.patient_id in wanted)
