"""What a report of a data cut states, and what is known of one that was made."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from her2dash.analysis.subset import Subset


@dataclass(frozen=True)
class NumberTable:
    """The numbers of one figure as a report printed them; the first cell of a row is its name."""

    board: str
    figure: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Basis:
    """What a report of a cut stands on, for the person who asks.

    The head is the newest event of the record at the cut; `withheld` are the patients whose test is kept
    from that person, and counts as pending.
    """

    cut: datetime
    data_version: int
    head_id: int
    head_hash: str
    withheld: tuple[str, ...]


@dataclass(frozen=True)
class Versions:
    """By what a report was made: code, analysis, the study's definition, and the browser that drew."""

    code: str
    analysis: str
    study: str
    drawn_by: str | None


@dataclass(frozen=True)
class Printed:
    """A report as it was printed: in which language, by what, with which numbers, the hash of its HTML."""

    language: str
    versions: Versions
    numbers: tuple[NumberTable, ...]
    html_hash: str


@dataclass(frozen=True)
class Kept:
    """A report in the list of earlier ones."""

    number: int
    basis: Basis
    subset: Subset
    language: str
    versions: Versions
    html_hash: str
    person_name: str
    at: datetime


@dataclass(frozen=True)
class Opened:
    """One report and how far its reader may know it.

    `basis` is what the same report stands on for the reader. `numbers` are those that were printed, None
    where some are made of results that are kept from the reader.
    """

    kept: Kept
    basis: Basis
    numbers: tuple[NumberTable, ...] | None

    @property
    def same_eyes(self) -> bool:
        """Whether the reader is shown the very results that its maker was shown."""
        return self.basis.withheld == self.kept.basis.withheld


@dataclass(frozen=True)
class Difference:
    """One number that differs between two reports; None where a report does not have it."""

    board: str
    figure: str
    caption: str
    row: str
    then: str | None
    now: str | None


@dataclass(frozen=True)
class Comparison:
    """Two reports, the earlier cut first, and every number that differs."""

    then: Kept
    now: Kept
    differences: tuple[Difference, ...]
