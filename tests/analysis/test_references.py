"""What the test is compared with, derived from signed answers: work-up, tissue, cells, lesions, the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import FrozenInstanceError, replace

import pytest

from her2dash.analysis.references import (
    CaseLesion,
    biopsy,
    ended,
    lesions_of,
    marker,
    marker_positive,
    marker_total,
    workup,
)
from her2dash.analysis.states import Call
from her2dash.study.load import load_study

STUDY = load_study()


def samples(*told: str) -> Mapping[str, Mapping[str, str]]:
    """Return a work-up with a sample a word: its day, origin, local and central call."""
    given: dict[str, str] = {}
    for row, sample in enumerate(told, 1):
        day, origin, local, central = sample.split()
        given |= {f"samples:{row}": "row", f"sample_of:{row}": origin, f"sample_local:{row}": local}
        given |= {f"sample_central:{row}": central}
        given |= {} if day == "-" else {f"sample_on:{row}": day}
    return {"workup": given}


@pytest.mark.parametrize(
    ("told", "found"),
    [
        ((), None),
        (("2025-01-01 metastasis positive not_revised",), "positive"),
        (("2025-01-01 metastasis positive negative",), "negative"),  # the central call counts
        (("2025-01-01 metastasis equivocal not_determined",), "equivocal"),
        (("2025-01-01 first_primary positive positive",), None),  # a primary says nothing of metastases
        (("2025-01-01 local_recurrence negative not_revised",), "negative"),
        (("2024-01-01 metastasis positive positive", "2025-01-01 metastasis negative negative"), "negative"),
        (("2025-01-01 metastasis positive positive", "2024-01-01 metastasis negative negative"), "positive"),
        (("2025-01-01 metastasis not_determined not_revised", "2024-01-01 metastasis negative negative"),
         "negative"),  # the newest that has a result
        (("- metastasis positive positive", "2024-01-01 metastasis negative negative"), "negative"),
    ],
)  # fmt: skip
def test_the_newest_sample_of_the_present_disease_that_has_a_result_counts(
    told: tuple[str, ...], found: str | None
) -> None:
    assert biopsy(STUDY, samples(*told)) == found


@pytest.mark.parametrize(
    ("code", "means"),
    [
        ("positive", "positive"),
        ("negative", "negative"),
        ("equivocal", "equivocal"),
        ("discordant", "equivocal"),
        ("unknown", "unknown"),
        (None, None),
    ],
)
def test_a_discordant_work_up_is_equivocal(code: str | None, means: str | None) -> None:
    assert workup(STUDY, {"workup": {"conclusion": code}}) == means


@pytest.mark.parametrize(
    ("given", "state", "total", "positive"),
    [
        ({}, None, None, None),
        ({"state": "not_done"}, "not_done", None, None),
        ({"state": "failed"}, "failed", None, None),
        ({"state": "not_detected"}, "not_detected", 0, 0),
        ({"state": "detected", "total": "9", "her2_0": "7", "her2_3": "2"}, "detected", 9, 2),
        ({"state": "detected", "total": "3", "her2_0": "3", "her2_3": "0"}, "detected", 3, 0),
        ({"state": "detected", "total": "3"}, "detected", 3, None),
    ],
)
def test_detected_not_detected_not_done_and_failed_are_four_things(
    given: dict[str, str], state: str | None, total: int | None, positive: int | None
) -> None:
    signed = {"ctc": given}
    found = marker(STUDY, signed), marker_total(STUDY, signed), marker_positive(STUDY, signed)
    assert found == (state, total, positive)


def test_which_cells_are_positive_is_the_studys_rule() -> None:
    assert STUDY.marker is not None
    signed = {"ctc": {"state": "detected", "total": "9", "her2_2": "4", "her2_3": "2"}}
    ref = STUDY.marker.positive[0]
    wider = STUDY.marker.model_copy(update={"positive": (ref, ref._replace(item="her2_2"))})
    assert marker_positive(STUDY.model_copy(update={"marker": wider}), signed) == 6
    assert marker_positive(STUDY.model_copy(update={"marker": None}), signed) is None


def test_lesions_have_site_call_and_uptake_and_a_missing_uptake_is_no_zero() -> None:
    signed = {
        "pet": {
            "lesions:1": "row", "lesion_site:1": "bone", "lesion_visual:1": "4", "lesion_suvmax:1": "12.5",
            "lesions:3": "row", "lesion_site:3": "liver", "lesion_visual:3": "2",
            "lesion_suvmax:3~none": "not_done", "lesions:4": "row", "lesion_site:4": "brain",
        }
    }  # fmt: skip
    assert lesions_of(STUDY, signed) == (
        CaseLesion(1, "bone", Call.POSITIVE, 12.5),
        CaseLesion(3, "liver", Call.NEGATIVE, None),
        CaseLesion(4, "brain", Call.PENDING, None),
    )
    assert lesions_of(STUDY, {}) == ()
    assert replace(CaseLesion(1, "bone", Call.POSITIVE, 1.0), uptake=None).uptake is None


@pytest.mark.parametrize(
    ("code", "means"),
    [
        ("died", "died"),
        ("withdrew", "withdrew"),
        ("lost", "lost"),
        ("not_injected", "not_included"),
        (None, None),
    ],
)
def test_an_ended_participation_is_known_by_its_kind(code: str | None, means: str | None) -> None:
    assert ended(STUDY, {"status": {"ended": code}}) == means


def test_a_lesion_holds_its_columns_and_nothing_can_be_changed() -> None:
    found = CaseLesion(1, "bone", Call.POSITIVE, 12.5)
    assert not hasattr(found, "__dict__")
    with pytest.raises(FrozenInstanceError):
        found.uptake = 0.0  # type: ignore[misc]  # the point of the test
