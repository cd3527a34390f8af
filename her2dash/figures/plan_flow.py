"""Which treatment was intended before and after the test and given: the flows between groups of plans."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import plotly.graph_objects as go

from her2dash.analysis.extract import plan_groups
from her2dash.analysis.findings import Findings
from her2dash.analysis.plan_paths import GIVEN, PLACES, Flow, Kind, behind_flows, flows, kinds
from her2dash.analysis.proportion import Proportion
from her2dash.analysis.states import Call
from her2dash.figures import impact_labels as labels
from her2dash.figures.alluvial import alluvial
from her2dash.figures.alluvial_layout import Ribbon, Stage
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_labels import TIMES, missing_at_each, share_said
from her2dash.figures.labels import CALLS
from her2dash.figures.sentences import DataTable
from her2dash.i18n import Words

ROLES = {"pre": "plan_pre", "post": "plan_post", "m3": "plan_later", GIVEN: "therapy_outcome"}


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of the included patients through the stages that the study has."""

    stages: tuple[str, ...]
    caption: str
    kinds: Mapping[Kind, tuple[str, ...]]


def ways(found: Findings, words: Words) -> Ways:
    """Return the ways, found once for the figures that show them."""
    stages = tuple(stage for stage, role in ROLES.items() if getattr(found.study.roles, role) is not None)
    return Ways(
        stages, _caption(found, stages, words), kinds(found.included, plan_groups(found.study), stages)
    )


def plan_flow(found: Findings, of: Ways, words: Words) -> Drawn:
    """Return the flows between the groups of plans, coloured by the result of the test."""
    changed, n = _changed(found, "plan_pre_post"), len(found.included)
    behind = behind_flows(of.kinds)
    names = {
        flow: flow_name((of.stages[flow.stage], of.stages[flow.stage + 1]), (flow.start, flow.end), words)
        for flow in behind
    }
    counts = flows(of.kinds)
    return Drawn(
        "plan-flow", _finding(changed, words), of.caption, _sentences(found, of, words),
        _table(counts, names, words), _figure(of, counts, names, words) if n else None,
        {names[flow]: who for flow, who in behind.items()},
    )  # fmt: skip


def _caption(found: Findings, stages: Sequence[str], words: Words) -> str:
    """Return of how many patients the ways are, and why some have no plan at a time."""
    times = [stage for stage in stages if stage != GIVEN]
    missing = missing_at_each(found.included, "plan", words, times)
    return f"{words('n = {n} included.', n=len(found.included))} {missing}"


def flow_name(stages: tuple[str, str], places: tuple[str, str], words: Words) -> str:
    """Return a flow as "before: chemo → after: anti-HER2"; what was given has no time: "→ given"."""
    start, end = (
        words(labels.PLACES[place])
        if stage == GIVEN
        else words("{time}: {place}", time=words(TIMES[stage]), place=words(labels.PLACES[place]))
        for stage, place in zip(stages, places, strict=True)
    )
    return f"{start} → {end}"


def _changed(found: Findings, section: str) -> Proportion:
    return cast(Proportion, cast(Mapping[str, object], found.section(section))["changed"])


def _finding(changed: Proportion, words: Words) -> str:
    if not changed.total:
        return words("Which treatment was intended before and after the test, and given?")
    return words(
        "After the test {x} of {n} plans were in another group than before",
        x=changed.successes, n=changed.total,
    )  # fmt: skip


def _sentences(found: Findings, of: Ways, words: Words) -> tuple[str, ...]:
    if not found.included:
        return (words("The first signed questionnaire of an included patient fills this figure."),)
    said = [_said(words("Before to after"), _changed(found, "plan_pre_post"), words)]
    if "m3" in of.stages:
        said.append(_said(words("Before to month 3"), _changed(found, "plan_pre_m3"), words))
    note = words(
        "A flow does not follow one patient over three stages: places merge. The tiles below do. “Given” is "
        "the therapy that the test is about."
    )
    return (*said, note)


def _said(label: str, changed: Proportion, words: Words) -> str:
    if not changed.total:
        return words("{times}: no plan at both times yet.", times=label)
    return words("{times}: in another group {share}.", times=label, share=share_said(changed, words))


def _table(counts: Mapping[tuple[Flow, Call], int], names: Mapping[Flow, str], words: Words) -> DataTable:
    rows = []
    for flow, name in names.items():
        by_call = [counts.get((flow, call), 0) for call in Call]
        rows.append((name, *map(str, by_call), str(sum(by_call))))
    heads = (words("From and to"), *(words(CALLS[call]) for call in Call), words("Total"))
    return DataTable(words("Flows between groups of plans, by test result"), heads, tuple(rows))


def _figure(
    of: Ways, counts: Mapping[tuple[Flow, Call], int], names: Mapping[Flow, str], words: Words
) -> go.Figure:
    stages = [
        Stage(words(TIMES[stage]), {place: words(labels.PLACES[place]) for place in PLACES[stage]})
        for stage in of.stages
    ]
    ribbons = [Ribbon(flow, call, count, names[flow]) for (flow, call), count in counts.items()]
    return alluvial(stages, ribbons, {call: words(CALLS[call]) for call in Call})
