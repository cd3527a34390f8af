"""The same thing sent twice at almost the same moment: done once, and the sender is told so both times."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

import pytest

from her2dash.actions import capture, record, rows, signing
from her2dash.actions.views import Receipt
from her2dash.errors import Refused
from tests.actions.steps import index, sealed_first
from tests.faults.test_databases import holds, say
from tests.filled import filled
from tests.house import House

T = TypeVar("T")
APART = pytest.mark.parametrize("apart", [0, 0.005, 0.05], ids=["at once", "5 ms apart", "50 ms apart"])


def both(
    first: Callable[[], T], second: Callable[[], T], apart: float = 0
) -> tuple[T | Refused, T | Refused]:
    """Do two things, the second so many seconds after the first; return what became of each."""
    together = Barrier(2)

    def one(deed: Callable[[], T], after: float) -> T | Refused:
        together.wait()
        time.sleep(after)
        try:
            return deed()
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(2) as pool:
        begun = pool.submit(one, first, 0), pool.submit(one, second, apart)
        return begun[0].result(), begun[1].result()


def count(house: House, what: str) -> int:
    return int(say(house, f"select count(*) from {what}"))


@APART
def test_an_answer_sent_twice_is_one_answer_and_both_are_told_that_it_is_saved(
    house: House, apart: float
) -> None:
    handle, desk = house.enrol(), house.desk("anna")

    def send() -> tuple[object, int]:
        saved = capture.answer(
            desk, handle=handle, form=sealed_first(house), item="comment", value="words", seen=0,
            key="a press", language="en",
        )  # fmt: skip
        return saved.answered.value, saved.answered.version

    assert both(send, send, apart) == (("words", 1), ("words", 1))
    assert count(house, "answer") == count(house, "audit_event where deed = 'answer.saved'") == 1
    assert holds(house)


def test_an_answer_that_arrives_again_after_the_next_one_changes_nothing(house: House) -> None:
    handle, desk = house.enrol(), house.desk("anna")

    def send(value: str, seen: int) -> str:
        said = {"handle": handle, "form": sealed_first(house), "item": "comment", "language": "en"}
        return str(capture.answer(desk, **said, value=value, seen=seen, key=value).answered.value)

    assert [send("first", 0), send("second", 1), send("first", 0)] == ["first", "second", "second"]
    assert count(house, "answer") == count(house, "audit_event where deed = 'answer.saved'") == 2


def test_a_row_added_twice_by_one_press_is_one_row(house: House) -> None:
    handle, desk = house.enrol(), house.desk("iris")
    (group,) = [group for group in house.office.study.form(index(house)).groups if group.repeats]

    def add() -> int:
        return rows.add_row(
            desk, handle=handle, form=index(house), group=group.id, key="a press", language="en"
        )

    assert both(add, add) == (1, 1)
    assert count(house, "answer") == 1


def signer(house: House, handle: str, key: str) -> Callable[[], Receipt]:
    """A press on the button that signs the first form, in a tab of its own."""
    desk, form = house.desk("anna"), sealed_first(house)
    mark = capture.mark(desk, handle=handle, form=form)
    return lambda: signing.sign(
        desk, handle=handle, form=form, mark=mark, password="anna has a long password", key=key, language="en"
    )


def answered(house: House) -> str:
    handle, study = house.enrol(), house.office.study
    first = study.form(sealed_first(house))
    house.fill("anna", handle, first.id, filled(study, first, house.clock.now().date()))
    return handle


@APART
def test_a_signature_sent_twice_is_one_signature_and_both_get_its_receipt(house: House, apart: float) -> None:
    press = signer(house, answered(house), "a press")
    one, other = both(press, press, apart)
    assert isinstance(one, Receipt)
    assert one == other
    assert count(house, "signature") == count(house, "audit_event where deed = 'form.signed'") == 1
    assert holds(house)


def test_of_two_tabs_that_sign_at_once_one_signs_and_the_other_is_told_that_it_is_signed(
    house: House,
) -> None:
    handle = answered(house)
    ended = both(signer(house, handle, "one tab"), signer(house, handle, "another tab"))
    (receipt,) = [each for each in ended if isinstance(each, Receipt)]
    (refused,) = [each for each in ended if isinstance(each, Refused)]
    assert "signed already" in str(refused)
    assert receipt.reference == say(house, "select reference from signature")
    assert record.verify_at(house.settings.database_url).signatures == 1
