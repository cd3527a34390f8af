"""A page while the record cannot be reached: it says so and goes on by itself when it is back."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import accounts
from her2dash.errors import OutOfReach
from her2dash.i18n import Words
from her2dash.ui import answers, messages
from her2dash.ui.live import watch
from her2dash.ui.session import current_desk, language, this_office


def draw_outage(outage: OutOfReach) -> None:
    """Draw why the page cannot be drawn; the tick draws it again as soon as the record answers.

    What was answered meanwhile waits in this session: a page that is loaded anew would begin without it.
    """
    words, desk = Words(language()), current_desk(this_office())
    messages.show(words, messages.sentence(words, outage))
    st.markdown(words("This page tries again by itself."))
    if answers.anything_waits():
        st.warning(
            words("An answer is not saved yet. Keep this page open: it is saved when the record is back.")
        )

    def is_back() -> bool:
        try:
            accounts.who(desk)
        except OutOfReach:  # which stands above already
            return False
        return True

    watch(words, is_back)
