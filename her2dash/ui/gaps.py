"""What keeps a page from being whole: required questions passed over, answers that exclude each other."""

from __future__ import annotations

import streamlit as st

from her2dash.actions.views import Sheet
from her2dash.i18n import N_
from her2dash.study.answers import Contradiction, contradictions, missing
from her2dash.study.forms import Form, Group, Item, Kind
from her2dash.ui.answers import problem_at
from her2dash.ui.asked import asked
from her2dash.ui.messages import carried
from her2dash.ui.reader import Reader

_SENTENCES = {
    Kind.SINGLE: N_("Choose an answer to “{question}”"),
    Kind.SCALE: N_("Choose an answer to “{question}”"),
    Kind.SEVERAL: N_("Choose at least one answer to “{question}”"),
    Kind.NUMBER: N_("Enter a number for “{question}”"),
    Kind.DATE: N_("Enter a date for “{question}”"),
    Kind.TEXT: N_("Write an answer to “{question}”"),
    Kind.ROW: N_("Add “{question}”: at least this one is wanted"),
}


def gap_sentence(reader: Reader, form: Form, item: Item) -> str:
    """Return how a gap is mended: the same words in the summary and beside the question."""
    return reader.words(_SENTENCES[item.kind], question=asked(reader, form, item))


def named_gaps(reader: Reader, sheet: Sheet, group: Group) -> dict[str, str]:
    """Return what to say of each gap of a page whose gaps were named; nothing of any other page."""
    if st.session_state.get(_key(sheet)) != group.id:
        return {}
    here = {item.id for item in group.items}
    return {
        item.id: _refused(reader, sheet, item) or gap_sentence(reader, sheet.form, item)
        for item in missing(sheet.form, sheet.answers)
        if item.id in here
    }


def _refused(reader: Reader, sheet: Sheet, item: Item) -> str | None:
    """Return why an answer that was given could not be taken: better than to say that there is none."""
    problem = problem_at(f"answer.{sheet.handle}.{sheet.form.id}.{item.id}")
    return carried(reader.words, problem) if problem else None


def contradictory(reader: Reader, sheet: Sheet) -> dict[str, str]:
    """Return what cannot all be right, at the question where it is best mended."""
    found = contradictions(sheet.form, sheet.answers)
    return {each.item.id: _contradiction(reader, sheet, each) for each in found}


def name_gaps(sheet: Sheet, group: Group) -> bool:
    """Have the gaps of a page named; tell whether there are any and they were not named before."""
    here = {item.id for item in group.items}
    wanting = any(item.id in here for item in missing(sheet.form, sheet.answers))
    before = st.session_state.get(_key(sheet))
    st.session_state[_key(sheet)] = group.id if wanting else None
    return wanting and before != group.id


def forget_gaps(sheet: Sheet) -> None:
    """Name no gap any more: the page is left."""
    st.session_state.pop(_key(sheet), None)


def _contradiction(reader: Reader, sheet: Sheet, found: Contradiction) -> str:
    if found.say is not None:
        return reader.text(found.say)
    first, *others = (asked(reader, sheet.form, item) for item in (found.item, *found.others))
    if found.adds_up:
        return reader.words(
            "“{question}” is not the sum of {parts}: correct one of the numbers",
            question=first,
            parts=", ".join(f"“{other}”" for other in others),
        )
    return reader.words(
        "“{question}” lies before “{other}”: correct one of the two days", question=first, other=others[0]
    )


def _key(sheet: Sheet) -> str:
    return f"gaps.{sheet.handle}.{sheet.form.id}"
