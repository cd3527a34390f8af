"""What the signed data of a study say at a moment, of a subset of its patients; asked for part by part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from her2dash.analysis.alike import Cases
from her2dash.analysis.cohort import Cohort, cohort
from her2dash.analysis.concordance import Concordance, concordance
from her2dash.analysis.course import Course, course
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.definitions import concordance_by_lesions
from her2dash.analysis.extract import dataset_of, plan_groups
from her2dash.analysis.gof_kappa import IntraclassKappa, goodness_of_fit_kappa
from her2dash.analysis.outlook import Outlook, outlook
from her2dash.analysis.overview import Overview, overview
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.subset import Definition, Subset, quarters
from her2dash.analysis.trial import SECONDARY
from her2dash.analysis.trial_agreement import therapy_table
from her2dash.analysis.trial_family import family
from her2dash.analysis.trial_plan import AnalysisPlan
from her2dash.analysis.trial_primary import primary

if TYPE_CHECKING:
    from her2dash.study.model import Study


@dataclass(frozen=True)
class Findings:
    """The cases of a subset as of a moment, and every result of them, computed when a page first asks.

    `cases` are the enrolled patients, the included ones among them, their test read by the subset's
    definition; `read` the same with the reader's result; `lesions` those of each patient by number.
    `as_of` is the data cut, `today` its day in the study's zone. `complete` says that the study has all its
    patients and forms: nothing is so far then.
    """

    study: Study
    subset: Subset
    cases: Cases
    read: Cases
    lesions: Mapping[str, tuple[CaseLesion, ...]]
    as_of: datetime
    today: date
    data_version: int
    complete: bool = False

    @cached_property
    def included(self) -> Cases:
        """The included patients: everything but enrolment speaks of them."""
        return self.cases.those(("included",), attrgetter("included"))

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """The quarters in which somebody was enrolled."""
        return quarters(self.cases)

    @cached_property
    def plan(self) -> AnalysisPlan:
        """The constants of the analysis; of a subset no more patients are planned than it has."""
        planned = self.study.target if self.subset.everybody else 0
        study = self.study
        return AnalysisPlan(planned, self.complete, study.threshold, exact_up_to=study.exact_up_to)

    @cached_property
    def dataset(self) -> Dataset:
        """The analysis data set, the one that `her2dash export analysis-data` writes."""
        return dataset_of(self.cases, groups=plan_groups(self.study), lesions=self.lesions)

    @cached_property
    def endpoint(self) -> Concordance:
        """The primary endpoint."""
        plan = self.plan
        return concordance(self.cases, target=plan.planned, threshold=plan.threshold, final=plan.final)

    @cached_property
    def by_definition(self) -> dict[Definition, Concordance]:
        """The primary endpoint under each definition of a positive test, whichever the subset has."""
        target, threshold = self.plan.planned, self.plan.threshold
        calls = {who: {one.call for one in of} for who, of in self.lesions.items()}
        return {
            Definition.READER: concordance(self.read, target=target, threshold=threshold),
            Definition.ANY_LESION: concordance_by_lesions(
                self.read, calls, target=target, threshold=threshold
            ),
        }

    @cached_property
    def course(self) -> Course:
        """The included patients in the order in which they were closed."""
        return course(self.included)

    @cached_property
    def therapy_kappa(self) -> IntraclassKappa:
        """Kappa of test and therapy with the interval that does not collapse (Donner & Eliasziw 1992)."""
        return goodness_of_fit_kappa(therapy_table(self.dataset), confidence=self.plan.confidence)

    @cached_property
    def outlook(self) -> Outlook:
        """What may still come of the primary endpoint."""
        return outlook(self.endpoint)

    @cached_property
    def overview(self) -> Overview:
        """Enrolment and states in counts."""
        return overview(self.cases, target=self.study.target)

    @cached_property
    def cohort(self) -> Cohort:
        """The included patients in numbers."""
        meanings, study = self.study.meanings, self.study
        return cohort(
            self.cases,
            dilemmas=[code.code for code in study.codelist(study.dilemmas).codes],
            improved=meanings.improved,
            supported=meanings.supported,
        )

    @cached_property
    def _sections(self) -> dict[str, object]:
        return {}

    def section(self, name: str) -> object:
        """Return a section of the analysis under its name in `her2dash analyse --json`."""
        if name not in self._sections:
            self._sections[name] = self._computed(name)
        return self._sections[name]

    def _computed(self, name: str) -> object:
        if name in SECONDARY:
            return SECONDARY[name](self.dataset, self.plan)
        if name == "secondary_family":
            return family({each: self.section(each) for each in SECONDARY})
        return primary(self.endpoint)[name]
