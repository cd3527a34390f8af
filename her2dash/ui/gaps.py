"""Required questions that were passed over: named once at Continue, and again where the form is checked."""

from __future__ import annotations

import streamlit as st

from her2dash.actions.views import Sheet
from her2dash.i18n import N_
from her2dash.study.answers import missing
from her2dash.study.forms import Group, Item, Kind
from her2dash.ui.reader import Reader

_SENTENCES = {
    Kind.SINGLE: N_("Choose an answer to “{question}”"),
    Kind.SCALE: N_("Choose an answer to “{question}”"),
    Kind.SEVERAL: N_("Choose at least one answer to “{question}”"),
    Kind.NUMBER: N_("Enter a number for “{question}”"),
    Kind.DATE: N_("Enter a date for “{question}”"),
    Kind.TEXT: N_("Write an answer to “{question}”"),
}


def gap_sentence(reader: Reader, item: Item) -> str:
    """Return how a gap is mended: the same words in the summary and beside the question."""
    return reader.words(_SENTENCES[item.kind], question=reader.text(item.label))


def named_gaps(reader: Reader, sheet: Sheet, group: Group) -> dict[str, str]:
    """Return what to say of each gap of a page whose gaps were named; nothing of any other page."""
    if st.session_state.get(_key(sheet)) != group.id:
        return {}
    here = {item.id for item in group.items}
    return {
        item.id: gap_sentence(reader, item) for item in missing(sheet.form, sheet.answers) if item.id in here
    }


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


def _key(sheet: Sheet) -> str:
    return f"gaps.{sheet.handle}.{sheet.form.id}"
