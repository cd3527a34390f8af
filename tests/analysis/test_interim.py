"""What must still happen: the registered rule in integers (statistics plan, section 2)."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from fractions import Fraction

import pytest

from her2dash.analysis.interim import Verdict, needed, progress

TWO_THIRDS = Fraction(2, 3)


def test_the_needed_number_is_the_smallest_that_reaches_the_threshold_at_every_size() -> None:
    for planned in range(1, 2001):
        wanted = needed(planned, threshold=TWO_THIRDS)
        assert 3 * wanted >= 2 * planned > 3 * (wanted - 1)


def test_the_seventh_failure_of_twenty_makes_the_miss_certain_and_the_sixth_does_not() -> None:
    seventh = progress(planned=20, concordant=0, failed=7, threshold=TWO_THIRDS)
    sixth = progress(planned=20, concordant=0, failed=6, threshold=TWO_THIRDS)
    assert (seventh.verdict, sixth.verdict) == (Verdict.FAILURE_CERTAIN, Verdict.OPEN)
    assert (sixth.failures_allowed, sixth.best) == (0, Fraction(14, 20))


def test_the_fourteenth_concordant_patient_makes_success_certain() -> None:
    done = progress(planned=20, concordant=14, failed=0, threshold=TWO_THIRDS)
    assert (done.verdict, done.still_needed, done.failures_allowed) == (Verdict.SUCCESS_CERTAIN, 0, 6)
    assert done.worst == Fraction(14, 20)


def test_nobody_planned_has_no_verdict_and_no_bounds() -> None:
    none = progress(planned=0, concordant=0, failed=0, threshold=TWO_THIRDS)
    assert (none.verdict, none.worst, none.best) == (Verdict.NO_PATIENTS, None, None)


def test_more_closed_than_planned_is_refused() -> None:
    with pytest.raises(ValueError, match="15 concordant and 6 failed of 20"):
        progress(planned=20, concordant=15, failed=6, threshold=TWO_THIRDS)


@pytest.mark.parametrize(("failed", "verdict"), [(12, "open"), (13, "open"), (14, "failure_certain")])
def test_a_low_threshold_is_out_of_reach_only_when_too_few_are_left(failed: int, verdict: str) -> None:
    # A third of 20 is 7 patients: 13 may fail.
    assert progress(planned=20, concordant=0, failed=failed, threshold=Fraction(1, 3)).verdict == verdict


@pytest.mark.parametrize(("concordant", "failed"), [(-1, 0), (0, -1), (-1, 5), (15, 6)])
def test_counts_that_cannot_be_are_refused(concordant: int, failed: int) -> None:
    with pytest.raises(ValueError, match="of 20 planned"):
        progress(planned=20, concordant=concordant, failed=failed, threshold=Fraction(2, 3))


def test_a_progress_holds_its_inputs_and_nothing_else() -> None:
    found = progress(planned=20, concordant=1, failed=0, threshold=Fraction(2, 3))
    assert not hasattr(found, "__dict__")
    with pytest.raises(FrozenInstanceError):
        found.planned = 21  # type: ignore[misc]  # the point of the test


def test_what_may_still_fail_is_what_remains_beyond_what_is_needed() -> None:
    # 12 of 20 are closed, 10 of them concordant: 4 of the 8 remaining must be, the other 4 may fail.
    found = progress(planned=20, concordant=10, failed=2, threshold=TWO_THIRDS)
    assert (found.remaining, found.still_needed, found.failures_allowed) == (8, 4, 4)


def test_beyond_what_is_needed_nothing_more_is_wanted_and_beyond_reach_nothing_may_fail() -> None:
    more = progress(planned=20, concordant=16, failed=0, threshold=TWO_THIRDS)
    missed = progress(planned=20, concordant=0, failed=9, threshold=TWO_THIRDS)
    assert (more.still_needed, more.failures_allowed) == (0, 4)
    assert (missed.still_needed, missed.remaining, missed.failures_allowed) == (14, 11, 0)


def test_what_is_needed_can_be_asked_by_name() -> None:
    assert needed(planned=20, threshold=TWO_THIRDS) == 14
