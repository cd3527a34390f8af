"""Steps of an inquiry, and what a person is told of it."""

from __future__ import annotations

from uuid import uuid4

from her2dash.actions import inquiries, inquiry_lists, trail
from her2dash.actions.inquiry_views import Inquiry
from her2dash.actions.trail import Wanted
from tests.house import House

WHY = "Is this plan right?"


NAMED = "Mrs Janssen had two tumours"


def ask(
    house: House, login: str, handle: str, form: str, item: str | None = None, *, text: str = WHY,
    key: str | None = None,
) -> int:  # fmt: skip
    desk = house.desk(login)
    return inquiries.ask(desk, handle=handle, form=form, item=item, text=text, key=key or uuid4().hex)


def reply(house: House, login: str, number: int, text: str = "Yes, it is.") -> None:
    inquiries.reply(house.desk(login), number=number, text=text, key=uuid4().hex)


def close(house: House, login: str, number: int) -> None:
    inquiries.close(house.desk(login), number=number, key=uuid4().hex)


def ask_again(house: House, login: str, number: int, text: str = "Please look again.") -> None:
    inquiries.ask_again(house.desk(login), number=number, text=text, key=uuid4().hex)


def seen(house: House, login: str, handle: str, form: str) -> tuple[Inquiry, ...]:
    return inquiry_lists.of_form(house.desk(login), handle=handle, form=form)


def told(house: House, login: str) -> list[str]:
    """What the trail tells a person of inquiries, the oldest first."""
    entries = trail.trail_page(house.desk(login), wanted=Wanted(thing="inquiry")).rows
    return [entry.deed for entry in reversed(entries)]
