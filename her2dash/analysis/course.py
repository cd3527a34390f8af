"""The primary endpoint patient by patient: how the count of concordant patients came to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from her2dash.analysis.cases import Case
from her2dash.analysis.concordance import Concordance
from her2dash.analysis.outcome import Outcome, outcome
from her2dash.analysis.posterior import Prior, priors
from her2dash.analysis.predictive import predictive_probability

MOST_STEPS, FEW_STEPS = 60, 12
"""A course is told in so many evenly spread steps; in few where there are many patients."""

MANY = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """One closed patient: the day on which nothing could change any more, and the counts after it."""

    patient: str
    outcome: Outcome
    on: date
    closed: int
    concordant: int


@dataclass(frozen=True, slots=True)
class Course:
    """The closed patients in the order of their days, then by number; the open ones in that of enrolment."""

    steps: tuple[Step, ...]
    open: tuple[str, ...]

    @property
    def few(self) -> tuple[Step, ...]:
        """The steps that are told: all, or evenly spread ones with the last."""
        every = max(1, len(self.steps) // (MOST_STEPS if len(self.steps) <= MANY else FEW_STEPS))
        return self.steps[::-1][::every][::-1]


def course(cases: Iterable[Case]) -> Course:
    """Return the course of the included patients.

    A patient is closed on the later of the days of test and decision; an equivocal or not evaluable test on
    its own day, a death, withdrawal or loss on the day on record. Where no day is known: enrolment.
    """
    of = [(case, outcome(case.index_call, case.therapy)) for case in cases if case.included]
    closed = sorted(
        ((_closed_on(case, kind), case.patient, kind) for case, kind in of if kind is not Outcome.OPEN),
        key=lambda one: one[:2],
    )
    waiting = sorted((case.enrolled_on, case.patient) for case, kind in of if kind is Outcome.OPEN)
    steps, concordant = [], 0
    for place, (day, patient, kind) in enumerate(closed, 1):
        concordant += kind is Outcome.CONCORDANT
        steps.append(Step(patient, kind, day, place, concordant))
    return Course(tuple(steps), tuple(patient for _, patient in waiting))


def _closed_on(case: Case, kind: Outcome) -> date:
    if kind in (Outcome.CONCORDANT, Outcome.DISCORDANT):
        days = [case.index_on, case.therapy_on]
    elif kind is Outcome.EQUIVOCAL:
        days = [case.index_on]
    else:
        days = [case.ended_on or case.therapy_on or case.index_on]
    return max((day for day in days if day is not None), default=case.enrolled_on)


@dataclass(frozen=True, slots=True)
class Predicted:
    """P(the rule is met at the end) after each told step, under a prior, and whether it was decided."""

    prior: str
    closed: tuple[int, ...]
    probability: tuple[float, ...]
    certain: tuple[bool, ...]


def predictions(result: Concordance, steps: Sequence[Step]) -> tuple[Predicted, ...]:
    """Return the predictive probability after each step under each of the plan's priors (Saville 2014).

    The first point is before any patient. Descriptive: the protocol plans no look and no stopping.
    """
    points = ((0, 0), *((step.closed, step.concordant) for step in steps))
    return tuple(_curve(result, prior, points) for prior in priors(result.threshold))


def _curve(result: Concordance, prior: Prior, points: Sequence[tuple[int, int]]) -> Predicted:
    told = [
        predictive_probability(
            concordant=x, closed=n, planned=result.planned, needed=result.needed, prior=prior
        )
        for n, x in points
    ]
    return Predicted(
        prior.name,
        tuple(closed for closed, _ in points),
        tuple(each.probability for each in told),
        tuple(each.certain for each in told),
    )
