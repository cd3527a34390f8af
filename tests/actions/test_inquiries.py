"""Inquiries: a monitor or investigator asks about a signed answer; who fills the form answers; they close."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from her2dash.access import Role
from her2dash.actions import corrections, inquiries, keeping, people, record, redaction, trail
from her2dash.actions.inquiry_views import Inquiry, Step, Tally
from her2dash.actions.trail import Wanted
from her2dash.errors import Forbidden, NotFound, Refused
from tests.actions.steps import form_of, index, release, sealed_first, sign
from tests.conftest import House

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
    return inquiries.of_form(house.desk(login), handle=handle, form=form)


def told(house: House, login: str) -> list[str]:
    """What the trail tells a person of inquiries, the oldest first."""
    entries = trail.trail_page(house.desk(login), wanted=Wanted(thing="inquiry")).rows
    return [entry.deed for entry in reversed(entries)]


@pytest.fixture
def handle(house: House) -> str:
    """A patient of Anna's whose form before the test is signed."""
    enrolled = house.enrol()
    sign(house, "anna", enrolled, sealed_first(house))
    return enrolled


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
    assert [one.number for one in inquiries.waiting(house.desk("anna"))] == [number]


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


@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars", "adam"])
def test_nobody_but_monitor_and_investigator_asks_closes_or_counts(
    house: House, handle: str, login: str
) -> None:
    number, desk = ask(house, "mona", handle, sealed_first(house)), house.desk(login)
    reply(house, "anna", number)
    with pytest.raises(Forbidden):
        ask(house, login, handle, sealed_first(house))
    with pytest.raises(Forbidden):
        close(house, login, number)
    with pytest.raises(Forbidden):
        ask_again(house, login, number)
    with pytest.raises(Forbidden):
        inquiries.tallies(desk)
    with pytest.raises(Forbidden):
        inquiries.of_patient(desk, handle=handle)


def test_nobody_else_answers_or_can_tell_an_inquiry_from_none(house: House, handle: str) -> None:
    number = ask(house, "mona", handle, sealed_first(house))
    sentences = set()
    for login in ("bram", "carla", "dirk", "iris", "lars"):
        for asked in (number, 9999):
            with pytest.raises(NotFound) as refused:
                reply(house, login, asked)
            sentences.add(str(refused.value))
        assert inquiries.waiting(house.desk(login)) == ()
    assert len(sentences) == 1
    for login in ("mona", "paula", "adam"):
        with pytest.raises(Forbidden):
            reply(house, login, number)
    assert [said.step for said in seen(house, "mona", handle, sealed_first(house))[0].said] == [Step.ASKED]


def test_whoever_fills_the_form_now_has_it_in_the_work_list_until_it_is_answered(
    house: House, handle: str
) -> None:
    form = sealed_first(house)
    first = ask(house, "mona", handle, form)
    house.clock.advance(days=3)
    second = ask(house, "paula", handle, form, "plan")
    assert [one.number for one in inquiries.waiting(house.desk("anna"))] == [first, second]
    reply(house, "anna", first)
    (one,) = inquiries.waiting(house.desk("anna"))
    assert (one.number, one.may_answer, one.may_ask) == (second, True, False)
    assert inquiries.tallies(house.desk("mona")) == {handle: Tally(waiting=1, answered=1)}
    reply(house, "anna", second)
    close(house, "mona", first)
    assert inquiries.waiting(house.desk("anna")) == ()
    assert inquiries.tallies(house.desk("mona")) == {handle: Tally(waiting=0, answered=1)}
    close(house, "mona", second)
    assert inquiries.tallies(house.desk("mona")) == {}


