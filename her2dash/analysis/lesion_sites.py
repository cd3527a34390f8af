"""The measured lesions by the site where they lie, and the patients by the site of their highest one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from her2dash.analysis.dataset import Dataset
from her2dash.analysis.table import Frozen
from her2dash.analysis.uptake_cells import UPTAKE_EDGES, classified


@dataclass(frozen=True, slots=True)
class LesionSites:
    """What lies where; a lesion of which no site is told lies at "".

    `highest_at` are the patients whose highest lesion lies at a site, `without` those with no measured one.
    The sites `with_own` take up the tracer by themselves: an uptake there says less of the lesion.
    """

    uptake: Mapping[str, tuple[float, ...]]
    patients: Mapping[str, int]
    highest_at: Mapping[str, tuple[str, ...]]
    without: tuple[str, ...]
    unmeasured: int
    with_own: tuple[str, ...]

    @property
    def measured(self) -> int:
        """How many lesions are measured."""
        return sum(map(len, self.uptake.values()))

    @property
    def at_own(self) -> int:
        """How many of them lie at a site with an uptake of its own."""
        return sum(len(self.uptake[site]) for site in self.with_own)

    def order(self, known: Iterable[str]) -> tuple[str, ...]:
        """Return the sites where a lesion lies, in the order of the study's list, others after them."""
        listed = tuple(site for site in known if site in self.uptake)
        return (*listed, *sorted(set(self.uptake) - set(listed)))

    def classes(self, sites: Sequence[str]) -> Frozen:
        """Return for each site how many lesions are in each class of uptake."""
        rows = [float(row) for row, site in enumerate(sites) for _ in self.uptake[site]]
        values = [value for site in sites for value in self.uptake[site]]
        edges = [float(edge) for edge in range(len(sites) + 1)]
        return classified(values, rows, column_edges=UPTAKE_EDGES, row_edges=edges)


def lesion_sites(dataset: Dataset, own_uptake: Collection[str]) -> LesionSites:
    """Return the lesions of the included patients; of equally high ones the first site by its code counts.

    `own_uptake` are the codes of the sites that take up the tracer by themselves.
    """
    uptake: defaultdict[str, list[float]] = defaultdict(list)
    highest: dict[str, tuple[float, str]] = {}
    pairs: set[tuple[str, str]] = set()
    for who, _, site, suvmax in dataset.measured:
        value = suvmax or 0.0
        uptake[site].append(value)
        pairs.add((site, who))
        best = highest.get(who)
        if best is None or value > best[0] or (value == best[0] and site < best[1]):
            highest[who] = value, site
    at: defaultdict[str, list[str]] = defaultdict(list)
    for who, (_, site) in highest.items():
        at[site].append(who)
    included = [patient.patient_id for patient in dataset.included]
    known = set(included)
    return LesionSites(
        {site: tuple(values) for site, values in uptake.items()},
        Counter([site for site, _ in pairs]),
        {site: tuple(who) for site, who in at.items()},
        tuple(who for who in included if who not in highest),
        len([who for who, _, _, suvmax in dataset.lesions if suvmax is None and who in known]),
        tuple(site for site in own_uptake if site in uptake),
    )
