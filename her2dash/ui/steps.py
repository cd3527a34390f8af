"""Which page of a form is shown, and turning to another: it stands in the address, so Back works."""

from __future__ import annotations

import streamlit as st

from her2dash.actions import capture
from her2dash.actions.desk import Desk
from her2dash.actions.views import Sheet
from her2dash.errors import Problem
from her2dash.study.answers import pages
from her2dash.study.forms import Group
from her2dash.study.rows import name_of
from her2dash.ui import attention, messages
from her2dash.ui.gaps import forget_gaps, name_gaps

CHECK = "check"


def step_of(sheet: Sheet, steps: tuple[Group, ...]) -> str:
    """Return the page that the address names, or the one where the last answer was given."""
    named = st.query_params.get("page")
    if named is None:
        # Remembered, so that an answer given elsewhere does not turn the page under the reader.
        named = str(
            st.session_state.setdefault(f"page.{sheet.handle}.{sheet.form.id}", _resumed(sheet, steps))
        )
    if named == CHECK or not steps:
        return CHECK
    number = int(named) if named.isascii() and named.isdigit() else 1
    return str(min(max(number, 1), len(steps)))


def page_of(item: str, steps: tuple[Group, ...]) -> int:
    """Return the number of the page that asks an item or holds a row, else of the first page."""
    return next(
        (n for n, group in enumerate(steps, 1)
         if group.id == name_of(item) or any(one.id == item for one in group.items)),
        1,
    )  # fmt: skip


def is_returning() -> bool:
    """Tell whether the reader came from the check and goes back there."""
    return st.query_params.get("from") == CHECK


def turn(page: str, **more: str) -> None:
    """Turn to a page of the form."""
    kept = {name: st.query_params[name] for name in ("patient", "form") if name in st.query_params}
    st.query_params.from_dict({**kept, "page": page, **more})


def change(item: str, page: int) -> None:
    """Turn from the check to the page of one question, whose way on leads back to the check."""
    # A link from a page to itself would leave the browser's address as it was: so this is a button.
    turn(str(page), item=item, **{"from": CHECK})


def go_on(desk: Desk, handle: str, form: str, group: str) -> None:
    """Turn to the next page; the first time required answers are missing, stay and name them."""
    try:
        sheet = capture.open_form(desk, handle=handle, form=form)
    except Problem as problem:
        messages.keep(problem)
        return
    # Asked anew: a text that was left by pressing the button has only just been saved.
    steps = pages(sheet.form, sheet.answers)
    order = [page.id for page in steps]
    if group in order and name_gaps(sheet, steps[order.index(group)]):
        attention.turn_to(attention.PROBLEM)
        return
    forget_gaps(sheet)
    last = group not in order or order.index(group) + 1 == len(order)
    turn(CHECK if last or is_returning() else str(order.index(group) + 2))


def go_back(sheet: Sheet, number: int) -> None:
    """Turn to the page before."""
    forget_gaps(sheet)
    turn(str(number - 1))


def _resumed(sheet: Sheet, steps: tuple[Group, ...]) -> int:
    last = max(sheet.answered, key=lambda item: sheet.answered[item].at, default="")
    return page_of(last, steps)
