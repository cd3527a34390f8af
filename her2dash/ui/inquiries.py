"""Questions about the answers of a signed form: asked, answered, closed, where the answers stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from uuid import uuid4

import streamlit as st

from her2dash.actions import inquiries, inquiry_lists
from her2dash.actions.desk import Desk
from her2dash.actions.inquiry_views import Inquiry, Said, Step
from her2dash.actions.views import Sheet
from her2dash.errors import Problem
from her2dash.i18n import N_
from her2dash.study.rows import question
from her2dash.ui import attention, messages
from her2dash.ui.asked import asked
from her2dash.ui.messages import escaped
from her2dash.ui.reader import Reader
from her2dash.ui.unlocking import told

LONGEST = 500

_SENTENCES = {
    Step.ASKED: N_("Asked by {name} ({role}) on {day}: “{words}”"),
    Step.ANSWERED: N_("Answered by {name} ({role}) on {day}: “{words}”"),
    Step.CLOSED: N_("Closed by {name} ({role}) on {day}"),
}
_STANDS = {
    Step.ASKED: N_("Waits for an answer"),
    Step.ANSWERED: N_("Answered"),
    Step.CLOSED: N_("Closed"),
}


def draw_inquiries(reader: Reader, sheet: Sheet) -> None:
    """Draw what was asked about a form, each question with the next step that the reader may take.

    Those that wait for the reader stand above the answers.
    """
    found = inquiry_lists.of_form(reader.desk, handle=sheet.handle, form=sheet.form.id)
    rest = [one for one in found if not _waits_for_reader(one)]
    if rest:
        st.header(reader.words("Questions about these answers"), anchor=False)
        if any(_next_is_readers(one) for one in rest):
            draw_lock_instead(reader, sheet)
    _draw_each(reader, rest)


def draw_open_inquiries(reader: Reader, sheet: Sheet) -> None:
    """Draw the questions that wait for the reader's answer, also while the form is being corrected."""
    if sheet.receipt is None or sheet.role is None:
        return
    found = inquiry_lists.of_form(reader.desk, handle=sheet.handle, form=sheet.form.id)
    waiting = [one for one in found if _waits_for_reader(one)]
    if waiting:
        st.header(reader.words("Questions to answer"), anchor=False)
        if not draw_lock_instead(reader, sheet):
            st.markdown(reader.words("Answer here. If what was signed is wrong, correct the form as well."))
    _draw_each(reader, waiting)


def draw_lock_instead(reader: Reader, sheet: Sheet) -> bool:
    """Tell whether a lock holds here, and if so draw it: where something would be asked, answered, closed."""
    if sheet.lock is None:
        return False
    st.markdown(escaped(told(reader, sheet.lock)))
    return True


def about(reader: Reader, one: Inquiry) -> str:
    """Return the question on a form that an inquiry is about."""
    if one.item is None:
        return reader.words("The form as a whole")
    definition = reader.study.form(one.form, one.form_version)
    return asked(reader, definition, question(definition, one.item))


def draw_badge(reader: Reader, one: Inquiry) -> None:
    """Draw where an inquiry stands."""
    said = reader.words(_STANDS[one.stands])
    if one.stands is Step.ASKED:
        st.badge(said, color="orange", icon=":material/help:")
    elif one.stands is Step.ANSWERED:
        st.badge(said, color="blue", icon=":material/chat:")
    else:
        st.badge(said, color="green", icon=":material/check:")


def take_step(step: Callable[[], object], key: str | None = None) -> None:
    """Take a step and empty the field, or keep what went wrong beside what was typed."""
    try:
        step()
    except Problem as problem:
        messages.keep(problem)
        return
    if key is not None:
        st.session_state[key] = ""
    attention.turn_to(attention.TOP)


def _waits_for_reader(one: Inquiry) -> bool:
    return one.may_answer and one.stands is Step.ASKED


def _next_is_readers(one: Inquiry) -> bool:
    return one.may_ask and one.stands is not Step.ASKED


def _draw_each(reader: Reader, found: Iterable[Inquiry]) -> None:
    for one in found:
        with st.container(border=True, key=f"inquiry-{one.number}"):
            _draw_inquiry(reader, one)


def _draw_inquiry(reader: Reader, one: Inquiry) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"asked-{one.number}"):
        st.markdown(f"**{escaped(about(reader, one))}**", width="content")
        draw_badge(reader, one)
    for said in one.said:
        st.markdown(_told(reader, said))
    if one.locked:
        return
    if _waits_for_reader(one):
        _draw_words(reader, one, "answer", N_("Your answer"), N_("Give this answer"), inquiries.reply)
    if not _next_is_readers(one):
        return
    if one.stands is Step.ANSWERED:
        st.button(
            reader.words("Close this question"), key=f"close.{one.number}", on_click=_close,
            args=(reader.desk, one),
        )  # fmt: skip
    _draw_words(
        reader, one, "again", N_("What is still to be answered"), N_("Ask again"), inquiries.ask_again
    )


def _draw_words(
    reader: Reader, one: Inquiry, name: str, label: str, deed: str, take: Callable[..., None]
) -> None:
    words, key = reader.words, f"inquiry.{one.number}.{name}"
    st.text_input(words(label), key=key, max_chars=LONGEST)
    st.button(words(deed), key=f"{name}.{one.number}", on_click=_say, args=(reader.desk, one, key, take))


def _told(reader: Reader, said: Said) -> str:
    words = reader.words
    text = words("(blanked)") if said.blanked else said.text or ""
    return words(
        _SENTENCES[said.step],
        name=escaped(said.person_name),
        role=reader.role(said.role),
        day=words.date(reader.day(said.at)),
        words=escaped(text),
    )


def _say(desk: Desk, one: Inquiry, key: str, take: Callable[..., None]) -> None:
    text = str(st.session_state.get(key, ""))
    take_step(lambda: take(desk, number=one.number, text=text, key=uuid4().hex), key)


def _close(desk: Desk, one: Inquiry) -> None:
    take_step(lambda: inquiries.close(desk, number=one.number, key=uuid4().hex))
