"""Answers that fill any form: tests say what matters to them, the rest is the first thing allowed."""

from __future__ import annotations

from datetime import date

from her2dash.study.answers import missing
from her2dash.study.model import Form, Item, Kind, Study, Value


def filled(study: Study, form: Form, today: date, **said: Value) -> dict[str, Value]:
    """Return answers with which the form can be signed: those said, then whatever is still required."""
    answers = dict(said)
    while gaps := missing(form, answers):
        answers[gaps[0].id] = _first_allowed(study, gaps[0], today)
    return {item.id: answers[item.id] for item in form.items if item.id in answers}


def _first_allowed(study: Study, item: Item, today: date) -> Value:
    if item.kind.coded:
        first = study.codelist(item.codes).codes[0].code
        return (first,) if item.kind == Kind.SEVERAL else first
    if item.kind == Kind.DATE:
        return today.isoformat()
    return str(item.minimum or 1) if item.kind == Kind.NUMBER else "words"
