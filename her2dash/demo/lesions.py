"""The lesions of an invented patient: what is seen in each, and how much of them takes the tracer up."""

from __future__ import annotations

from typing import Any

from her2dash.demo.chance import Chance
from her2dash.demo.invented import Invented

_SITES = {
    "bone": 0.35, "liver": 0.2, "lymph_node": 0.2, "lung": 0.1, "brain": 0.03, "breast": 0.05, "skin": 0.03,
    "pleura": 0.04,
}  # fmt: skip
_HIGH, _LOW = {"4": 0.65, "3": 0.35}, {"1": 0.55, "2": 0.45}
_UPTAKE = {"1": 2.2, "2": 4.2, "3": 8.0, "4": 15.0}  # middle SUVmax of each class
_UNUSUAL = 40
_LOADS = {
    "positive": {"entire": 0.4, "dominant": 0.6},
    "negative": {"none": 0.6, "minor": 0.4},
}


def lesions_of(who: Invented, chance: Chance) -> list[dict[str, Any]]:
    """Return up to six lesions, most of which agree with the call for the patient as a whole."""
    number = chance.one_of({1: 0.15, 2: 0.25, 3: 0.25, 4: 0.15, 5: 0.12, 6: 0.08})
    return [_lesion(who, chance, first=n == 0) for n in range(number)]


def load_of(who: Invented, chance: Chance) -> str:
    """Return how much of the tumour load takes the tracer up."""
    return chance.one_of(_LOADS.get(who.call, {"unknown": 1.0}))


def _lesion(who: Invented, chance: Chance, *, first: bool) -> dict[str, Any]:
    agrees = first or chance.happens(0.85 if who.call == "positive" else 0.97)
    high = (who.call == "positive") is agrees if who.call != "equivocal" else chance.happens(0.5)
    seen = chance.one_of(_HIGH if high else _LOW)
    uptake = min(chance.around(_UPTAKE[seen], 1.35), 150)
    measured = chance.happens(0.97)
    return {
        "lesion_site": chance.one_of(_SITES),
        "lesion_visual": seen,
        "lesion_suvmax": f"{uptake:.1f}" if measured else "",
        "lesion_suvmax~why": "Measured twice" if measured and round(uptake, 1) > _UNUSUAL else "",
        "lesion_suvmax~none": "" if measured else "unknown",
        "lesion_fdg": chance.one_of({"yes": 0.8, "no": 0.1, "not_done": 0.1}),
    }
