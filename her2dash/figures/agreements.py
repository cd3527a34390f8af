"""How far the test agrees with therapy and with the work-up, by every measure of agreement."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from her2dash.analysis.cases import Case
from her2dash.analysis.compared import BY_CONCLUSION, Conclusion, conclusion
from her2dash.analysis.crossed import alike
from her2dash.analysis.findings import Findings
from her2dash.analysis.known_agreement import Agreed
from her2dash.analysis.outcome import Outcome, outcome
from her2dash.analysis.result import DISPLAY_MINIMUM, Why
from her2dash.analysis.states import Call
from her2dash.figures.agreement_forest import CORRECTED, Row, agreement_forest, measures
from her2dash.figures.analysis_tables import NOT_ACCURACY
from her2dash.figures.conventional import known_conventional
from her2dash.figures.drawn import Drawn
from her2dash.figures.estimates import measure
from her2dash.figures.numbers import percent_interval, share
from her2dash.figures.sentences import DataTable
from her2dash.i18n import Words


def agreements(found: Findings, words: Words) -> Drawn:
    """Return the agreement of the test with the therapy and with the work-up, where both are told."""
    compared = _compared(found, words)
    rows = {name: list(measures(each, words)) for name, each in compared.items()}
    most = max((each.n for each in compared.values()), default=0)
    counts = "; ".join(f"{name.capitalize()}: n = {each.n}" for name, each in compared.items())
    caption = words(
        "{counts}; of {included} included. Only who is positive or negative on both sides. 95 % intervals: "
        "exact for raw agreement and PABAK, goodness of fit for the intraclass kappa, t for AC1; positive "
        "and negative agreement have none, nor has Cohen's kappa, which stands in the table.",
        counts=counts, included=len(found.included),
    )  # fmt: skip
    return Drawn(
        "agreement", words("How far does the test agree with therapy and work-up?"), caption,
        _sentences(compared, rows, words), _table(compared, rows, words),
        agreement_forest(compared, rows, words) if most >= DISPLAY_MINIMUM else None, _groups(found, words),
    )  # fmt: skip


def _compared(found: Findings, words: Words) -> dict[str, Agreed]:
    roles, known = found.study.roles, {}
    if roles.therapy_outcome is not None:
        section = cast(Mapping[str, Any], found.section("pet_by_therapy"))
        known[words("therapy")] = Agreed(
            section["pabak"], section["kappa"], found.therapy_kappa, section["ac1"]
        )
    if roles.workup_conclusion is not None:
        known[words("work-up")] = known_conventional(found)
    return known


def _sentences(
    compared: Mapping[str, Agreed], rows: Mapping[str, Sequence[Row]], words: Words
) -> tuple[str, ...]:
    if not any(each.n for each in compared.values()):
        return (words("The first patient with a result on both sides fills this figure."),)
    said = [_said(name.capitalize(), each, rows[name], words) for name, each in compared.items() if each.n]
    return (*said, words(NOT_ACCURACY))


def _said(name: str, of: Agreed, rows: Sequence[Row], words: Words) -> str:
    if of.n < DISPLAY_MINIMUM:
        return words("{other}: {share} agree, too few for more.", other=name, share=share(of.raw.raw, words))
    kappa, ac1, pabak = (_bracketed(row) for row in rows if row.kind == CORRECTED)
    return words(
        "{other}: {share} agree, 95 % interval {interval}; intraclass kappa {kappa}, AC1 {ac1}, "
        "PABAK {pabak}.",
        other=name, share=share(of.raw.raw, words), interval=percent_interval(of.raw.raw, words),
        kappa=kappa, ac1=ac1, pabak=pabak,
    )  # fmt: skip


def _bracketed(row: Row) -> str:
    return row.told if row.interval == "–" else f"{row.told} ({row.interval})"


def _table(compared: Mapping[str, Agreed], rows: Mapping[str, Sequence[Row]], words: Words) -> DataTable:
    lines: list[tuple[str, ...]] = []
    for name, each in compared.items():
        n, cohen = str(each.n), each.cohen
        lines += [(name, r.label, words(r.kind), r.told, r.interval, r.method, n) for r in rows[name]]
        kappa = measure(cohen.kappa, cohen.why, each.n, words)
        lines.append((name, words("Kappa (Cohen)"), words(CORRECTED), kappa, "–", "–", n))
        for label, value in (
            (words("Prevalence index"), each.raw.prevalence_index),
            (words("Bias index"), each.raw.bias_index),
        ):
            lines.append((name, label, "–", measure(value, Why.NO_DATA, each.n, words), "–", "–", n))
    return DataTable(
        words("Agreement of the test with therapy and work-up"),
        (words("Test and"), words("Measure"), words("Kind"), words("Estimate"), words("95 % interval"),
         words("Method"), words("n")),
        tuple(lines),
    )  # fmt: skip


def _groups(found: Findings, words: Words) -> dict[str, tuple[str, ...]]:
    """Return for each comparison who agrees, who differs and who is not compared."""
    roles = found.study.roles
    who: dict[str, tuple[str, ...]] = {}
    if roles.therapy_outcome is not None:
        who |= _sides(found, words("therapy"), _with_therapy, ("index_call", "therapy"), words)
    if roles.workup_conclusion is not None:
        who |= _sides(found, words("work-up"), _with_conclusion, BY_CONCLUSION, words)
    return who


def _with_therapy(case: Case) -> bool | None:
    same = {Outcome.CONCORDANT: True, Outcome.DISCORDANT: False}
    return same.get(outcome(case.index_call, case.therapy))


def _with_conclusion(case: Case) -> bool | None:
    told = conclusion(case)
    known = (Call.POSITIVE, Call.NEGATIVE), (Conclusion.POSITIVE, Conclusion.NEGATIVE)
    return case.index_call == told if case.index_call in known[0] and told in known[1] else None


def _sides(
    found: Findings, name: str, same_of: Callable[[Case], bool | None], by: Sequence[str], words: Words
) -> dict[str, tuple[str, ...]]:
    who: dict[bool | None, list[str]] = {True: [], False: [], None: []}
    for group in alike(found.included, *by):
        who[same_of(group[0])] += [case.patient for case in group]
    labels = {
        True: words("test and {other} agree", other=name),
        False: words("test and {other} differ", other=name),
        None: words("test and {other} not compared", other=name),
    }
    return {label: tuple(sorted(who[same])) for same, label in labels.items()}
