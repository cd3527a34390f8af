"""Yes and no of the same patients at two moments: both shares, their difference and McNemar's test."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from her2dash.analysis.impact import Paired
from her2dash.analysis.mcnemar import McNemar
from her2dash.analysis.multiplicity import smallest_paired_p
from her2dash.analysis.paired_plans import Pair
from her2dash.analysis.paired_shares import PairedShares
from her2dash.analysis.result import DISPLAY_MINIMUM, Interval
from her2dash.figures.drawn import Drawn, Groups
from her2dash.figures.family_table import SIGNIFICANT
from her2dash.figures.impact_labels import share_said
from her2dash.figures.matrix import Counts, Side, matrix
from her2dash.figures.numbers import interval, p_value, percent, percent_interval, share
from her2dash.figures.sentences import DataTable
from her2dash.i18n import Words

CELLS: tuple[tuple[bool, bool], ...] = ((True, True), (True, False), (False, True), (False, False))


@dataclass(frozen=True, slots=True)
class Sides:
    """What a paired table is about: its sides, and the words for its four cells in the order of CELLS."""

    rows: Side
    columns: Side
    cells: Sequence[str]
    first: str
    second: str
    gain: str


def paired_result(
    name: str, finding: str, caption: str, paired: Paired, of: PairedShares, told: Sides,
    behind: dict[Pair, tuple[str, ...]], words: Words,
) -> Drawn:  # fmt: skip
    """Return a paired table drawn, told and listed; `behind` are the patients of each cell, and of none."""
    (both, first), (second, none) = (told.cells[:2], told.cells[2:])
    counts = Counts(paired.table, ((both, first), (second, none)))
    figure = matrix(counts, told.rows, told.columns, same=((0, 0), (1, 1)))
    groups: Groups = {
        **{name: behind[cell] for name, cell in zip(told.cells, CELLS, strict=True)},
        words("not compared"): behind[None],
    }
    return Drawn(
        name, finding, caption, _sentences(paired, of, told, words), _table(paired, of, told, words),
        figure if paired.n else None, groups,
    )  # fmt: skip


def _sentences(paired: Paired, of: PairedShares, told: Sides, words: Words) -> tuple[str, ...]:
    if not paired.n:
        return (words("The first patient with both answers fills this figure."),)
    shares = tuple(
        words("{time}: {place}", time=label, place=share_said(each, words)) + "."
        for label, each in ((told.first, of.first), (told.second, of.second))
    )
    if paired.n < DISPLAY_MINIMUM:
        return shares
    return (
        *shares,
        words("{difference}: {points} percentage points, 95 % interval {interval} (Newcombe, paired).",
              difference=told.gain, points=_points(of, words), interval=_limits(of, words)),
        words("McNemar, exact: p {p}; exploratory.", p=mcnemar_p(paired.test, paired.n, words)),
    )  # fmt: skip


def _points(of: PairedShares, words: Words) -> str:
    return percent(100 * (of.gain.diff or 0), words)


def _limits(of: PairedShares, words: Words) -> str:
    low, high = of.gain.newcombe_low, of.gain.newcombe_high
    return interval(Interval(100 * low, 100 * high, of.gain.method, of.gain.confidence), words, digits=0)


def mcnemar_p(test: McNemar, n: int, words: Words) -> str:
    """Return the exact p of McNemar; or that so few who changed cannot show anything."""
    if n < DISPLAY_MINIMUM:
        return words("too few")
    if smallest_paired_p(test.n_discordant).min_p > SIGNIFICANT:
        return words("cannot reach 0.05 with {n} changed", n=test.n_discordant)
    return p_value(test.p_exact, words)


def _table(paired: Paired, of: PairedShares, told: Sides, words: Words) -> DataTable:
    counts = tuple(
        (name, str(paired.table[not row][not column]), "–")
        for name, (row, column) in zip(told.cells, CELLS, strict=True)
    )
    shares = tuple(
        (label, share(each, words), percent_interval(each, words))
        for label, each in ((told.first, of.first), (told.second, of.second))
    )
    few = paired.n < DISPLAY_MINIMUM
    few_said = words("too few")
    size = "–" if of.gain.diff is None else few_said if few else _points(of, words)
    limits = few_said if few else _limits(of, words)
    return DataTable(
        words("{n} patients, yes and no at both moments", n=paired.n),
        (words("What is counted"), words("Value"), words("Interval")),
        (
            *counts, *shares, (words("{difference}, percentage points", difference=told.gain), size, limits),
            (words("p, McNemar, exact"), mcnemar_p(paired.test, paired.n, words), "–"),
        ),
    )  # fmt: skip
