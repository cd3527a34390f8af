"""The sensitivity readings of equivocal calls: what is certain under them, and what is still open."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from her2dash.analysis.interim import Verdict
from her2dash.analysis.readings import Reading

from .test_concordance import endpoint


def read(text: str, *, final: bool = False) -> dict[str, Reading]:
    return {each.name: each for each in endpoint(text, final=final).readings}


def test_an_equivocal_patient_whose_therapy_is_pending_is_open_when_read_as_something_else() -> None:
    text = "11*+y 6*+n 3*e?"
    assert endpoint(text).verdict is Verdict.FAILURE_CERTAIN
    assert endpoint(text).flips
    for name in ("equivocal_as_positive", "equivocal_as_negative"):
        state = read(text)[name].progress
        assert (state.concordant, state.failed, state.remaining, state.verdict) == (11, 6, 3, Verdict.OPEN)
        # at the end who is open is not concordant
        assert read(text, final=True)[name].verdict is Verdict.FAILURE_CERTAIN


def test_an_equivocal_patient_with_a_therapy_or_none_to_come_is_not_open() -> None:
    found = read("2*ey 3*en 4*e? 5*ed")
    states = [(each.progress.concordant, each.progress.failed) for each in found.values()]
    # lost before a decision, the five are failed whatever the reading
    assert states == [(2, 3 + 5), (3, 2 + 5), (0, 5)]


def test_a_reading_holds_its_numbers_and_nothing_can_be_changed() -> None:
    found = read("2*+y ey")["equivocal_as_positive"]
    assert (found.concordant, found.included) == (3, 3)
    assert not hasattr(found, "__dict__")
    with pytest.raises(FrozenInstanceError):
        found.included = 4  # type: ignore[misc]  # the point of the test
