"""The flow of the patients: from enrolment to the comparison, and how many have each other endpoint."""

from __future__ import annotations

from collections.abc import Mapping

from her2dash.analysis.endpoints import Endpoint, Looks
from her2dash.analysis.findings import Findings
from her2dash.analysis.flow import Stage, Step, flow
from her2dash.figures.drawn import Drawn
from her2dash.figures.flow_boxes import Beside, Box, flow_boxes
from her2dash.figures.flow_labels import ENDPOINTS, OUTS, REASONS, STEPS
from her2dash.figures.sentences import DataTable
from her2dash.i18n import Words

NEEDS = {Step.RESULT: "index_call", Step.THERAPY: "therapy_outcome", Step.COMPARED: "therapy_outcome"}
"""The role without which a study has no such step."""

BRANCHES = (Endpoint.BIOPSY, Endpoint.CELLS, Endpoint.BEFORE, Endpoint.AFTER, Endpoint.MONTH3)


def patient_flow(found: Findings, everyone: Looks, words: Words) -> Drawn:
    """Return the flow as boxes; every number counts patients, of the enrolled or of the included."""
    stages = [stage for stage in flow(found.cases) if _has(found, stage.step)]
    of = everyone.only({case.patient for case in found.included})
    ends = [each for each in BRANCHES if each in of.of]
    enrolled = len(found.cases)
    caption = words(
        "n = {n} enrolled, {included} of them included. The first boxes are parts of each other; those below "
        "them count the included, each for itself. Missing is what was not signed on the last day in time.",
        n=enrolled, included=len(found.included),
    )  # fmt: skip
    groups = _groups(stages, of, ends, words)
    heading = words("Of the {n} included have:", n=len(found.included))
    figure = flow_boxes(_way(stages, words), _branches(of, ends, words), heading) if enrolled else None
    return Drawn(
        "patient-flow", _finding(stages[-1], enrolled, words), caption, _sentences(stages, of, ends, words),
        _table(stages, of, ends, words), figure, groups,
    )  # fmt: skip


def _finding(last: Stage, enrolled: int, words: Words) -> str:
    if not enrolled:
        return words("Who came how far, and why did others not?")
    n = len(last.patients)
    if last.step is Step.COMPARED:
        return words("{x} of {n} enrolled patients have a result and a therapy to compare", x=n, n=enrolled)
    return words("{x} of {n} enrolled patients are included", x=n, n=enrolled)


def _has(found: Findings, step: Step) -> bool:
    return step not in NEEDS or getattr(found.study.roles, NEEDS[step]) is not None


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def _way(stages: list[Stage], words: Words) -> list[Box]:
    return [
        Box(
            words(STEPS[stage.step]), str(len(stage.patients)), words(STEPS[stage.step]),
            tuple(
                Beside(f"{len(who)} {words(OUTS[out])}", words(OUTS[out])) for out, who in stage.out.items()
            ),
        )
        for stage in stages
    ]  # fmt: skip


def _branches(of: Looks, ends: list[Endpoint], words: Words) -> list[Box]:
    return [
        Box(
            words(ENDPOINTS[each]), _x_of_n(of, each, words), words(ENDPOINTS[each]),
            tuple(
                Beside(f"{len(who)} {words(REASONS[why])}", _lacking(each, words(REASONS[why]), words))
                for why, who in of.without(each).items()
            ),
        )
        for each in ends
    ]  # fmt: skip


def _x_of_n(of: Looks, each: Endpoint, words: Words) -> str:
    return words("{n} of {target}", n=len(of.present(each)), target=len(of.patients))


def _lacking(each: Endpoint, why: str, words: Words) -> str:
    return words("{time}: {place}", time=words(ENDPOINTS[each]), place=why)


def _groups(
    stages: list[Stage], of: Looks, ends: list[Endpoint], words: Words
) -> Mapping[str, tuple[str, ...]]:
    groups: dict[str, tuple[str, ...]] = {}
    for stage in stages:
        groups |= {words(OUTS[out]): who for out, who in stage.out.items()}
        groups[words(STEPS[stage.step])] = stage.patients
    for each in ends:
        groups[words(ENDPOINTS[each])] = of.present(each)
        groups |= {_lacking(each, words(REASONS[why]), words): who for why, who in of.without(each).items()}
    return groups


def _sentences(stages: list[Stage], of: Looks, ends: list[Endpoint], words: Words) -> tuple[str, ...]:
    if not stages[0].patients:
        return (words("The first enrolled patient begins this figure."),)
    # told apart: a name may end in a number ("at month 3")
    way = ", ".join(f"{_low(words(STEPS[stage.step]))} ({len(stage.patients)})" for stage in stages)
    said = [words("Patients: {way}.", way=way)]
    if of.patients:
        have = ", ".join(f"{_low(words(ENDPOINTS[each]))} ({len(of.present(each))})" for each in ends)
        said.append(words("Of {n} included: {have}.", n=len(of.patients), have=have))
    return tuple(said)


def _table(stages: list[Stage], of: Looks, ends: list[Endpoint], words: Words) -> DataTable:
    rows = []
    before = len(stages[0].patients)
    for stage in stages:
        why = "; ".join(f"{len(who)} {words(OUTS[out])}" for out, who in stage.out.items())
        rows.append((words(STEPS[stage.step]), str(len(stage.patients)), str(before), why or "–"))
        before = len(stage.patients)
    for each in ends:
        why = "; ".join(f"{len(who)} {words(REASONS[reason])}" for reason, who in of.without(each).items())
        rows.append((words(ENDPOINTS[each]), str(len(of.present(each))), str(len(of.patients)), why or "–"))
    heads = (words("What is counted"), words("Patients"), words("of"), words("The others"))
    return DataTable(words("Flow of the patients"), heads, tuple(rows))
