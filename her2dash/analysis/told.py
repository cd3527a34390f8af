"""What the physicians told in codes: who chose which, of all who answered; an answer may hold several."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case


@dataclass(frozen=True, slots=True)
class Told:
    """The patients behind each code of a question, those answered and those who were not asked or silent."""

    chosen: dict[str, tuple[str, ...]]
    answered: int
    silent: tuple[str, ...]


def told(cases: Iterable[Case], role: str, codes: Collection[str]) -> Told:
    """Return what was told in answer to the question of a role, each code of the list in its order."""
    known = Cases.of(cases)
    same: dict[str | None, tuple[str, ...]] = known.by_number((role,), attrgetter(role))
    silent = same.pop(None, ())
    chosen: dict[str, list[tuple[str, ...]]] = {code: [] for code in codes}
    for answer, who in same.items():
        for code in str(answer).split(","):
            chosen[code].append(who)
    return Told(
        {code: tuple(sorted(chain(*parts))) for code, parts in chosen.items()},
        len(known) - len(silent),
        silent,
    )
