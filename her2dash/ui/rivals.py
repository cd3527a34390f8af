"""Two answers to one question: both are shown, with who gave them when, and a person chooses."""

from __future__ import annotations

import streamlit as st

from her2dash.actions.views import Answered, Rival
from her2dash.study.forms import BLANKED, Value
from her2dash.ui.answers import Slot, chosen
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader


def draw_rivals(reader: Reader, slot: Slot, given: Answered) -> None:
    """Draw the answer that counts now and those given without having seen it, one button each."""
    words = reader.words
    with st.container(border=True, key=f"rivals-{slot.item.id}"):
        st.markdown(f"**{words('Two answers differ')}**")
        st.markdown(words("Nothing was overwritten. Choose the answer to keep; the other stays on record."))
        _draw_one(
            reader,
            slot,
            given,
            given.version,
            given.value,
            words("{name}, {time}: counts now", **_who(reader, given)),
        )
        for rival in given.rivals:
            _draw_one(
                reader,
                slot,
                given,
                rival.version,
                rival.value,
                words("{name}, {time}", **_who(reader, rival)),
            )
        if given.rivals:
            before = reader.answer(slot.item, given.rivals[0].before)
            st.markdown(words("What stood there before: {answer}", answer=escaped(before)))


def _who(reader: Reader, one: Answered | Rival) -> dict[str, str]:
    return {"name": one.person_name, "time": reader.when(one.at)}


def _draw_one(
    reader: Reader, slot: Slot, given: Answered, version: int, value: Value | None, who: str
) -> None:
    shown = reader.answer(slot.item, value)
    st.markdown(f"{escaped(shown)}  \n{escaped(who)}")
    if value == BLANKED:
        return  # there is nothing to keep any more
    st.button(
        reader.words("Keep “{answer}”", answer=escaped(shown)),
        key=f"keep.{slot.key}.{version}",
        on_click=chosen,
        args=(slot, value, given.newest),
    )