def test_inquiries_about_forms_of_imaging_and_laboratory_reach_those_alone(house: House, handle: str) -> None:
    test, marker = index(house), form_of(house, "marker_state")
    sign(house, "iris", handle, test)
    sign(house, "lars", handle, marker)
    of_test, of_marker = ask(house, "mona", handle, test), ask(house, "paula", handle, marker)
    assert [one.number for one in inquiries.waiting(house.desk("iris"))] == [of_test]
    assert [one.number for one in inquiries.waiting(house.desk("lars"))] == [of_marker]
    release(house, handle)
    for login in ("anna", "carla"):  # both read the test by now; nobody of them fills it
        assert inquiries.waiting(house.desk(login)) == ()
        assert seen(house, login, handle, test) == seen(house, login, handle, marker) == ()
    assert told(house, "carla") == []
    assert told(house, "adam") == []
    assert told(house, "mona") == ["inquiry.asked", "inquiry.asked"]
    assert [one.number for one in inquiries.of_patient(house.desk("mona"), handle=handle)] == [
        of_test,
        of_marker,
    ]


def test_an_investigator_who_treats_the_patient_knows_of_none_about_the_unreleased_test(
    house: House,
) -> None:
    handle, test = house.enrol(physician="peter"), index(house)
    sign(house, "peter", handle, sealed_first(house))
    sign(house, "iris", handle, test)
    number, peter = ask(house, "mona", handle, test, text=NAMED), house.desk("peter")
    with pytest.raises(Forbidden):
        ask(house, "peter", handle, test)
    for step in (close, ask_again, reply):
        with pytest.raises(NotFound):
            step(house, "peter", number)
    assert seen(house, "peter", handle, test) == inquiries.of_patient(peter, handle=handle) == ()
    assert inquiries.tallies(peter) == {}
    whole = trail.whole_trail(peter, wanted=Wanted())
    assert NAMED not in str(whole)
    assert not [entry for entry in whole if entry.deed.startswith("inquiry.")]
    asked = trail.trail_page(house.desk("mona"), wanted=Wanted(thing="inquiry")).rows[0].number
    with pytest.raises(NotFound):
        redaction.redact(peter, event=asked, reason="a name", key=uuid4().hex)
    release(house, handle)
    assert [one.number for one in seen(house, "peter", handle, test)] == [number]
    assert told(house, "peter") == ["inquiry.asked"]


def test_after_a_reassignment_the_new_physician_answers_and_the_old_one_knows_of_none(
    house: House, handle: str
) -> None:
    number = ask(house, "mona", handle, sealed_first(house))
    keeping.reassign(house.desk("carla"), handle=handle, physician="bram")
    assert inquiries.waiting(house.desk("anna")) == ()
    with pytest.raises(NotFound):
        reply(house, "anna", number)
    reply(house, "bram", number)
    (one,) = seen(house, "mona", handle, sealed_first(house))
    assert one.said[-1].person_name == "Dr Bram"


def test_an_inquiry_is_answered_while_the_form_is_corrected(house: House, handle: str) -> None:
    form, anna = sealed_first(house), house.desk("anna")
    number = ask(house, "mona", handle, form)
    corrections.correct(anna, handle=handle, form=form, reason="as was asked", key=uuid4().hex)
    assert [one.number for one in seen(house, "anna", handle, form)] == [number]
    reply(house, "anna", number, "Corrected.")
    house.sign("anna", handle, form)
    assert seen(house, "mona", handle, form)[0].stands is Step.ANSWERED


def test_who_was_an_investigator_neither_closes_nor_knows(house: House, handle: str) -> None:
    number, peter = ask(house, "peter", handle, sealed_first(house)), house.desk("peter")
    reply(house, "anna", number)
    people.withdraw_role(house.desk("adam"), login="peter", role=Role.PI)
    with pytest.raises(Forbidden):
        inquiries.close(peter, number=number, key=uuid4().hex)
    with pytest.raises(NotFound):
        inquiries.of_form(peter, handle=handle, form=sealed_first(house))


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


def test_reading_inquiries_stands_in_the_access_log(house: House, handle: str) -> None:
    ask(house, "mona", handle, sealed_first(house))
    seen(house, "anna", handle, sealed_first(house))
    inquiries.of_patient(house.desk("paula"), handle=handle)
    looks = trail.access_page(house.desk("mona"), wanted=Wanted(number="01-001")).rows
    found = {(look.person, look.subject) for look in looks if look.subject.endswith("inquiries")}
    assert found == {
        ("Dr Anna", f"01-001 {sealed_first(house)} inquiries"),
        ("Dr Paula", "01-001 inquiries"),
    }
