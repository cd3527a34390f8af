"""Why the plan changed, which tests came and went, and what the physicians thought of the test later."""

from __future__ import annotations

from collections.abc import Collection

from her2dash.analysis.findings import Findings
from her2dash.analysis.told import told
from her2dash.figures.answers import Question, answers, question
from her2dash.figures.drawn import Drawn
from her2dash.figures.impact_labels import said_of
from her2dash.i18n import Words


def drivers(found: Findings, words: Words) -> Drawn:
    """Return what drove the change, of those who changed their plan."""
    asked = question(found, "drivers", words("Main reason"), words)
    signed, included = told(found.included, "changed", _codes(found, "changed")).answered, len(found.included)
    caption = words(
        "n = {n} who said why, of {signed} who said after the test whether the plan had changed, of "
        "{included} included. The test and the revised pathology came together; one main reason each.",
        n=asked.told.answered, signed=signed, included=included,
    )  # fmt: skip
    return answers(
        "drivers", words("What drove the change of the plan?"), caption, (asked,), words,
        empty=words("The first physician who changed the plan fills this figure."),
    )  # fmt: skip


def _codes(found: Findings, role: str) -> Collection[str]:
    study = found.study
    return study.codelist(study.item(getattr(study.roles, role)).codes).labels("en")


def tests(found: Findings, words: Words) -> Drawn:
    """Return the tests that the test in question made unnecessary, and those it led to."""
    known = (
        ("tests_avoided", words("Made unnecessary")),
        ("tests_added", words("Led to")),
    )
    asked = tuple(question(found, role, title, words) for role, title in known)
    return answers(
        "tests", words("Which other tests did it make unnecessary, and which did it lead to?"),
        _several(found, asked, words), asked, words, whole=False,
        empty=words("The first signed questionnaire after the test fills this figure."),
    )  # fmt: skip


def _several(found: Findings, asked: tuple[Question, ...], words: Words) -> str:
    return words(
        "n = {n} included; answered: {answered}. An answer may hold several tests: bars do not add up to n.",
        n=len(found.included), answered=_answered(asked) or "0",
    )  # fmt: skip


def _answered(asked: tuple[Question, ...]) -> str:
    return said_of(
        {each.title: each.title for each in asked}, {each.title: each.told.answered for each in asked}
    )


def as_intended(found: Findings, words: Words) -> Drawn:
    """Return whether the treatment was given as intended after the test, and why it was not."""
    known = (
        ("as_intended", words("Given as intended")),
        ("why_not", words("Main reason why not")),
    )
    asked = tuple(question(found, role, title, words) for role, title in known)
    return answers(
        "as-intended", words("Was the treatment given as intended, and if not, why?"),
        _later(found, asked, words), asked, words,
        empty=words("The first signed questionnaire at month 3 fills this figure."),
    )  # fmt: skip


def worth(found: Findings, words: Words) -> Drawn:
    """Return whether the test supported the decision and solved the dilemma, looking back."""
    known = (
        ("supported", words("Supported the decision")),
        ("solved", words("Solved the dilemma")),
    )
    asked = tuple(question(found, role, title, words) for role, title in known)
    return answers(
        "worth", words("Did the test support the decision and solve the dilemma?"),
        _later(found, asked, words), asked, words,
        empty=words("The first signed questionnaire at month 3 fills this figure."),
    )  # fmt: skip


def _later(found: Findings, asked: tuple[Question, ...], words: Words) -> str:
    return words(
        "n = {n} included, as the physician saw it at month 3; answered: {answered}.",
        n=len(found.included), answered=_answered(asked) or "0",
    )  # fmt: skip
