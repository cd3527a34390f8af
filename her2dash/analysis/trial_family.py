"""The one pre-named family of secondary tests, with Holm's and Benjamini-Hochberg's columns."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from her2dash.analysis.multiplicity import adjust
from her2dash.analysis.result import Result, Why

Sections = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Family(Result):
    """The secondary family: exploratory, raw p beside the adjusted ones; a missing p does not count."""

    RECORD = ("order", "p", "holm", "bh")

    order: tuple[str, ...]
    p: tuple[float | None, ...]
    holm: tuple[float | None, ...]
    bh: tuple[float | None, ...]
    methods: tuple[str, ...]


def family(sections: Sections) -> Family:
    """Return the family of the six secondary tests in their fixed order.

    Where a data set is too large for an exact test, the large-sample p of the same question stands in, and
    `methods` names it.
    """
    found = [find(sections) for find in MEMBERS.values()]
    p = tuple(value for value, _ in found)
    holm, bh = (adjust(p, method=method).adjusted for method in ("holm", "BH"))
    return Family(tuple(MEMBERS), p, holm, bh, tuple(method for _, method in found))


def _part(sections: Sections, section: str, part: str | None = None) -> object:
    whole = sections[section]
    return whole[part] if part is not None and isinstance(whole, Mapping) else whole


def _named(result: object, exact: str, large: str | None = None) -> tuple[float | None, str]:
    """Return a result's exact p, or above the declared size the large-sample one."""
    if large is not None and getattr(result, "why", None) is Why.TOO_LARGE:
        return getattr(result, large), str(getattr(result, "method", ""))
    return getattr(result, exact), str(getattr(result, "method", ""))


def _conventional(sections: Sections) -> tuple[float | None, str]:
    exact = _part(sections, "pet_by_conventional", "fisher_rxc")
    if getattr(exact, "why", None) is not Why.TOO_LARGE:
        return _named(exact, "p")
    shared = _part(sections, "pet_by_conventional", "association")
    return (shared["p"] if isinstance(shared, Mapping) else None), "chi-square without correction"


MEMBERS: Mapping[str, Callable[[Sections], tuple[float | None, str]]] = {
    "pet_by_conventional": _conventional,
    "pet_by_ctc": lambda s: _named(_part(s, "pet_by_ctc", "fisher"), "p_two_sided"),
    "suvmax_by_ctc": lambda s: _named(_part(s, "suvmax_by_ctc", "mann_whitney"), "p_exact", "p_asymptotic"),
    "confidence_pre_post": lambda s: _named(
        _part(s, "confidence_pre_post", "wilcoxon"), "p_exact", "p_asymptotic"
    ),
    "plan_pre_post_anti_her2": lambda s: _named(_part(s, "plan_pre_post", "anti_her2_mcnemar"), "p_exact"),
    "post_confidence_by_pet": lambda s: _named(_part(s, "post_confidence_by_pet"), "p_exact", "p_asymptotic"),
}
