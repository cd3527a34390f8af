"""What the physicians told in codes: who chose which, of all who answered; an answer may hold several."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from operator import attrgetter

from her2dash.analysis.cases import Case


@dataclass(frozen=True, slots=True)
class Told:
    """The patients behind each code of a question, those answered and those who were not asked or silent."""

    chosen: dict[str, tuple[str, ...]]
    answered: int
    silent: tuple[str, ...]


def told(cases: Iterable[Case], role: str, codes: Collection[str]) -> Told:
    """Return what was told in answer to the question of a role, each code of the list in its order."""
    same: dict[str | None, list[str]] = {None: []}
    read = attrgetter(role)
    for case in cases:
        same.setdefault(read(case), []).append(case.patient)
    silent = tuple(same.pop(None))
    chosen: dict[str, list[str]] = {code: [] for code in codes}
    for answer, who in same.items():
        for code in str(answer).split(","):
            chosen[code] += who
    return Told(
        {code: tuple(sorted(who)) for code, who in chosen.items()}, sum(map(len, same.values())), silent
    )
