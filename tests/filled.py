"""Answers that fill any form: tests say what matters to them, the rest is the first thing allowed."""

from __future__ import annotations

from datetime import date

from her2dash.study.answers import applicable, missing
from her2dash.study.model import Form, Item, Kind, Study, Value
from her2dash.study.rows import IS_THERE


def filled(study: Study, form: Form, today: date, **said: Value) -> dict[str, Value]:
    """Return answers with which the form can be signed: those said, then whatever is still required."""
    answers = dict(said)
    while gaps := missing(form, answers):
        answers[gaps[0].id] = _first_allowed(study, gaps[0], today)
    for rule in form.sums:
        if rule.total in answers and rule.total not in said:
            answers[rule.total] = str(sum(int(str(answers[part])) for part in rule.parts))
    # A row before what stands in it, questions in the order in which they are asked.
    asked = [item.id for item in applicable(form, answers)]
    return {
        **{key: value for key, value in answers.items() if value == IS_THERE and ":" in key},
        **{key: answers[key] for key in asked if key in answers},
        **{key: value for key, value in answers.items() if key not in asked},
    }


def _first_allowed(study: Study, item: Item, today: date) -> Value:
    if item.kind.coded:
        first = study.codelist(item.codes).codes[0].code
        return (first,) if item.kind == Kind.SEVERAL else first
    if item.kind == Kind.ROW:
        return IS_THERE
    if item.kind == Kind.DATE:
        return today.isoformat()
    return str(item.minimum or 1) if item.kind == Kind.NUMBER else "words"
