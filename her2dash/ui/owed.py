"""Which physician owes which form: a list that a phone shows whole, the latest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container
from datetime import date
from html import escape

import streamlit as st

from her2dash.actions.views import Owed
from her2dash.figures.unbroken import together
from her2dash.i18n import N_
from her2dash.study.windows import State
from her2dash.ui import attention
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.paging import PAGE, draw_ways, page_of
from her2dash.ui.reader import Reader
from her2dash.ui.reminders import reminder
from her2dash.ui.standings import timing

# So many stand on the page, the others on the next ones: the figures come after this list.
FIRST = 10

_LIST, _ORDER, _PHYSICIAN = "owed", "owed.order", "owed.of"

# Streamlit forgets what a box of another page says: Back from a patient leads to the list as it was.
_KEPT = "owed.kept"


def draw_owed(reader: Reader, owed: tuple[Owed, ...]) -> None:
    """Draw how many forms are overdue, who owes how many, and each of them."""
    words = reader.words
    if not owed:
        st.markdown(words("No form is due or overdue."))
        return
    late = sum(_is_late(one) for one in owed)
    told = words("Overdue: {late} of {n}.", late=late, n=len(owed))
    st.markdown(f"**{told}**")
    _draw_physicians(reader, owed)
    with st.container(key="owed-list"):
        attention.place(_LIST)
        # who owes a single form needs neither choice
        shown = _chosen(reader, owed) if len(owed) > 1 else list(owed)
        _draw_reminders(reader, shown)
        _draw_page(reader, shown)


def _draw_page(reader: Reader, owed: list[Owed]) -> None:
    """Draw one page of the list; the address says which."""
    words, pages = reader.words, -(-len(owed) // FIRST)
    page = min(max(1, page_of(st.query_params)), pages)
    _draw_lines(reader, owed[FIRST * (page - 1) : FIRST * page])
    draw_ways(reader, page, pages, back=words("Previous"), on=words("Next"), to=_LIST)


def _draw_physicians(reader: Reader, owed: tuple[Owed, ...]) -> None:
    lines = _per_physician(reader, owed)
    st.markdown("  \n".join(lines[:FIRST]))
    if others := lines[FIRST:]:
        told = reader.words.count("{n} more physician", "{n} more physicians", len(others))
        with st.expander(told, key="owed-physicians"):
            st.markdown("  \n".join(others))


def _draw_lines(reader: Reader, owed: list[Owed]) -> None:
    with st.container(key="owed-lines", gap=None):
        for one in owed:
            _draw_line(reader, one)


ORDERS: dict[str, Callable[[Owed], object]] = {
    N_("Longest late first"): lambda one: (-one.standing.days_late, one.standing.due or date.max),
    N_("By physician"): lambda one: (one.physician_name, -one.standing.days_late),
    N_("By form"): lambda one: (one.form, -one.standing.days_late),
    N_("By patient"): lambda one: (one.number, one.form),
}


def _chosen(reader: Reader, owed: tuple[Owed, ...]) -> list[Owed]:
    """Ask of whom, and in which order."""
    words, names = reader.words, {name: reader.words(name) for name in ORDERS}
    physicians = Counter(one.physician_name for one in owed)
    with st.container(horizontal=True, key="owed-choice"):
        who = ""
        if len(physicians) > 1:
            told = {"": words("All")} | {name: f"{name} ({physicians[name]})" for name in sorted(physicians)}
            _again(_PHYSICIAN, told)
            who = st.selectbox(
                words("Forms of"), list(told), key=_PHYSICIAN, format_func=told.__getitem__, width=260,
                on_change=_from_the_first,
            )  # fmt: skip
        _again(_ORDER, names)
        order = st.selectbox(
            words("Order"), list(names), key=_ORDER, format_func=names.__getitem__, width=260,
            on_change=_from_the_first,
        )  # fmt: skip
    found = [one for one in owed if who in ("", one.physician_name)]
    return sorted(found, key=ORDERS[order])  # type: ignore[arg-type]  # tuples of one shape each


def _from_the_first() -> None:
    st.query_params.pop(PAGE, None)
    st.session_state[_KEPT] = {key: st.session_state.get(key) for key in (_PHYSICIAN, _ORDER)}


def _again(key: str, offered: Container[str]) -> None:
    """Let a box say what it said when the page was left, where it still can."""
    if (kept := st.session_state.get(_KEPT, {}).get(key)) in offered:
        st.session_state.setdefault(key, kept)


def _draw_reminders(reader: Reader, owed: list[Owed]) -> None:
    """Offer for each physician a text to copy into a letter; nothing is sent from here."""
    names = sorted({one.physician_name for one in owed})
    with st.expander(reader.words("Reminders to copy"), key="reminders"):
        name = names[0]
        if len(names) > 1:
            name = st.selectbox(reader.words("Physician"), names, key="owed.physician")
        st.code(
            reminder(reader, name, [one for one in owed if one.physician_name == name]),
            language=None, wrap_lines=True,
        )  # fmt: skip


def _is_late(owed: Owed) -> bool:
    return owed.standing.state == State.LATE


def _draw_line(reader: Reader, owed: Owed) -> None:
    """One form in three parts, which stand below each other on a phone and beside each other elsewhere."""
    when = escape(timing(reader, owed.form, owed.standing))
    what, whose = escape(reader.form_title(owed.form)), escape(owed.physician_name)
    with st.container(horizontal=True, key=f"owes-{owed.handle}-{owed.form}", gap=None):
        st.html(f'<span class="her2-late">{when}</span>' if _is_late(owed) else f"<span>{when}</span>")
        link("patient", reader.words("Patient {number}", number=owed.number), patient=owed.handle)
        st.html(f'<span class="her2-owes">{what} · <span>{whose}</span></span>')


def _per_physician(reader: Reader, owed: tuple[Owed, ...]) -> list[str]:
    late = Counter(one.physician_name for one in owed if _is_late(one))
    every = Counter(one.physician_name for one in owed)
    return [
        reader.words(
            "{name}: {told}",
            name=escaped(name),
            told=together(
                reader.words("{late} overdue, {due} due", late=late[name], due=every[name] - late[name])
            ),
        )
        for name in sorted(every, key=lambda name: (-late[name], name))
    ]
