"""The same ways patient by patient: a row for each, a tile for each time, and the result between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from her2dash.analysis.findings import Findings
from her2dash.analysis.plan_paths import GIVEN, Kind, most_frequent
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_labels import PLACES, TIMES
from her2dash.figures.labels import CALLS
from her2dash.figures.plan_flow import Ways
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import MANY
from her2dash.figures.tiles import Row, tiles
from her2dash.i18n import Words

MOST = 15
"""So many of the most frequent ways are shown where each patient has no row of its own."""


def plan_tiles(found: Findings, of: Ways, words: Words) -> Drawn:
    """Return the ways as tiles: one row a patient, of many patients the most frequent ways."""
    n = len(found.included)
    names = {kind: _name(kind, of.stages, words) for kind in of.kinds}
    many = n >= MANY
    rows = _of_many(of, names, words) if many else _of_each(of, names)
    finding = words("Which ways are the most frequent?") if many else words("Which way did each patient go?")
    return Drawn(
        "plan-tiles", finding, of.caption, _sentences(of, rows, n, words),
        _table(of, rows, words, many=many), tiles(of.stages, rows, words) if n else None,
        _groups(of, names, words, many=many),
    )  # fmt: skip


def _groups(of: Ways, names: Mapping[Kind, str], words: Words, *, many: bool) -> dict[str, tuple[str, ...]]:
    """Return who went which way; of many ways those shown, and all others together."""
    shown = most_frequent(of.kinds, MOST) if many else tuple(of.kinds)
    groups = {names[kind]: of.kinds[kind] for kind in shown}
    others = tuple(who for kind, known in of.kinds.items() if kind not in set(shown) for who in known)
    return groups | ({words("other ways"): others} if others else {})


def _name(kind: Kind, stages: Sequence[str], words: Words) -> str:
    """Return a way as "positive: chemo → anti-HER2 → missing → given: pending"."""
    places = [words(PLACES[place]) for place in kind.way]
    if stages[-1] == GIVEN:
        # "given" of the therapy in question, which is no group of plans
        places[-1] = words("anti-HER2 {decision}", decision=places[-1])
    return words("{time}: {place}", time=words(CALLS[kind.call]), place=" → ".join(places))


def _of_each(of: Ways, names: Mapping[Kind, str]) -> list[Row]:
    return [Row(patient, kind, names[kind]) for kind, who in of.kinds.items() for patient in who]


def _of_many(of: Ways, names: Mapping[Kind, str], words: Words) -> list[Row]:
    return [
        Row(words("{n} patients", n=len(of.kinds[kind])), kind, names[kind], len(of.kinds[kind]))
        for kind in most_frequent(of.kinds, MOST)
    ]


def _sentences(of: Ways, rows: Sequence[Row], n: int, words: Words) -> tuple[str, ...]:
    if not n:
        return (words("The first signed questionnaire of an included patient fills this figure."),)
    said = [
        words(
            "A anti-HER2, C chemo, E endocrine, O other, N not given, – missing, ? decision pending, "
            "× no decision."
        )
    ]
    shown = sum(row.patients for row in rows)
    if shown < n:
        said.append(
            words("The {ways} most frequent of {all} ways; they are those of {shown} of {n} patients.",
                  ways=len(rows), all=len(of.kinds), shown=shown, n=n)
        )  # fmt: skip
    else:
        said.append(words.count("{n} way in all.", "{n} different ways in all.", len(of.kinds)))
    return tuple(said)


def _table(of: Ways, rows: Sequence[Row], words: Words, *, many: bool) -> DataTable:
    times = tuple(words(TIMES[stage]) for stage in of.stages)
    first = words("Patients") if many else words("Patient")
    told = tuple(
        (row.label, words(CALLS[row.kind.call]), *(words(PLACES[place]) for place in row.kind.way))
        for row in rows
    )
    return DataTable(words("Ways of the treatment"), (first, words("Test result"), *times), told)
