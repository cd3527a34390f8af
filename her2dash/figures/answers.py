"""What the physicians told in codes, question by question, as bars of counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from her2dash.analysis.findings import Findings
from her2dash.analysis.told import Told, told
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_labels import narrow
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import BLUE, FAINT, framed
from her2dash.i18n import Words

LINE = 17
"""Pixels of a line of letters; rows are measured in lines."""
APART = 0.7
FIRM = "\u00a0"
"""A space at which no line breaks: a number stays with its word."""
WIDTH = 24


@dataclass(frozen=True, slots=True)
class Question:
    """A question in few words, the words for its codes, and who told what."""

    title: str
    labels: Mapping[str, str]
    told: Told


def question(found: Findings, role: str, title: str, words: Words) -> Question:
    """Return what the included patients' physicians told in answer to the question of a role."""
    study = found.study
    codes = study.codelist(study.item(getattr(study.roles, role)).codes)
    labels = codes.labels(words.language)
    return Question(title, labels, told(found.included, role, labels))


def answers(
    name: str, finding: str, caption: str, questions: Sequence[Question], words: Words, *, empty: str,
    whole: bool = True,
) -> Drawn:  # fmt: skip
    """Return the answers as bars; unless `whole`, codes that nobody chose are named in a sentence instead."""
    answered = any(each.told.answered for each in questions)
    said = tuple(_said(each, words) for each in questions) if answered else (empty,)
    left_out = [] if whole else _chosen_by_nobody(questions)
    if answered and left_out:
        said = (*said, words("Chosen by nobody: {answers}.", answers=", ".join(left_out)))
    return Drawn(
        name, finding, caption, said, _table(questions, words),
        _figure(questions, left_out, words) if answered else None, _groups(questions, words),
    )  # fmt: skip


def _category(each: Question, label: str, words: Words) -> str:
    return words("{time}: {place}", time=each.title, place=label)


def _groups(questions: Sequence[Question], words: Words) -> dict[str, tuple[str, ...]]:
    return {
        _category(each, label, words): who
        for each in questions
        for label, who in (
            *((each.labels[code], who) for code, who in each.told.chosen.items()),
            (words("not asked or no answer"), each.told.silent),
        )
    }


def _chosen_by_nobody(questions: Sequence[Question]) -> list[str]:
    known = {label for each in questions for label in each.labels.values()}
    chosen = {each.labels[code] for each in questions for code, who in each.told.chosen.items() if who}
    ordered = dict.fromkeys(label for each in questions for label in each.labels.values())
    return [label for label in ordered if label in known - chosen]


def _said(each: Question, words: Words) -> str:
    # no line ends between an answer and its count
    counts = [f"{each.labels[code]}\u00a0{len(who)}" for code, who in each.told.chosen.items() if who]
    return words("{question}, {n} answered: {answers}.", question=each.title, n=each.told.answered,
                 answers="; ".join(counts) or "–")  # fmt: skip


def _table(questions: Sequence[Question], words: Words) -> DataTable:
    rows = tuple(
        (each.title, label, str(len(who)), str(each.told.answered))
        for each in questions
        for label, who in ((each.labels[code], who) for code, who in each.told.chosen.items())
    )
    heads = (words("Question"), words("Answer"), words("Patients"), words("of those who answered"))
    return DataTable(words("Answers of the physicians"), heads, rows)


def _figure(questions: Sequence[Question], left_out: Sequence[str], words: Words) -> go.Figure:
    figure, top = go.Figure(), 0.0
    ticks: dict[float, str] = {}
    for each in questions:
        if len(questions) > 1:
            count = words("n = {n}", n=each.told.answered).replace(" ", FIRM)
            head = f"{each.title}, {count}"
            label = "<br>".join(f"<b>{line}</b>" for line in narrow(head, WIDTH).split("<br>"))
            top = _row(ticks, top, label)
        places = []
        for code, who in each.told.chosen.items():
            if each.labels[code] not in left_out:
                top = _row(ticks, top, narrow(f"{each.labels[code]}:{FIRM}{len(who)}", WIDTH))
                places.append((list(ticks)[-1], each.labels[code], len(who)))
        _bars(figure, each, places, words)
    figure.update_yaxes(tickvals=list(ticks), ticktext=list(ticks.values()), range=[top, 0], showgrid=False)
    most = max(len(who) for each in questions for who in each.told.chosen.values())
    # of very few plotly would set a tick at half a patient, and write it as a whole one
    figure.update_xaxes(title=words("patients"), rangemode="tozero", gridcolor=FAINT, showgrid=True,
                        tickformat="d", nticks=6, dtick=1 if most < 5 else None)  # fmt: skip
    return framed(figure, height=round(LINE * top) + 56)


def _row(ticks: dict[float, str], top: float, label: str) -> float:
    """Put a label at the middle of its lines below `top`, and return where the next one begins."""
    lines = label.count("<br>") + 1
    ticks[top + (lines + APART) / 2] = label
    return top + lines + APART


def _bars(figure: go.Figure, each: Question, places: Sequence[tuple[float, str, int]], words: Words) -> None:
    names = [_category(each, label, words) for _, label, _ in places]
    figure.add_trace(go.Bar({
        "orientation": "h", "y": [y for y, _, _ in places], "x": [count for _, _, count in places],
        "width": 1, "marker": {"color": BLUE}, "customdata": names,
        "hovertemplate": "%{customdata}: %{x}<extra></extra>",
    }))  # fmt: skip
