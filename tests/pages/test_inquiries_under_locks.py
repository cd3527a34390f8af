"""Under a lock nothing is asked, answered or closed, and the page says so where the fields would be."""

from __future__ import annotations

from collections.abc import Callable
from uuid import uuid4

import pytest

from her2dash.actions import inquiries, inquiry_lists
from tests.actions.locking import lock, lock_study, unlock, unlock_study
from tests.house import House
from tests.pages.conftest import Screen, text
from tests.pages.test_inquiries_on_screen import ask, keys, sign

Set = Callable[[House, str], None]
LOCKS: dict[str, tuple[Set, Set, str]] = {
    "form": (
        lambda house, handle: lock(house, handle, "q_pre"),
        lambda house, handle: unlock(house, handle, "q_pre"),
        "This form is locked since 2 Mar 2026, 10:00 CET.",
    ),
    "patient": (lock, unlock, "This patient's record is locked since 2 Mar 2026, 10:00 CET."),
    "study": (
        lambda house, _: lock_study(house),
        lambda house, _: unlock_study(house),
        "The study's database is locked since 2 Mar 2026, 10:00 CET.",
    ),
}


@pytest.mark.parametrize("what", LOCKS)
def test_a_lock_is_told_in_place_of_answering_and_closing_and_no_asking_is_offered_until_it_is_lifted(
    house: House, screen: Screen, what: str
) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, "q_pre")
    waits, answered = ask(house, handle, "q_pre"), ask(house, handle, "q_pre", "plan")
    inquiries.reply(house.desk("anna"), number=answered, text="Yes.", key=uuid4().hex)
    steps = {f"answer.{waits}"}, {f"close.{answered}", f"again.{answered}", "ask-now"}
    set_lock, lift, sentence = LOCKS[what]

    def offered(login: str) -> set[str | None]:
        return keys(screen(house, login, "form", patient=handle, form="q_pre")) & (steps[0] | steps[1])

    set_lock(house, handle)
    for login, sections in (("anna", ["Questions to answer"]), ("mona", ["Questions about"])):
        at = screen(house, login, "form", patient=handle, form="q_pre")
        assert not keys(at) & (steps[0] | steps[1])
        assert not at.text_input
        assert "Ask about an answer" not in {each.label for each in at.expander}
        said = text(at)
        for section in sections:
            assert sentence in said[said.index(section) :]
        assert said.count(sentence) == 1 + len(sections)  # and once of the form itself
    assert inquiry_lists.waiting(house.desk("anna")) == ()
    assert "Questions to answer" not in text(screen(house, "anna", "worklist"))
    lift(house, handle)
    assert (offered("anna"), offered("mona")) == steps
    assert [one.number for one in inquiry_lists.waiting(house.desk("anna"))] == [waits]
