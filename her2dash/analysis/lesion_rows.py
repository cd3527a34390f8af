"""The lesions of each patient, the patient with the highest uptake first."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from her2dash.analysis.cases import Case
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call


class Measured(NamedTuple):
    """A lesion with its uptake, and whether its site has one of its own."""

    site: str
    call: Call
    uptake: float
    at_own: bool


class LesionRow(NamedTuple):
    """A patient's measured lesions, the highest first."""

    patient: str
    call: Call
    lesions: tuple[Measured, ...]

    @property
    def highest(self) -> Measured:
        """The lesion with the highest uptake; of equally high ones the first site by its code."""
        return self.lesions[0]


def lesion_rows(
    cases: Iterable[Case], lesions: Mapping[str, Iterable[CaseLesion]], own_uptake: Collection[str]
) -> tuple[LesionRow, ...]:
    """Return the cases with a measured lesion; `lesions` holds those of each patient by number.

    `own_uptake` are the codes of the sites that take up the tracer by themselves.
    """
    rows = []
    for case in cases:
        known = (
            Measured(each.site or "", each.call, each.uptake, each.site in own_uptake)
            for each in lesions.get(case.patient, ())
            if each.uptake is not None
        )
        if highest_first := tuple(sorted(known, key=lambda lesion: (-lesion.uptake, lesion.site))):
            rows.append(LesionRow(case.patient, Call(case.index_call), highest_first))
    return tuple(sorted(rows, key=lambda row: (-row.highest.uptake, row.patient)))
