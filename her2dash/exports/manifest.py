"""What a backup says of itself: of its making, its counts and heads, and every number of the boards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from typing import Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict

from her2dash.actions.backup import Stamp, State
from her2dash.actions.differences import differences
from her2dash.actions.report_views import NumberTable
from her2dash.analysis import ANALYSIS_VERSION
from her2dash.analysis.findings import Findings
from her2dash.analysis.trial import analyse
from her2dash.exports.report import report_boards
from her2dash.exports.report_numbers import numbers_of
from her2dash.i18n import Words

# Another machine may compute the last digits otherwise; what is read on a board is compared as it is read.
_SAME = 1e-9


class Manifest(BaseModel):
    """What stands in manifest.json; one without numbers is of a record that does not hold."""

    model_config = ConfigDict(frozen=True)

    format: Literal[1] = 1
    made: AwareDatetime
    study: str
    study_digest: str
    kind: Literal["real", "demo"]
    code: str
    analysis: str
    revision: str
    copy_hash: str
    counts: dict[str, int]
    heads: dict[str, str]
    data_version: int | None
    statistics: dict[str, Any]
    boards: tuple[NumberTable, ...]

    @property
    def stamp(self) -> Stamp:
        """What the copy is."""
        return Stamp(self.study, self.kind, self.revision)


@dataclass(frozen=True)
class Compared:
    """How many numbers of a place were compared with a manifest, and those that differ."""

    numbers: int
    differing: tuple[str, ...]


def manifest_of(state: State, *, made: datetime, copy_hash: str) -> Manifest:
    """Return the manifest of a copy in this state."""
    found, stamp = state.findings, state.stamp
    return Manifest.model_validate(
        {
            "made": made, "study": stamp.study, "study_digest": state.study.digest, "kind": stamp.kind,
            "code": version("her2dash"), "analysis": ANALYSIS_VERSION, "revision": stamp.revision,
            "copy_hash": copy_hash, "counts": _counts(state), "heads": state.verdict.heads,
            "data_version": found.data_version if found else None,
            "statistics": _statistics(found) if found else {}, "boards": _boards(found) if found else (),
        }
    )  # fmt: skip


def compared(noted: Manifest, state: State) -> Compared:
    """Compare every number of a manifest with the place as it stands."""
    now = manifest_of(state, made=noted.made, copy_hash=noted.copy_hash)
    then, here = _plainly(noted), _plainly(now)
    differing = [
        f"{name}: {then.get(name)} in the backup, {here.get(name)} here"
        for name in dict.fromkeys([*then, *here])
        if not _same(then.get(name), here.get(name))
    ]
    differing += [
        f"{each.board}, {each.caption}, {each.row}: {each.then} in the backup, {each.now} here"
        for each in differences(noted.boards, now.boards)
    ]
    return Compared(len(then) + _cells(noted.boards), tuple(differing))


def made_otherwise(noted: Manifest, state: State) -> tuple[str, ...]:
    """Return what is other here than where the backup was made: numbers may differ for that alone."""
    by = (
        ("code version", noted.code, version("her2dash")),
        ("analysis version", noted.analysis, ANALYSIS_VERSION),
        ("study definition", noted.study_digest[:12], state.study.digest[:12]),
    )
    return tuple(f"{what} {then} then, {now} now" for what, then, now in by if then != now)


def _counts(state: State) -> dict[str, int]:
    told = state.verdict
    return {
        "events of the record": told.events, "events of the access log": told.accesses, "rows": told.rows,
        "signatures": told.signatures,
    }  # fmt: skip


def _statistics(found: Findings) -> dict[str, object]:
    """Return what `her2dash analyse --json` prints."""
    return analyse(found.dataset, found.plan).record()


def _boards(found: Findings) -> tuple[NumberTable, ...]:
    words = Words("en", found.study.zone)
    return numbers_of(report_boards(found, words))


def _plainly(manifest: Manifest) -> dict[str, object]:
    """Return each number outside the boards under its name."""
    told = {"data version": manifest.data_version, **manifest.counts, **manifest.statistics}
    return dict(_leaves("", told))


def _leaves(name: str, value: object) -> Iterator[tuple[str, object]]:
    parts: Iterator[tuple[object, object]] | None = None
    if isinstance(value, Mapping):
        parts = iter(value.items())
    elif isinstance(value, list | tuple):
        parts = iter(enumerate(value, start=1))
    if parts is None:
        yield name, value
        return
    for part, each in parts:
        yield from _leaves(f"{name}.{part}" if name else str(part), each)


def _same(one: object, other: object) -> bool:
    if isinstance(one, float) and isinstance(other, float | int):
        return one == other or abs(one - other) <= _SAME * max(1.0, abs(one), abs(other))
    return one == other


def _cells(boards: tuple[NumberTable, ...]) -> int:
    """Return how many numbers the boards show: the first cell of a row is its name."""
    return sum(len(row) - 1 for table in boards for row in table.rows)
