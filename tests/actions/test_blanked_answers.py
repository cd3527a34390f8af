"""An answer whose text was blanked is an answer: nobody has to give it again, and its seal holds."""

from __future__ import annotations

from uuid import uuid4

import pytest

from her2dash.actions import capture, record, redaction, signed_forms, trail
from her2dash.errors import WrongAnswer
from her2dash.study.model import BLANKED
from tests.actions.locking import open_again, sign_as_it_is
from tests.actions.steps import sealed_first, sign
from tests.house import House

NAMED = "Mrs Janssen wants none"
REQUIRED = {"plan": "other", "plan_other": NAMED}


def blank(house: House, item: str) -> None:
    """Blank the text of the answer to a question."""
    found = trail.whole_trail(house.desk("paula"), wanted=trail.Wanted(thing="answer"))
    (typed,) = [entry for entry in found if entry.item is not None and entry.item.id == item]
    redaction.redact(house.desk("paula"), event=typed.number, reason="a name", key=uuid4().hex)


def test_a_form_with_a_blanked_answer_is_corrected_and_signed_again_as_it_is_and_its_seal_holds(
    house: House,
) -> None:
    handle, form = house.enrol(), sealed_first(house)
    sign(house, "anna", handle, form, **REQUIRED, comment=NAMED)
    blank(house, "plan_other")
    blank(house, "comment")
    open_again(house, handle, "anna", form)
    house.fill("anna", handle, form, {"status": "mixed"})
    sign_as_it_is(house, handle, "anna", form)
    signed = signed_forms.signed_form(house.desk("paula"), handle=handle, form=form)
    assert (signed.answers["plan_other"], signed.answers["comment"]) == (BLANKED, BLANKED)
    assert signed.answers["status"] == "mixed"
    assert signed.seal_holds
    verdict = record.verify_record(house.desk("paula"))
    assert (verdict.breaks, verdict.cases_checked) == ((), True)


def test_another_text_takes_the_place_of_a_blanked_one_and_it_can_be_taken_back(house: House) -> None:
    handle, form, anna = house.enrol(), sealed_first(house), house.desk("anna")
    sign(house, "anna", handle, form, **REQUIRED, comment=NAMED)
    blank(house, "comment")
    blank(house, "plan_other")
    open_again(house, handle, "anna", form)
    house.fill("anna", handle, form, {"plan_other": "surgery"})
    said = {"handle": handle, "form": form, "item": "comment", "language": "en"}
    assert capture.answer(anna, **said, value=None, seen=1, key="back").answered.value is None
    assert capture.open_form(anna, handle=handle, form=form).answers.keys() >= {"plan_other"}
    assert "comment" not in capture.open_form(anna, handle=handle, form=form).answers


def test_the_request_of_an_answer_that_was_blanked_meanwhile_is_told_as_saved_when_it_comes_again(
    house: House,
) -> None:
    handle, form, anna = house.enrol(), sealed_first(house), house.desk("anna")
    said = {"handle": handle, "form": form, "item": "comment", "value": NAMED, "language": "en"}
    capture.answer(anna, **said, seen=0, key="once")
    sign(house, "anna", handle, form)
    blank(house, "comment")
    assert capture.answer(anna, **said, seen=0, key="once").answered.value == BLANKED


def test_nobody_can_type_what_stands_for_a_blanked_text(house: House) -> None:
    with pytest.raises(WrongAnswer):
        house.fill("anna", house.enrol(), sealed_first(house), {"comment": BLANKED})
