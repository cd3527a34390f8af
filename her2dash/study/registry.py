"""The study as a registry: the same protocol and forms at more sites, for more patients. A demo shows one."""

from __future__ import annotations

from hashlib import sha256
from math import ceil

from her2dash.study.model import Site, Study

# Nobody knows these places from a map.
_PLACES = (
    "Lyonesse", "Thule", "Arcadia", "Camelot", "Cockaigne", "Elysium", "Hyperborea", "Lemuria", "Ys",
    "Brigadoon", "Shangri-La", "Laputa", "Lilliput", "Erewhon", "Ruritania", "Cibola", "Zerzura", "Kitezh",
    "Agartha", "Xanadu",
)  # fmt: skip
_HOUSES = ("General Hospital", "Medical Centre", "Cancer Clinic", "Academic Hospital", "Teaching Hospital")

_AT_A_SITE = 50
_MOST_SITES = 99  # codes of two figures


def as_registry(study: Study, patients: int) -> Study:
    """Return the study with sites enough for these patients, who are four fifths of those planned."""
    wanted = min(max(ceil(patients / _AT_A_SITE), len(study.sites)), _MOST_SITES)
    return study.model_copy(
        update={
            "sites": (*study.sites, *_more(study.sites, wanted - len(study.sites))),
            "target": ceil(patients * 5 / 4),
            "digest": sha256(f"{study.digest} {patients}".encode()).hexdigest(),
        }
    )


def _more(sites: tuple[Site, ...], n: int) -> tuple[Site, ...]:
    used = {site.code for site in sites}
    free = [f"{code:02}" for code in range(1, _MOST_SITES + 1) if f"{code:02}" not in used]
    return tuple(Site(code=code, name=f"{_name(place)} (invented)") for place, code in enumerate(free[:n]))


def _name(n: int) -> str:
    return f"{_PLACES[n % len(_PLACES)]} {_HOUSES[n // len(_PLACES)]}"
