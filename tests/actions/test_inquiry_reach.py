"""Whom an inquiry concerns: for everybody else there is none, on no list and in no trail."""

from __future__ import annotations

from uuid import uuid4

import pytest

from her2dash.access import Role
from her2dash.actions import inquiries, inquiry_lists, keeping, people, redaction, trail
from her2dash.actions.inquiry_views import Step, Tally
from her2dash.actions.trail import Wanted
from her2dash.errors import Forbidden, NotFound
from tests.actions.asking import NAMED, ask, ask_again, close, reply, seen, told
from tests.actions.steps import form_of, index, release, sealed_first, sign
from tests.house import House


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
        inquiry_lists.tallies(desk)
    with pytest.raises(Forbidden):
        inquiry_lists.of_patient(desk, handle=handle)


def test_nobody_else_answers_or_can_tell_an_inquiry_from_none(house: House, handle: str) -> None:
    number = ask(house, "mona", handle, sealed_first(house))
    sentences = set()
    for login in ("bram", "carla", "dirk", "iris", "lars"):
        for asked in (number, 9999):
            with pytest.raises(NotFound) as refused:
                reply(house, login, asked)
            sentences.add(str(refused.value))
        assert inquiry_lists.waiting(house.desk(login)) == ()
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
    assert [one.number for one in inquiry_lists.waiting(house.desk("anna"))] == [first, second]
    reply(house, "anna", first)
    (one,) = inquiry_lists.waiting(house.desk("anna"))
    assert (one.number, one.may_answer, one.may_ask) == (second, True, False)
    assert inquiry_lists.tallies(house.desk("mona")) == {handle: Tally(waiting=1, answered=1)}
    reply(house, "anna", second)
    close(house, "mona", first)
    assert inquiry_lists.waiting(house.desk("anna")) == ()
    assert inquiry_lists.tallies(house.desk("mona")) == {handle: Tally(waiting=0, answered=1)}
    close(house, "mona", second)
    assert inquiry_lists.tallies(house.desk("mona")) == {}


def test_inquiries_about_forms_of_imaging_and_laboratory_reach_those_alone(house: House, handle: str) -> None:
    test, marker = index(house), form_of(house, "marker_state")
    sign(house, "iris", handle, test)
    sign(house, "lars", handle, marker)
    of_test, of_marker = ask(house, "mona", handle, test), ask(house, "paula", handle, marker)
    assert [one.number for one in inquiry_lists.waiting(house.desk("iris"))] == [of_test]
    assert [one.number for one in inquiry_lists.waiting(house.desk("lars"))] == [of_marker]
    release(house, handle)
    for login in ("anna", "carla"):  # both read the test by now; nobody of them fills it
        assert inquiry_lists.waiting(house.desk(login)) == ()
        assert seen(house, login, handle, test) == seen(house, login, handle, marker) == ()
    assert told(house, "carla") == []
    assert told(house, "adam") == []
    assert told(house, "mona") == ["inquiry.asked", "inquiry.asked"]
    assert [one.number for one in inquiry_lists.of_patient(house.desk("mona"), handle=handle)] == [
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
    assert seen(house, "peter", handle, test) == inquiry_lists.of_patient(peter, handle=handle) == ()
    assert inquiry_lists.tallies(peter) == {}
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
    assert inquiry_lists.waiting(house.desk("anna")) == ()
    with pytest.raises(NotFound):
        reply(house, "anna", number)
    reply(house, "bram", number)
    (one,) = seen(house, "mona", handle, sealed_first(house))
    assert one.said[-1].person_name == "Dr Bram"


def test_who_was_an_investigator_neither_closes_nor_knows(house: House, handle: str) -> None:
    number, peter = ask(house, "peter", handle, sealed_first(house)), house.desk("peter")
    reply(house, "anna", number)
    people.withdraw_role(house.desk("adam"), login="peter", role=Role.PI)
    with pytest.raises(Forbidden):
        inquiries.close(peter, number=number, key=uuid4().hex)
    with pytest.raises(NotFound):
        inquiry_lists.of_form(peter, handle=handle, form=sealed_first(house))


def test_reading_inquiries_stands_in_the_access_log(house: House, handle: str) -> None:
    ask(house, "mona", handle, sealed_first(house))
    seen(house, "anna", handle, sealed_first(house))
    inquiry_lists.of_patient(house.desk("paula"), handle=handle)
    looks = trail.access_page(house.desk("mona"), wanted=Wanted(number="01-001")).rows
    found = {(look.person, look.subject) for look in looks if look.subject.endswith("inquiries")}
    assert found == {
        ("Dr Anna", f"01-001 {sealed_first(house)} inquiries"),
        ("Dr Paula", "01-001 inquiries"),
    }
