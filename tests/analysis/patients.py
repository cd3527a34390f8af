"""Patients for tests, written as short text: one patient a word, call and therapy by their first letters."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

from her2dash.analysis.cases import Case
from her2dash.analysis.states import Call, Therapy

CALLS = {
    "+": Call.POSITIVE,
    "-": Call.NEGATIVE,
    "e": Call.EQUIVOCAL,
    "x": Call.NOT_EVALUABLE,
    "?": Call.PENDING,
}
THERAPIES = {"y": Therapy.YES, "n": Therapy.NO, "?": Therapy.PENDING, "d": Therapy.NOT_EVALUABLE}

KNOWN = {
    "patient": "00-000",
    "site": "A",
    "dilemma": "other",
    "enrolled_on": date(2026, 1, 5),
    "included": True,
    "index_call": "pending",
    "therapy": "pending",
}
NOBODY = Case(**{field.name: KNOWN.get(field.name) for field in fields(Case)})  # type: ignore[arg-type]  # the rest may be None


def patients(text: str) -> list[Case]:
    """Return the patients of a text: `+y` is positive with therapy, `12*+y` twelve of them."""
    cases: list[Case] = []
    for word in text.split():
        times, _, pair = word.rpartition("*")
        for _each in range(int(times or 1)):
            number = f"01-{len(cases) + 1:03}"
            call, therapy = CALLS[pair[0]], THERAPIES[pair[1]]
            cases.append(replace(NOBODY, patient=number, index_call=call, therapy=therapy))
    return cases


def case(number: int = 1, **known: Any) -> Case:
    """Return one patient of whom only this is known."""
    return replace(NOBODY, patient=f"01-{number:03}", **known)
