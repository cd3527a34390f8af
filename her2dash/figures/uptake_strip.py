"""The highest uptake of each patient by HER2 on the cells: every patient a mark, a line at the median."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from her2dash.analysis.auc import Area
from her2dash.analysis.compared import Marker
from her2dash.analysis.findings import Findings
from her2dash.analysis.hodges_lehmann import HodgesLehmann
from her2dash.analysis.mann_whitney import MannWhitney
from her2dash.analysis.multiplicity import smallest_mann_whitney_p
from her2dash.analysis.result import DISPLAY_MINIMUM, Why
from her2dash.analysis.trial_uptake import uptake_by_ctc
from her2dash.analysis.uptake_groups import SHOWN, UptakeGroups, shift, without_sites
from her2dash.figures.cells_table import rule
from her2dash.figures.drawn import Drawn
from her2dash.figures.estimates import estimate, limits, measure, p_said, shown_p
from her2dash.figures.lesions import site_names
from her2dash.figures.numbers import decimal
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import MANY
from her2dash.figures.uptake_columns import columns
from her2dash.figures.workup_labels import MARKERS, missing_said
from her2dash.i18n import Words


@dataclass(frozen=True, slots=True)
class _Tests:
    """What sets the two groups apart; `elsewhere` is the test without lesions at sites of own uptake."""

    test: MannWhitney
    size: HodgesLehmann
    area: Area | None
    elsewhere: MannWhitney | None

    @property
    def n(self) -> int:
        return self.test.n_x + self.test.n_y


def uptake_strip(found: Findings, groups: UptakeGroups, words: Words) -> Drawn:
    """Return the uptake of patients with and without HER2 on their cells, and what sets them apart."""
    tests, names = _tests(found, groups), site_names(found, words)
    own = ", ".join(names.get(site, site) for site in found.study.meanings.own_uptake)
    lacking = {words(MARKERS[state]): len(who) for state, who in groups.without_cells.items()}
    lacking[words("no measured lesion")] = len(groups.without_uptake)
    compared = len(groups.of[Marker.POSITIVE]) + len(groups.of[Marker.NEGATIVE])
    shown = compared + len(groups.of[Marker.NO_CELL])
    caption = words(
        "n = {n} included, {compared} compared; {cell} without a cell are drawn and not compared; "
        "{missing}. SUVmax: the highest of a patient's lesions.",
        n=len(found.included), compared=compared, cell=len(groups.of[Marker.NO_CELL]),
        missing=missing_said(lacking, words),
    )  # fmt: skip
    return Drawn(
        "uptake-by-her2-on-cells", words("Is uptake higher in patients with HER2 on their tumour cells?"),
        f"{caption} {_lines(shown, words)} {rule(found, words)}".strip(),
        _sentences(groups, tests, own, words),
        _table(groups, tests, own, words), columns(groups, words) if shown else None,
        _behind(groups, words),
    )  # fmt: skip


def _lines(shown: int, words: Words) -> str:
    if shown >= MANY:
        return words("Each tile is the number of patients in a class.")
    return words("Lines: medians.")


def _behind(groups: UptakeGroups, words: Words) -> dict[str, tuple[str, ...]]:
    shown = {words(MARKERS[state]): tuple(p.patient for p in groups.of[state]) for state in SHOWN}
    lacking = {
        words("not drawn: {reason}", reason=words(MARKERS[state])): who
        for state, who in groups.without_cells.items()
    }
    if groups.without_uptake:
        lacking[words("not drawn: {reason}", reason=words("no measured lesion"))] = groups.without_uptake
    return shown | lacking


def _tests(found: Findings, groups: UptakeGroups) -> _Tests:
    section = cast(Mapping[str, Any], found.section("suvmax_by_ctc"))
    own = found.study.meanings.own_uptake
    elsewhere = uptake_by_ctc(without_sites(found.dataset, own), found.plan)["mann_whitney"] if own else None
    return _Tests(
        section["mann_whitney"], shift(groups, found.plan), section["auc"],
        cast("MannWhitney | None", elsewhere),
    )  # fmt: skip


def _sentences(groups: UptakeGroups, tests: _Tests, own: str, words: Words) -> tuple[str, ...]:
    if not any(groups.of.values()):
        return (words("The first patient with a measured lesion and signed tumour cells fills this figure."),)
    medians = "; ".join(
        words("{group}: n = {n}, median SUVmax {median}",
              group=words(MARKERS[state]), n=len(groups.of[state]),
              median=estimate(groups.median(state), Why.NO_DATA, words, digits=1))
        for state in SHOWN
    )  # fmt: skip
    if tests.n < DISPLAY_MINIMUM:
        said = words("{n} compared: too few for an interval or a test.", n=tests.n)
        return medians + ".", said
    if tests.size.estimate is None:
        return medians + ".", words("All who have cells are in one group: there is nothing to compare.")
    elsewhere = (_elsewhere(tests.elsewhere, own, words),) if tests.elsewhere else ()
    return medians + ".", _apart(tests, words), *elsewhere


def _apart(tests: _Tests, words: Words) -> str:
    size = tests.size
    return words(
        "HER2-positive less HER2-negative: {estimate} (Hodges-Lehmann), {level} % interval {interval}; "
        "Mann-Whitney: {p}; exploratory, unadjusted.",
        estimate=estimate(size.estimate, size.why, words, digits=1),
        level=decimal(100 * (size.achieved_conf or 0), words, digits=1),
        interval=limits(size.low, size.high, tests.n, words, digits=1),
        p=_p_said(tests.test, words),
    )  # fmt: skip


def _elsewhere(test: MannWhitney, own: str, words: Words) -> str:
    return words("Without lesions where the tracer is taken up anyway ({sites}): n = {n}, {p}.",
                 sites=own, n=test.n_x + test.n_y, p=_p_said(test, words))  # fmt: skip


def _p_of(test: MannWhitney) -> tuple[float | None, int, float]:
    p = test.p_asymptotic if test.why is Why.TOO_LARGE else test.p_exact
    return p, test.n_x + test.n_y, smallest_mann_whitney_p(test.n_x, test.n_y).min_p


def _p_said(test: MannWhitney, words: Words) -> str:
    method = words("large-sample") if test.why is Why.TOO_LARGE else words("exact")
    return p_said(*_p_of(test), method, words)


def _table(groups: UptakeGroups, tests: _Tests, own: str, words: Words) -> DataTable:
    size, area, n = tests.size, tests.area, tests.n
    elsewhere = tuple(
        (words("p, Mann-Whitney, without lesions at: {sites}", sites=own), shown_p(*_p_of(test), words), "–",
         str(test.n_x + test.n_y))
        for test in (tests.elsewhere,) if test is not None
    )  # fmt: skip
    low, high = (area.newcombe_low, area.newcombe_high) if area else (None, None)
    curve = measure(area.auc if area else None, Why.EMPTY_GROUP, n, words)
    medians = tuple(
        (words("Median SUVmax, {group}", group=words(MARKERS[state])),
         estimate(groups.median(state), Why.NO_DATA, words, digits=1), "–", str(len(groups.of[state])))
        for state in SHOWN
    )  # fmt: skip
    return DataTable(
        words("SUVmax by HER2 on tumour cells"),
        (words("Measure"), words("Estimate"), words("Interval"), words("n")),
        (
            *medians,
            (words("Difference (Hodges-Lehmann)"), measure(size.estimate, size.why, n, words, digits=1),
             limits(size.low, size.high, n, words, digits=1), str(n)),
            (words("Area under the ROC curve"), curve, limits(low, high, n, words), str(n)),
            (words("p, Mann-Whitney"), shown_p(*_p_of(tests.test), words), "–", str(n)),
            *elsewhere,
        ),
    )  # fmt: skip
