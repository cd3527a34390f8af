"""The primary endpoint: does the therapy follow the index test, as a share of all included patients."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from her2dash.analysis.cases import Case
from her2dash.analysis.distributions import at_least
from her2dash.analysis.interim import Progress, Verdict, progress
from her2dash.analysis.outcome import Outcome, Table, count
from her2dash.analysis.proportion import Proportion, proportion
from her2dash.analysis.readings import Reading, readings
from her2dash.analysis.result import Interval
from her2dash.analysis.states import Call, Therapy


@dataclass(frozen=True, slots=True)
class Concordance:
    """The primary endpoint with everything that stands beside its number.

    `observed` is concordant of included: during recruitment a floor, not an estimate. `worst` and `best`
    settle every undetermined patient against and for the rule; `evaluable` leaves them out.
    """

    target: int
    threshold: Fraction
    final: bool
    confidence: float
    table: Table
    counts: Mapping[Outcome, int]
    progress: Progress
    observed: Proportion
    evaluable: Proportion
    best: Proportion
    p_value: float | None
    readings: tuple[Reading, ...]

    @property
    def included(self) -> int:
        """How many patients are included: the denominator of the decision."""
        return self.observed.total

    @property
    def concordant(self) -> int:
        """How many patients' therapy followed the index test."""
        return self.counts[Outcome.CONCORDANT]

    @property
    def discordant(self) -> int:
        """How many patients' therapy went against the index test."""
        return self.counts[Outcome.DISCORDANT]

    @property
    def equivocal(self) -> int:
        """How many patients have an equivocal call, and count as not concordant."""
        return self.counts[Outcome.EQUIVOCAL]

    @property
    def not_evaluable(self) -> int:
        """How many have a call that is not evaluable or were lost before a decision."""
        return self.counts[Outcome.NOT_EVALUABLE]

    @property
    def open(self) -> int:
        """How many included patients still lack their call or their decision."""
        return self.counts[Outcome.OPEN]

    @property
    def closed(self) -> int:
        """How many included patients cannot change any more; at the end all of them."""
        return self.progress.concordant + self.progress.failed

    @property
    def worst(self) -> Proportion:
        """Concordant of included: the rate if nobody open turns out concordant."""
        return self.observed

    @property
    def estimate(self) -> float | None:
        """The share of included patients that is concordant so far; None without an included patient."""
        return self.observed.estimate

    @property
    def interval(self) -> Interval:
        """The exact interval of the share."""
        return self.observed.interval

    @property
    def evaluable_interval(self) -> Interval:
        """The exact interval of the share among evaluable patients."""
        return self.evaluable.interval

    @property
    def planned(self) -> int:
        """The number the rule is about: included at the end, before it the larger of target and included."""
        return self.progress.planned

    @property
    def needed(self) -> int:
        """How many concordant patients the rule wants."""
        return self.progress.needed

    @property
    def still_needed(self) -> int:
        """How many more concordant patients the rule wants."""
        return self.progress.still_needed

    @property
    def remaining(self) -> int:
        """How many patients of the planned number are not closed."""
        return self.progress.remaining

    @property
    def verdict(self) -> Verdict:
        """Where the registered rule stands."""
        return self.progress.verdict

    @property
    def too_few(self) -> bool:
        """Whether n is too small for an interval to be shown."""
        return self.observed.too_few

    @property
    def flips(self) -> bool:
        """Whether any reading of the equivocal calls changes the verdict."""
        return any(reading.verdict != self.verdict for reading in self.readings)


def concordance(
    cases: Iterable[Case], *, target: int, threshold: Fraction, final: bool = False, confidence: float = 0.95
) -> Concordance:
    """Return the primary endpoint of the included patients, its rule in integers and its exact interval.

    The registered rule is a point estimate against the threshold; the interval is Clopper & Pearson 1934,
    the bounds Horowitz & Manski 2000, `p_value` the exact one-sided binomial against the threshold. At the
    end (`final`) an open patient counts as not concordant. Without an included patient there is no estimate
    and the interval is [0, 1].
    """
    pairs = Counter((c.index_call, c.therapy) for c in cases if c.included)
    if unknown := set(pairs) - {(call, therapy) for call in Call for therapy in Therapy}:
        raise ValueError(f"unknown call and therapy: {sorted(unknown)}")
    table = {(call, therapy): pairs[call, therapy] for call in Call for therapy in Therapy}
    return from_table(table, target=target, threshold=threshold, final=final, confidence=confidence)


def from_table(
    table: Table, *, target: int, threshold: Fraction, final: bool, confidence: float
) -> Concordance:
    """Return the primary endpoint from the counts of call by therapy of the included patients."""
    counts, included = count(table), sum(table.values())
    x, failed_pairs = counts[Outcome.CONCORDANT], counts[Outcome.DISCORDANT]
    closed = included if final else included - counts[Outcome.OPEN]
    planned = included if final else max(target, included)
    # A patient lost before a decision is decided: never concordant, not even in the best case.
    lost = sum(table[call, Therapy.NOT_EVALUABLE] for call in Call)
    state = progress(planned=planned, concordant=x, failed=closed - x, threshold=threshold)
    return Concordance(
        target=target,
        threshold=threshold,
        final=final,
        confidence=confidence,
        table=table,
        counts=counts,
        progress=state,
        observed=proportion(x, included, confidence=confidence),
        evaluable=proportion(x, x + failed_pairs, confidence=confidence),
        best=proportion(included - failed_pairs - lost, included, confidence=confidence),
        p_value=at_least(x, included, float(threshold)) if included else None,
        readings=readings(table, state, final=final),
    )
