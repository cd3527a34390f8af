"""The invented people of a registry: those of the demo in progress, and physicians at every site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from her2dash.access import Role
from her2dash.demo.cohort import DemoPerson, load_cohort
from her2dash.study.model import Site

_NAMES = (
    "Jansen", "Meijer", "de Boer", "Hoekstra", "van Leeuwen", "Kuipers", "Postma", "Schouten", "Wolters",
    "van der Wal", "Dijkstra", "Koster", "Prins", "Huisman", "Peeters", "Kramer", "van Vliet", "Timmermans",
    "Groen", "Gerritsen", "Jonker", "van Loon", "Maas", "Verhoeven", "Willemsen", "van Es", "Hermans", "Vos",
    "Scholten", "van Wijk", "Blom",
)  # fmt: skip
_INITIALS = "ABCDEFGHIJKLMNPRSTVW"


def registry_people(sites: Sequence[Site]) -> tuple[DemoPerson, ...]:
    """Return everybody; the first person of each role has the role's button on the sign-in page."""
    known = load_cohort("in-progress").person
    return (*known, *(person for n, site in enumerate(sites) for person in _physicians(n, site)))


def _physicians(n: int, site: Site) -> Iterator[DemoPerson]:
    for place in range(2 + n % 3):
        name = _NAMES[(5 * n + 7 * place) % len(_NAMES)]
        initial = _INITIALS[(n + 3 * place) % len(_INITIALS)]
        login = f"{name.replace(' ', '').lower()}{site.code}"
        yield DemoPerson(
            login=login, name=f"Dr {initial}. {name} (invented)", roles=(Role.PHYSICIAN,), site=site.code
        )
