"""The one pre-named family of secondary tests, with Holm's and Benjamini-Hochberg's columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from her2dash.analysis.fisher import Fisher, least_p
from her2dash.analysis.freeman_halton import FreemanHalton
from her2dash.analysis.mann_whitney import MannWhitney
from her2dash.analysis.mcnemar import McNemar
from her2dash.analysis.multiplicity import adjust, smallest_mann_whitney_p, smallest_paired_p
from her2dash.analysis.result import Result, Why
from her2dash.analysis.signed_rank import SignedRank
from her2dash.analysis.table import total

Sections = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Member:
    """One test of the family; `changed` are the pairs that count where only those who changed do.

    `smallest` is the least p that so few could give; None where nothing says so.
    """

    p: float | None
    method: str
    n: int
    smallest: float | None
    changed: int | None = None


@dataclass(frozen=True, slots=True)
class Family(Result):
    """The secondary family: exploratory, raw p beside the adjusted ones; a missing p does not count."""

    RECORD = ("order", "p", "holm", "bh")

    order: tuple[str, ...]
    members: tuple[Member, ...]
    holm: tuple[float | None, ...]
    bh: tuple[float | None, ...]

    @property
    def p(self) -> tuple[float | None, ...]:
        """The raw p values."""
        return tuple(member.p for member in self.members)


def family(sections: Sections) -> Family:
    """Return the family of the six secondary tests in their fixed order.

    Where a data set is too large for an exact test, the large-sample p of the same question stands in, and
    `method` names it. Nobody moved, or all is tied: p = 1, whatever the size.
    """
    members = tuple(find(sections) for find in MEMBERS.values())
    p = [member.p for member in members]
    holm, bh = (adjust(p, method=method).adjusted for method in ("holm", "BH"))
    return Family(tuple(MEMBERS), members, holm, bh)


def _part(sections: Sections, section: str, part: str) -> object:
    return cast("Mapping[str, object]", sections[section])[part]


def _conventional(sections: Sections) -> Member:
    exact = cast(FreemanHalton, _part(sections, "pet_by_conventional", "fisher_rxc"))
    shared = cast("Mapping[str, float | None]", _part(sections, "pet_by_conventional", "association"))
    p = shared["p"] if exact.why is Why.TOO_LARGE else exact.p
    return Member(p, exact.method, total(exact.table), exact.smallest)


def _by_ctc(sections: Sections) -> Member:
    found = cast(Fisher, _part(sections, "pet_by_ctc", "fisher"))
    return Member(found.p_two_sided, found.method, total(found.table), least_p(found.table))


def _plan(sections: Sections) -> Member:
    found = cast(McNemar, _part(sections, "plan_pre_post", "anti_her2_mcnemar"))
    smallest = smallest_paired_p(found.n_discordant).min_p
    return Member(found.p_exact, found.method, total(found.table), smallest, found.n_discordant)


def _confidence(sections: Sections) -> Member:
    found = cast(SignedRank, _part(sections, "confidence_pre_post", "wilcoxon"))
    p = found.p_asymptotic if found.why is Why.TOO_LARGE else found.p_exact
    return Member(p, found.method, found.n, smallest_paired_p(found.n_nonzero).min_p, found.n_nonzero)


def _groups(found: object) -> Member:
    test = cast(MannWhitney, found)
    p = test.p_asymptotic if test.why is Why.TOO_LARGE else test.p_exact
    return Member(p, test.method, test.n_x + test.n_y, smallest_mann_whitney_p(test.n_x, test.n_y).min_p)


MEMBERS: Mapping[str, Callable[[Sections], Member]] = {
    "pet_by_conventional": _conventional,
    "pet_by_ctc": _by_ctc,
    "suvmax_by_ctc": lambda sections: _groups(_part(sections, "suvmax_by_ctc", "mann_whitney")),
    "confidence_pre_post": _confidence,
    "plan_pre_post_anti_her2": _plan,
    "post_confidence_by_pet": lambda sections: _groups(sections["post_confidence_by_pet"]),
}
