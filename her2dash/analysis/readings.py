"""The three sensitivity readings of equivocal index calls: as positive, as negative, left out."""

from __future__ import annotations

from dataclasses import dataclass

from her2dash.analysis.interim import Progress, Verdict, progress
from her2dash.analysis.outcome import Outcome, Table, count
from her2dash.analysis.proportion import Proportion, proportion
from her2dash.analysis.states import Call, Therapy


@dataclass(frozen=True, slots=True)
class Reading:
    """What the rule would say under another reading of the equivocal calls."""

    name: str
    included: int
    progress: Progress

    @property
    def concordant(self) -> int:
        """How many patients are concordant under this reading."""
        return self.progress.concordant

    @property
    def share(self) -> Proportion:
        """Concordant of the included patients that this reading keeps."""
        return proportion(self.concordant, self.included, confidence=0.95)

    @property
    def verdict(self) -> Verdict:
        """Where the rule stands under this reading."""
        return self.progress.verdict


def readings(table: Table, state: Progress, *, final: bool) -> tuple[Reading, ...]:
    """Return the three readings of a table whose primary reading is `state`.

    Read as positive or negative, an equivocal patient whose therapy is pending is open until the end
    (`final`). Not evaluable calls are never read as anything else; patients lost before a decision stay not
    concordant.
    """
    included, equivocal = sum(table.values()), count(table)[Outcome.EQUIVOCAL]
    with_therapy = table[Call.EQUIVOCAL, Therapy.YES]
    without = table[Call.EQUIVOCAL, Therapy.NO]
    waiting = 0 if final else table[Call.EQUIVOCAL, Therapy.PENDING]
    return (
        Reading("equivocal_as_positive", included, _moved(state, gained=with_therapy, opened=waiting)),
        Reading("equivocal_as_negative", included, _moved(state, gained=without, opened=waiting)),
        Reading("equivocal_excluded", included - equivocal, _moved(state, dropped=equivocal)),
    )


def _moved(state: Progress, *, gained: int = 0, opened: int = 0, dropped: int = 0) -> Progress:
    return progress(
        planned=state.planned - dropped,
        concordant=state.concordant + gained,
        failed=state.failed - gained - opened - dropped,
        threshold=state.threshold,
    )
