"""What the index test is compared with: the standard work-up, tissue, the marker; and its own lesions."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from her2dash.analysis.answered import Answers, Value, answer_of, one, rows_of
from her2dash.analysis.states import Call

if TYPE_CHECKING:
    from her2dash.study.model import Study


@dataclass(frozen=True, slots=True)
class CaseLesion:
    """A lesion of the index test: its row in the form, where it lies, its visual call and its uptake."""

    lesion: int
    site: str | None
    call: Call
    uptake: float | None


def workup(study: Study, signed: Answers) -> str | None:
    """Return what the standard work-up concludes, without the index test; None while it is not signed."""
    return study.meanings.workup_conclusion.of(one(answer_of(signed, study.roles.workup_conclusion)))


def biopsy(study: Study, signed: Answers) -> str | None:
    """Return the HER2 result of the newest sample of the present disease that has one.

    The central call counts where there is one, else the local. Samples of a primary tumour say nothing of
    the metastases. (Proposed: the trial's own choice among several samples was not published.)
    """
    found = [
        (str(rows_of(signed, study.roles.sample_on).get(row, "")), row, call)
        for row, origin in rows_of(signed, study.roles.sample_of).items()
        if origin in study.meanings.metastasis and (call := _sample_call(study, signed, row))
    ]
    return max(found)[2] if found else None


def _sample_call(study: Study, signed: Answers, row: int) -> str | None:
    roles, meanings = study.roles, study.meanings
    central = meanings.sample_central.of(one(rows_of(signed, roles.sample_central).get(row)))
    local = meanings.sample_local.of(one(rows_of(signed, roles.sample_local).get(row)))
    called = [call for call in (central, local) if call not in (None, "undetermined")]
    return called[0] if called else None


def marker(study: Study, signed: Answers) -> str | None:
    """Return whether the marker was detected, not detected, not done or failed; None while not signed."""
    return study.meanings.marker_state.of(one(answer_of(signed, study.roles.marker_state)))


def marker_total(study: Study, signed: Answers) -> int | None:
    """Return how many cells were found: none where none was detected, unknown where nothing was analysed."""
    state = marker(study, signed)
    if state == "not_detected":
        return 0
    return _count(answer_of(signed, study.roles.marker_total)) if state == "detected" else None


def marker_positive(study: Study, signed: Answers) -> int | None:
    """Return how many cells are positive by the study's rule: none where none was found.

    Without an analysis nothing is known. Whether there was a cell to look at says `marker_total`.
    """
    if study.marker is None or marker(study, signed) != "detected":
        return 0 if marker(study, signed) == "not_detected" else None
    counts = [_count(answer_of(signed, ref)) for ref in study.marker.positive]
    return None if None in counts else sum(count or 0 for count in counts)


def ended(study: Study, signed: Answers) -> str | None:
    """Return how the participation ended: died, withdrew, lost, not included; None while it goes on."""
    return study.meanings.ended.of(one(answer_of(signed, study.roles.ended)))


def lesions_of(study: Study, signed: Answers) -> tuple[CaseLesion, ...]:
    """Return the lesions of the index test; one without a visual class is pending."""
    roles, meaning = study.roles, study.meanings.lesion_visual
    sites, classes, uptakes = (
        rows_of(signed, ref) for ref in (roles.lesion_site, roles.lesion_visual, roles.lesion_uptake)
    )
    rows = sorted({*sites, *classes, *uptakes})
    calls = {row: Call(meaning.of(one(classes.get(row))) or Call.PENDING) for row in rows}
    return tuple(CaseLesion(row, one(sites.get(row)), calls[row], _number(uptakes.get(row))) for row in rows)


def _number(value: Value | None) -> float | None:
    return float(value) if isinstance(value, str) else None


def _count(value: Value | None) -> int | None:
    return int(Decimal(value)) if isinstance(value, str) else None
