"""Who stands behind the paired tables of plans: agreeing with the test, and intended against given."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import TYPE_CHECKING

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.states import Call, Therapy

if TYPE_CHECKING:
    from her2dash.study.model import Study

Pair = tuple[bool, bool] | None
"""Yes or no first and second; None where one of them is not known."""


def anti_her2_plans(study: Study) -> frozenset[str]:
    """Return the codes of a plan that holds the therapy in question, at whichever time it was made."""
    roles = study.roles
    refs = (ref for ref in (roles.plan_pre, roles.plan_post, roles.plan_later) if ref is not None)
    lists = (study.codelist(study.item(ref).codes) for ref in refs)
    return frozenset(code for known in lists for code in known.codes_in(study.meanings.anti_her2_group))


AGREES_FIELDS = ("index_call", "plan_pre", "plan_post")
INTENDED_FIELDS = ("plan_post", "therapy")
"""What either is told from."""


def agrees(case: Case, anti_her2: Collection[str]) -> Pair:
    """Return whether the plan agrees with the test before and after it."""
    if case.index_call not in (Call.POSITIVE, Call.NEGATIVE):
        return None
    if case.plan_pre is None or case.plan_post is None:
        return None
    positive = case.index_call == Call.POSITIVE
    return positive == (case.plan_pre in anti_her2), positive == (case.plan_post in anti_her2)


def intended(case: Case, anti_her2: Collection[str]) -> Pair:
    """Return whether the therapy was intended and given."""
    if case.plan_post is None or case.therapy not in (Therapy.YES, Therapy.NO):
        return None
    return case.plan_post in anti_her2, case.therapy == Therapy.YES


def behind_pairs(
    cases: Iterable[Case], fields: tuple[str, ...], pair: Callable[[Case], Pair]
) -> dict[Pair, tuple[str, ...]]:
    """Return the patients of each cell, yes before no, and last of those who are in none.

    `pair` asks a case for these fields alone.
    """
    cells: tuple[Pair, ...] = ((True, True), (True, False), (False, True), (False, False), None)
    found = Cases.of(cases).behind(fields, pair)
    return {cell: found.get(cell, ()) for cell in cells}
