"""One form of one patient on the screen: page by page, then the answers to check, then the receipt.

It knows no form by name.
"""

from __future__ import annotations

import streamlit as st

from her2dash.actions import capture
from her2dash.actions.views import Sheet
from her2dash.study.answers import hidden, pages
from her2dash.study.forms import Group, Item
from her2dash.study.windows import State
from her2dash.ui import answers, attention, messages
from her2dash.ui.asked import place_of
from her2dash.ui.corrections import draw_under_way, draw_way_to_correct
from her2dash.ui.gaps import contradictory, named_gaps
from her2dash.ui.inquiries import draw_inquiries, draw_open_inquiries
from her2dash.ui.inquiry_asking import draw_way_to_ask
from her2dash.ui.items import draw_item
from her2dash.ui.live import watch
from her2dash.ui.locked_form import draw_locked_form
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader
from her2dash.ui.receipt import draw_receipt
from her2dash.ui.review import draw_answers, draw_review
from her2dash.ui.rows import draw_rows
from her2dash.ui.standings import timing
from her2dash.ui.steps import CHECK, go_back, go_on, is_returning, step_of

SIGNED = "signed"


def draw_form(reader: Reader, sheet: Sheet) -> None:
    """Draw the form: a page of it to fill in, its check, or what was signed."""
    steps = pages(sheet.form, sheet.answers)
    step = step_of(sheet, steps) if sheet.editable else SIGNED
    arrived = attention.arrive(f"form {sheet.handle} {sheet.form.id} {step}")
    attention.title(reader.text(sheet.form.title), lead_here=step in ("1", SIGNED))
    _draw_patient(reader, sheet)
    messages.show_kept(reader.words)
    draw_open_inquiries(reader, sheet)
    if not sheet.editable:
        _draw_closed(reader, sheet, steps)
        return
    if sheet.correcting is not None:
        draw_under_way(reader, sheet, sheet.correcting)
    if step == CHECK:
        draw_review(reader, sheet, steps)
    else:
        if arrived and (item := st.query_params.get("item")):
            attention.turn_to(place_of(item))
        _draw_page(reader, sheet, steps, int(step))
    _follow(reader, sheet)


def _draw_closed(reader: Reader, sheet: Sheet, steps: tuple[Group, ...]) -> None:
    if sheet.lock is not None:
        draw_locked_form(reader, sheet, sheet.lock)
    if sheet.correcting is not None:
        draw_under_way(reader, sheet, sheet.correcting)
    elif sheet.receipt is not None:
        draw_receipt(reader, sheet, sheet.receipt)
    elif sheet.standing.state == State.NOT_YET_OPEN:
        st.info(f"{timing(reader, sheet.form.id, sheet.standing)}.")
    st.header(reader.words("Answers"), anchor=False)
    draw_answers(reader, sheet, steps)
    if sheet.receipt is not None:
        draw_inquiries(reader, sheet)
        draw_way_to_ask(reader, sheet, steps)
    if sheet.receipt is not None and sheet.role is not None and sheet.lock is None:
        draw_way_to_correct(reader, sheet)


def _draw_patient(reader: Reader, sheet: Sheet) -> None:
    said = reader.words(
        "Patient **{number}** · {age} years · {dilemma} · test planned for {day}",
        number=sheet.number,
        age=sheet.age,
        dilemma=messages.escaped(reader.dilemma(sheet.dilemma)),
        day=reader.words.date(sheet.planned_on),
    )
    st.markdown(said)


def _draw_page(reader: Reader, sheet: Sheet, steps: tuple[Group, ...], number: int) -> None:
    words, group = reader.words, steps[number - 1]
    place, title = words("Page {page} of {pages}", page=number, pages=len(steps)), reader.text(group.title)
    st.set_page_config(page_title=f"{title} – {place} – {reader.text(sheet.form.title)}")
    gaps = named_gaps(reader, sheet, group)
    if gaps:
        messages.summary(words, [(place_of(item), text) for item, text in gaps.items()])
    if number == 1:
        _draw_beginning(reader, sheet)
        st.markdown(place)
        st.header(title, anchor=False)
    else:
        st.markdown(words("{page} · Patient {number}", page=place, number=sheet.number))
        attention.page_title(title)
    _draw_questions(reader, sheet, group, gaps)
    _draw_ways(reader, sheet, group, number, gaps=bool(gaps))
    _draw_end(reader, sheet)


def _draw_questions(reader: Reader, sheet: Sheet, group: Group, gaps: dict[str, str]) -> None:
    left, excluded = hidden(sheet.form, sheet.answers), contradictory(reader, sheet)

    def draw(item: Item) -> None:
        hides = [each for each in left if any(rule.item == item.id for rule in each.ask_if)]
        draw_item(reader, sheet, item, gap=gaps.get(item.id) or excluded.get(item.id), hides=hides)

    if group.repeats is not None:
        draw_rows(reader, sheet, group, gaps, draw)
        return
    for item in group.items:
        draw(item)


def _draw_beginning(reader: Reader, sheet: Sheet) -> None:
    words = reader.words
    st.markdown(reader.text(sheet.form.intro))
    facts = [words.count("About {n} minute.", "About {n} minutes.", sheet.form.minutes)]
    if due := timing(reader, sheet.form.id, sheet.standing):
        facts.append(f"{due}.")
    facts.append(words("You can leave at any time and come back."))
    st.markdown(" ".join(facts))
    if sheet.result_is_open:
        result = reader.study.release.form
        label = words("Read “{form}”", form=reader.form_title(result))
        link("form", label, patient=sheet.handle, form=result)


def _draw_ways(reader: Reader, sheet: Sheet, group: Group, number: int, *, gaps: bool) -> None:
    words = reader.words
    onward = words("Continue to your answers") if is_returning() else words("Continue")
    with st.container(horizontal=True, key="ways"):
        st.button(
            words("Continue without these answers") if gaps else onward, key="continue", type="primary",
            on_click=go_on, args=(reader.desk, sheet.handle, sheet.form.id, group.id),
        )  # fmt: skip
        if number > 1:
            st.button(words("Back"), key="back", on_click=go_back, args=(sheet, number))


def _draw_end(reader: Reader, sheet: Sheet) -> None:
    words = reader.words
    if sheet.last_saved is not None:
        time = reader.when(sheet.last_saved)
        st.markdown(words("Your answers are saved, the last one at {time}.", time=time))
        attention.speak(words("Saved {time}", time=time), answers.last_saved())
    link("worklist", words("Leave and go to the work-list"))


def _follow(reader: Reader, sheet: Sheet) -> None:
    """Draw again when somebody else answered or signed, and try again what could not be saved."""

    def moved() -> bool:
        saved = answers.retry(reader.desk)
        return saved or capture.mark(reader.desk, handle=sheet.handle, form=sheet.form.id) != sheet.mark

    watch(reader.words, moved)
