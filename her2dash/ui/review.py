"""Check your answers: each with a link to change it, what keeps the form from being signed, and signing."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from her2dash.actions import signing
from her2dash.actions.desk import Desk
from her2dash.actions.settling import undecided
from her2dash.actions.signing import FOR_OTHERS, RESPONDENT
from her2dash.actions.views import Sheet
from her2dash.errors import Problem
from her2dash.study.answers import hidden, missing
from her2dash.study.forms import Group, Item, Kind
from her2dash.study.rows import name_of, question
from her2dash.ui import attention, messages
from her2dash.ui.asked import asked, is_reason_for_none, place_of
from her2dash.ui.gaps import contradictory, gap_sentence
from her2dash.ui.messages import escaped
from her2dash.ui.reader import SOURCES, Reader
from her2dash.ui.steps import change, page_of, turn


def draw_review(reader: Reader, sheet: Sheet, steps: tuple[Group, ...]) -> None:
    """Draw the answers to check, what is still to be mended, and the signature."""
    words = reader.words
    st.set_page_config(page_title=f"{words('Check your answers')} – {reader.text(sheet.form.title)}")
    obstacles = _obstacles(reader, sheet)
    if obstacles:
        messages.summary(words, [(place_of(item), text) for item, text in obstacles.items()])
    st.markdown(words("Last step · Patient {number}", number=sheet.number))
    attention.page_title(words("Check your answers"))
    draw_answers(reader, sheet, steps, change=True)
    _draw_hidden(reader, sheet)
    st.header(words("Sign and seal"), anchor=False)
    if obstacles:
        st.warning(words("This form can be signed when what is named at the top of this page is mended."))
    _draw_signature(reader, sheet, ready=not obstacles)
    st.button(words("Back"), key="back", on_click=turn, args=(str(max(len(steps), 1)),))


def _draw_hidden(reader: Reader, sheet: Sheet) -> None:
    """List what was answered and is asked no more, so that nobody misses it."""
    left = hidden(sheet.form, sheet.answers)
    if left:
        names = "\n".join(f"- {escaped(asked(reader, sheet.form, item))}" for item in left)
        st.info(f"{reader.words('Answered earlier, asked no more, and not counted:')}\n{names}")


def draw_answers(reader: Reader, sheet: Sheet, steps: tuple[Group, ...], *, change: bool = False) -> None:
    """Draw every question that was asked with its answer; those without one read "Not provided"."""
    for number, group in enumerate(steps, 1):
        st.subheader(reader.text(group.title), anchor=False)
        with st.container(border=True, key=f"answers-{number}"):
            items = shown(sheet, group)
            for item in items:
                _draw_answer(reader, sheet, item, page_of(item.id, steps) if change else None)
            if not items:
                _draw_none(reader, group, number if change else None)


def shown(sheet: Sheet, group: Group) -> list[Item]:
    """Return what is listed: a reason for no answer only where one was given, a row only in dispute."""
    disputed = [row for row in undecided(sheet.form, sheet.answered) if name_of(row) == group.id]
    return [question(sheet.form, row) for row in disputed] + [
        item
        for item in group.items
        if item.kind is not Kind.ROW and (not is_reason_for_none(item) or item.id in sheet.answers)
    ]


def _draw_answer(reader: Reader, sheet: Sheet, item: Item, page: int | None) -> None:
    with st.container(horizontal=True, key=f"checked-{item.id}", horizontal_alignment="distribute"):
        attention.checked(
            place_of(item.id),
            asked(reader, sheet.form, item),
            reader.answer(item, sheet.answers.get(item.id)),
            given=item.id in sheet.answers,
        )
        if page is not None:
            _draw_change(reader, item.id, page)


def _draw_none(reader: Reader, group: Group, page: int | None) -> None:
    """Say of a repeating group that no row was added: an empty frame looks like something lost."""
    with st.container(horizontal=True, key=f"checked-{group.id}", horizontal_alignment="distribute"):
        st.markdown(f"*{reader.words('Nothing was added here')}*")
        if page is not None:
            _draw_change(reader, group.id, page)


def _draw_change(reader: Reader, name: str, page: int) -> None:
    st.button(
        reader.words("Change"), key=f"change.{name}", type="tertiary", on_click=change, args=(name, page)
    )


def _obstacles(reader: Reader, sheet: Sheet) -> dict[str, str]:
    words = reader.words
    return (
        {item.id: gap_sentence(reader, sheet.form, item) for item in missing(sheet.form, sheet.answers)}
        | contradictory(reader, sheet)
        | {
            item: words(
                "Choose between the two answers to “{question}”", question=_label(reader, sheet, item)
            )
            for item in undecided(sheet.form, sheet.answered)
        }
    )


def _label(reader: Reader, sheet: Sheet, item: str) -> str:
    return asked(reader, sheet.form, question(sheet.form, item))


def _draw_signature(reader: Reader, sheet: Sheet, *, ready: bool) -> None:
    words, form = reader.words, sheet.form
    with st.form(f"sign-{sheet.handle}-{form.id}", clear_on_submit=True, border=True):
        st.markdown(escaped(reader.text(form.meaning)))
        st.markdown(words("You sign as **{name}**.", name=escaped(reader.me.name)))
        if not sheet.respondent:
            _draw_source(reader, sheet)
        if reader.desk.office.demo:
            st.markdown(words("In a demo no password is asked."))
        else:
            st.text_input(
                words("Your password"), type="password", key=_password(sheet), autocomplete="current-password"
            )
        st.form_submit_button(
            words("Sign and seal “{form}”", form=escaped(reader.text(form.title))), type="primary",
            key="sign", disabled=not ready, on_click=_sign, args=(reader.desk, sheet, reader.language),
        )  # fmt: skip
    st.markdown(
        words("After this the form is sealed: its answers no longer change, and you can read them here.")
    )


def _draw_source(reader: Reader, sheet: Sheet) -> None:
    """Ask who answers for somebody else where the answers come from."""
    names = {code: reader.words(SOURCES[code]) for code in FOR_OTHERS}
    st.radio(
        reader.words("You answer for the physician. Where do the answers come from?"), list(names),
        index=None, key=_source(sheet), format_func=names.__getitem__,
    )  # fmt: skip


def _sign(desk: Desk, sheet: Sheet, language: str) -> None:
    # One key for all presses of this button: a second press finds the first signature.
    key = st.session_state.setdefault(f"sign.{sheet.handle}.{sheet.form.id}", uuid4().hex)
    try:
        signing.sign(
            desk, handle=sheet.handle, form=sheet.form.id, mark=sheet.mark, key=key, language=language,
            password=st.session_state.get(_password(sheet), ""),
            source=st.session_state.get(_source(sheet)) or RESPONDENT,
        )  # fmt: skip
    except Problem as problem:
        messages.keep(problem)
    else:
        attention.turn_to(attention.TOP)


def _source(sheet: Sheet) -> str:
    return f"source.{sheet.handle}.{sheet.form.id}"


def _password(sheet: Sheet) -> str:
    return f"password.{sheet.handle}.{sheet.form.id}"
