"""Which patients the boards speak of, and by which definition the test is read: at most five filters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import cast

from her2dash.analysis.alike import Cases
from her2dash.analysis.cases import Case
from her2dash.analysis.definitions import by_any_lesion
from her2dash.analysis.references import CaseLesion

FIELDS = {"site": "site", "dilemma": "dilemma", "period": "enrolled_on", "sealed": "sealed_before"}
"""What a case calls that by which patients are chosen."""

SEALED = {True: "yes", False: "no"}


class Definition(StrEnum):
    """What makes a patient's test positive: the reader's call of the patient, or any positive lesion."""

    READER = "reader"
    ANY_LESION = "any_lesion"


@dataclass(frozen=True, slots=True)
class Subset:
    """The filters of the boards; one that is None leaves everybody in.

    `period` is a quarter of enrolment, as "2026Q1"; `sealed` whether the form before the test was sealed
    before its release.
    """

    site: str | None = None
    dilemma: str | None = None
    period: str | None = None
    sealed: bool | None = None
    definition: Definition = Definition.READER

    @property
    def everybody(self) -> bool:
        """Whether no patient is left out: the registered rule speaks of all of them."""
        return (self.site, self.dilemma, self.period, self.sealed) == (None, None, None, None)

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields of a case that tell whether it is in."""
        return tuple(field for name, field in FIELDS.items() if getattr(self, name) is not None)

    @property
    def is_plain(self) -> bool:
        """Whether nothing is chosen at all."""
        return self == Subset()

    def key(self) -> tuple[str, ...]:
        """Return the choice as text, for names of kept things."""
        return tuple(str(getattr(self, each.name)) for each in fields(self))


def quarter(day: date) -> str:
    """Return the quarter of a day.

    >>> quarter(date(2026, 3, 31)), quarter(date(2026, 4, 1))
    ('2026Q1', '2026Q2')
    """
    return f"{day.year}Q{(day.month + 2) // 3}"


def quarters(cases: Iterable[Case]) -> tuple[str, ...]:
    """Return the quarters in which somebody was enrolled, in their order."""
    days = cast(Iterable[date], Cases.of(cases).values("enrolled_on"))
    return tuple(sorted(set(map(quarter, days))))


def chosen(cases: Iterable[Case], lesions: Mapping[str, Iterable[CaseLesion]], subset: Subset) -> Cases:
    """Return the cases of a subset, their test read by its definition; enrolled or included, as they are."""
    found = Cases.of(cases)
    if not subset.everybody:
        found = found.those(subset.asked, lambda case: _is_in(case, subset))
    if subset.definition is Definition.READER:
        return found
    return Cases(by_any_lesion(found, {who: {one.call for one in of} for who, of in lesions.items()}))


def _is_in(case: Case, subset: Subset) -> bool:
    return (
        subset.site in (None, case.site)
        and subset.dilemma in (None, case.dilemma)
        and (subset.period is None or subset.period == quarter(case.enrolled_on))
        and (subset.sealed is None or subset.sealed is case.sealed_before)
    )
