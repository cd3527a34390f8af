"""The patients in numbers as tables: every count with its denominator, every share with its interval."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from her2dash.analysis.cohort import Cohort
from her2dash.analysis.findings import Findings
from her2dash.analysis.impact import Effect
from her2dash.analysis.proportion import Proportion
from her2dash.analysis.trial_family import Family
from her2dash.figures.drawn import Board, Drawn, Part
from her2dash.figures.family_table import family_table
from her2dash.figures.labels import CALLS
from her2dash.figures.numbers import percent_interval, share
from her2dash.figures.sentences import DataTable
from her2dash.i18n import N_, Words

EFFECTS = {
    Effect.ALTERED: N_("plan or agents altered"),
    Effect.CONFIDENCE_ONLY: N_("same plan, more confidence"),
    Effect.NEITHER: N_("neither"),
}

MARKER = {
    "detected": N_("detected"),
    "not_detected": N_("not detected"),
    "not_done": N_("not done"),
    "failed": N_("technical failure"),
}


def cohort_board(found: Findings, words: Words) -> Board:
    """Return the patients in numbers: what the secondary endpoints stand on, with every denominator."""
    study = found.study
    dilemmas = study.codelist(study.dilemmas).labels(words.language)
    rule = (
        (words("The marker is positive with {rule}.", rule=study.marker.rule[words.language]),)
        if study.marker is not None
        else ()
    )
    tables = cohort_tables(found.cohort, words, dilemmas=dilemmas)
    names = ("counts-dilemma", "counts-result", "counts-effect", "counts-marker")
    said = dict(zip(names, ((), (), (), rule), strict=True))
    figures = (
        Drawn(name, table.caption, "", said[name], table) for name, table in zip(names, tables, strict=True)
    )
    family = cast(Family, found.section("secondary_family"))
    together = family_table(family, words)
    caption = words(
        "n = {n} included; exploratory, with Holm's and Benjamini and Hochberg's corrections.",
        n=found.cohort.included,
    )
    secondary = Drawn(
        "secondary-family", words("The secondary tests together"),
        caption, (), together,
    )  # fmt: skip
    return (
        Part(words("Counts and shares"), tuple(figures)),
        Part(words("Secondary endpoints"), (secondary,)),
    )


def cohort_tables(found: Cohort, words: Words, *, dilemmas: Mapping[str, str]) -> tuple[DataTable, ...]:
    """Return who the patients are, what the test said and did, and what the marker says."""
    n = found.included
    return (
        _counts(
            words("Why they are in the study, {n} included", n=n),
            {label: found.dilemmas[code] for code, label in dilemmas.items()},
            n,
            words,
        ),
        _counts(
            words("Result of the test, {n} included", n=n),
            {words(CALLS[call]): count for call, count in found.calls.items()},
            n,
            words,
        ),
        _effects(found, words),
        _marker(found, words),
    )


def _counts(caption: str, counts: Mapping[str, int], n: int, words: Words) -> DataTable:
    rows = tuple((label, f"{count}/{n}") for label, count in counts.items())
    return DataTable(caption, (words("What is counted"), words("Patients")), rows)


def _effects(found: Cohort, words: Words) -> DataTable:
    impact = found.impact
    shares = {
        Effect.ALTERED: impact.altered,
        Effect.CONFIDENCE_ONLY: impact.confidence_only,
        Effect.NEITHER: impact.neither,
    }
    rows = [_share(words(EFFECTS[effect]), of, words) for effect, of in shares.items()]
    rows.append(_share(words("understanding improved"), found.improved, words))
    rows.append(_share(words("decision supported, said after three months"), found.supported, words))
    missing = impact.counts[Effect.INCOMPLETE]
    caption = words("What the test did for the physician; {n} without both questionnaires", n=missing)
    return DataTable(caption, _heads(words), tuple(rows))


def _marker(found: Cohort, words: Words) -> DataTable:
    n = found.included
    counts = tuple((words(MARKER[state]), f"{count}/{n}", "") for state, count in found.marker.items())
    shares = (
        _share(words("detected, of those analysed"), found.detected, words),
        _share(words("positive, of those detected"), found.marker_positive, words),
    )
    return DataTable(words("The marker, {n} included", n=n), _heads(words), (*counts, *shares))


def _share(label: str, of: Proportion, words: Words) -> tuple[str, str, str]:
    return (label, share(of, words), percent_interval(of, words))


def _heads(words: Words) -> tuple[str, str, str]:
    return (words("What is counted"), words("Patients"), words("95 % interval"))
