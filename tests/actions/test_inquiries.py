"""Inquiries: a monitor or investigator asks about a signed answer; who fills it answers; they close."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from her2dash.actions import corrections, inquiries, inquiry_lists, record, redaction, trail
from her2dash.actions.inquiry_views import Step
from her2dash.actions.trail import Wanted
from her2dash.errors import Forbidden, NotFound, Refused
from tests.actions.asking import NAMED, WHY, ask, ask_again, close, reply, seen, told
from tests.actions.steps import index, sealed_first
from tests.house import House


def test_an_inquiry_is_asked_answered_closed_and_asked_again(house: House, handle: str) -> None:
    form, asked_at = sealed_first(house), house.clock.now()
    number = ask(house, "mona", handle, form, "plan")
    house.clock.advance(days=1)
    reply(house, "anna", number)
    close(house, "paula", number)
    house.clock.advance(days=1)
    ask_again(house, "mona", number)
    (one,) = seen(house, "mona", handle, form)
    assert (one.number, one.patient, one.form, one.form_version, one.item) == (
        number,
        "01-001",
        form,
        1,
        "plan",
    )
    assert [(said.step, said.person_name, said.role.value, said.text) for said in one.said] == [
        (Step.ASKED, "Dr Mona", "monitor", WHY),
        (Step.ANSWERED, "Dr Anna", "physician", "Yes, it is."),
        (Step.CLOSED, "Dr Paula", "pi", None),
        (Step.ASKED, "Dr Mona", "monitor", "Please look again."),
    ]
    assert one.said[0].at == asked_at
    assert one.asked_at == asked_at + timedelta(days=2)
    assert told(house, "mona") == ["inquiry.asked", "inquiry.answered", "inquiry.closed", "inquiry.asked"]
    verdict = record.verify_record(house.desk("mona"))
    assert (verdict.breaks, verdict.cases_checked) == ((), True)


def test_an_answer_that_does_not_suffice_is_asked_about_again(house: House, handle: str) -> None:
    number = ask(house, "mona", handle, sealed_first(house))
    reply(house, "anna", number)
    ask_again(house, "paula", number)
    assert [one.number for one in inquiry_lists.waiting(house.desk("anna"))] == [number]


def test_steps_are_taken_in_their_order_only(house: House, handle: str) -> None:
    number = ask(house, "mona", handle, sealed_first(house))
    for step in (close, ask_again):
        with pytest.raises(Refused, match="waits for its answer"):
            step(house, "mona", number)
    reply(house, "anna", number)
    with pytest.raises(Refused, match="answered already"):
        reply(house, "anna", number)
    close(house, "mona", number)
    with pytest.raises(Refused, match="is closed"):
        reply(house, "anna", number)
    with pytest.raises(Refused, match="is closed"):
        close(house, "mona", number)
    (one,) = seen(house, "mona", handle, sealed_first(house))
    assert [said.step for said in one.said] == [Step.ASKED, Step.ANSWERED, Step.CLOSED]


def test_only_answers_of_signed_forms_are_asked_about_and_only_questions_that_were_put(
    house: House, handle: str
) -> None:
    with pytest.raises(Forbidden):
        ask(house, "mona", handle, index(house))
    for item in ("made_up", "plan:1"):
        with pytest.raises(NotFound, match="has no question"):
            ask(house, "mona", handle, sealed_first(house), item)
    with pytest.raises(NotFound):
        ask(house, "mona", "made-up", sealed_first(house))
    assert told(house, "mona") == []


@pytest.mark.parametrize("text", ["", "    ", "why?"])
def test_a_question_without_words_is_refused(house: House, handle: str, text: str) -> None:
    with pytest.raises(Refused, match="in a few words"):
        ask(house, "mona", handle, sealed_first(house), text=text)
    number = ask(house, "mona", handle, sealed_first(house))
    with pytest.raises(Refused, match="in a few words"):
        reply(house, "anna", number, "  ")
    with pytest.raises(Refused):
        ask_again(house, "mona", number, text)
    assert told(house, "mona") == ["inquiry.asked"]


def test_the_same_request_twice_is_one_step_and_its_key_hides_no_other(house: House, handle: str) -> None:
    form, anna, mona = sealed_first(house), house.desk("anna"), house.desk("mona")
    number = ask(house, "mona", handle, form, key="asked")
    assert ask(house, "mona", handle, form, key="asked") == number
    for other in (("mona", "plan"), ("paula", None)):
        with pytest.raises(Refused, match="used for something else"):
            ask(house, other[0], handle, form, other[1], key="asked")
    for _ in range(2):
        inquiries.reply(anna, number=number, text="Yes.", key="answered")
    with pytest.raises(Refused, match="used for something else"):
        inquiries.close(mona, number=number, key="asked")
    for _ in range(2):
        inquiries.close(mona, number=number, key="closed")
    for _ in range(2):
        inquiries.ask_again(mona, number=number, text="Please look again.", key="again")
    assert told(house, "mona") == ["inquiry.asked", "inquiry.answered", "inquiry.closed", "inquiry.asked"]


def test_an_inquiry_is_answered_while_the_form_is_corrected(house: House, handle: str) -> None:
    form, anna = sealed_first(house), house.desk("anna")
    number = ask(house, "mona", handle, form)
    corrections.correct(anna, handle=handle, form=form, reason="as was asked", key=uuid4().hex)
    assert [one.number for one in seen(house, "anna", handle, form)] == [number]
    reply(house, "anna", number, "Corrected.")
    house.sign("anna", handle, form)
    assert seen(house, "mona", handle, form)[0].stands is Step.ANSWERED


def test_a_name_in_a_question_can_be_blanked_and_the_record_holds(house: House, handle: str) -> None:
    number = ask(house, "mona", handle, sealed_first(house), "plan", text=NAMED)
    (entry,) = trail.trail_page(house.desk("paula"), wanted=Wanted(thing="inquiry")).rows
    assert (entry.reason, entry.form, entry.detail["inquiry"]) == (NAMED, sealed_first(house), number)
    redaction.redact(house.desk("paula"), event=entry.number, reason="a name", key=uuid4().hex)
    (one,) = seen(house, "anna", handle, sealed_first(house))
    assert (one.said[0].text, one.said[0].blanked) == (None, True)
    (blanked,) = trail.trail_page(house.desk("mona"), wanted=Wanted(thing="inquiry")).rows
    assert (blanked.reason, blanked.reason_blanked) == (None, True)
    reply(house, "anna", number)
    assert record.verify_record(house.desk("mona")).breaks == ()
