"""Answers are rows: saved when given, taken back by another row, and never lost between two people."""

from __future__ import annotations

from uuid import uuid4

import pytest
import sqlalchemy as sa

from her2dash.actions import capture
from her2dash.actions.desk import Desk
from her2dash.actions.views import Saved, Sheet
from her2dash.errors import Forbidden, NotFound, Refused, WrongAnswer
from her2dash.study.model import Form, Item, Kind, Value
from tests.filled import filled
from tests.house import House


def first_form(house: House) -> Form:
    return house.office.study.form(house.office.study.release.sealed_first)


def coded(house: House) -> tuple[Item, list[str]]:
    """The first question with at least three options, and their codes."""
    for item in first_form(house).items:
        if item.kind in (Kind.SINGLE, Kind.SCALE) and not item.ask_if:
            codes = [code.code for code in house.office.study.codelist(item.codes).codes]
            if len(codes) >= 3:
                return item, codes
    raise LookupError


def give(
    house: House,
    desk: Desk,
    handle: str,
    value: Value | None,
    *,
    seen: int = 0,
    key: str = "",
    item: str = "",
) -> Saved:
    return capture.answer(
        desk, handle=handle, form=first_form(house).id, item=item or coded(house)[0].id, value=value,
        seen=seen, key=key or uuid4().hex, language="en",
    )  # fmt: skip


def look(house: House, desk: Desk, handle: str) -> Sheet:
    return capture.open_form(desk, handle=handle, form=first_form(house).id)


def rows(house: House) -> int:
    with house.office.database.reading() as connection:
        return int(connection.execute(sa.text("select count(*) from answer")).scalar_one())


def test_nothing_is_preselected(house: House) -> None:
    assert look(house, house.desk("anna"), house.enrol()).answers == {}


def test_an_answer_is_there_on_another_device_at_once(house: House) -> None:
    handle, (item, codes) = house.enrol(), coded(house)
    give(house, house.desk("anna"), handle, codes[1])
    assert look(house, house.desk("anna"), handle).answers == {item.id: codes[1]}


def test_an_answer_can_be_changed_and_taken_back_and_every_one_stays_on_record(house: House) -> None:
    handle, (_, codes), desk = house.enrol(), coded(house), house.desk("anna")
    give(house, desk, handle, codes[0])
    give(house, desk, handle, codes[1], seen=1)
    give(house, desk, handle, None, seen=2)
    assert look(house, desk, handle).answers == {}
    assert rows(house) == 3


def test_the_same_submission_twice_makes_one_record(house: House) -> None:
    handle, (_, codes), desk = house.enrol(), coded(house), house.desk("anna")
    first = give(house, desk, handle, codes[0], key="the same")
    again = give(house, desk, handle, codes[0], key="the same")
    assert again.answered.version == first.answered.version
    assert rows(house) == 1


def test_the_same_value_again_is_no_new_answer(house: House) -> None:
    handle, (_, codes), desk = house.enrol(), coded(house), house.desk("anna")
    give(house, desk, handle, codes[0])
    give(house, desk, handle, codes[0], seen=1)
    assert rows(house) == 1


def test_of_two_answers_given_blindly_neither_is_lost_and_both_people_see_both(house: House) -> None:
    handle, (item, codes) = house.enrol(), coded(house)
    here, there = house.desk("anna"), house.desk("anna")
    give(house, here, handle, codes[0])
    given = give(house, there, handle, codes[1], seen=0)
    assert [rival.value for rival in given.answered.rivals] == [codes[1]]
    for desk in (here, there):
        shown = look(house, desk, handle).answered[item.id]
        assert (shown.value, [rival.value for rival in shown.rivals]) == (codes[0], [codes[1]])


def test_whoever_has_seen_both_chooses_and_the_conflict_is_over(house: House) -> None:
    handle, (item, codes), desk = house.enrol(), coded(house), house.desk("anna")
    give(house, desk, handle, codes[0])
    newest = give(house, desk, handle, codes[1], seen=0).answered.newest
    give(house, desk, handle, codes[0], seen=newest)
    shown = look(house, desk, handle).answered[item.id]
    assert (shown.value, shown.rivals) == (codes[0], ())
    assert rows(house) == 3


def test_two_people_who_give_the_same_answer_do_not_disagree(house: House) -> None:
    handle, (item, codes), desk = house.enrol(), coded(house), house.desk("anna")
    give(house, desk, handle, codes[0])
    give(house, desk, handle, codes[0], seen=0)
    assert look(house, desk, handle).answered[item.id].rivals == ()


def test_a_value_outside_the_list_is_refused_and_does_not_appear_in_the_sentence(house: House) -> None:
    with pytest.raises(WrongAnswer) as refused:
        give(house, house.desk("anna"), house.enrol(), "forged-code")
    assert "forged-code" not in str(refused.value)
    assert rows(house) == 0


def test_a_question_that_the_form_does_not_have_is_refused(house: House) -> None:
    with pytest.raises(NotFound):
        give(house, house.desk("anna"), house.enrol(), "x", item="no_such_item")


@pytest.mark.parametrize("login", ["bram", "peter", "dirk"])
def test_a_patient_of_somebody_else_is_not_to_be_found_or_filled(house: House, login: str) -> None:
    handle, (_, codes) = house.enrol(), coded(house)
    with pytest.raises((NotFound, Forbidden)):
        give(house, house.desk(login), handle, codes[0])
    assert rows(house) == 0


def test_a_form_that_is_not_open_yet_takes_no_answers(house: House) -> None:
    handle = house.enrol()
    study = house.office.study
    later = next(
        row.form for row in study.schedule if row.window.anchor == "release" and "physician" in row.filled_by
    )
    item = study.form(later).items[0]
    with pytest.raises(Refused, match="not open yet"):
        capture.answer(
            house.desk("anna"),
            handle=handle,
            form=later,
            item=item.id,
            value="x",
            seen=0,
            key="k",
            language="en",
        )


def test_a_signed_form_takes_no_answers(house: House) -> None:
    handle, (_, codes) = house.enrol(), coded(house)
    study, form = house.office.study, first_form(house)
    house.sign("anna", handle, form.id, filled(study, form, house.clock.now().date()))
    with pytest.raises(Refused, match="sealed"):
        give(house, house.desk("anna"), handle, codes[2], seen=9)


def test_a_late_form_takes_answers(house: House) -> None:
    handle, (_, codes) = house.enrol(), coded(house)
    house.clock.advance(days=300)
    give(house, house.desk("anna"), handle, codes[0])
    assert rows(house) == 1


def test_the_mark_moves_with_every_answer_and_with_the_signature(house: House) -> None:
    handle, desk, form = house.enrol(), house.desk("anna"), first_form(house)
    marks = [capture.mark(desk, handle=handle, form=form.id)]
    give(house, desk, handle, coded(house)[1][0])
    marks.append(capture.mark(desk, handle=handle, form=form.id))
    house.sign("anna", handle, form.id, filled(house.office.study, form, house.clock.now().date()))
    marks.append(capture.mark(desk, handle=handle, form=form.id))
    assert marks == sorted(set(marks))
