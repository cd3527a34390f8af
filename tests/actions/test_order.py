"""The order of the study: what is signed, released and opened, and when."""

from __future__ import annotations

import pytest

from her2dash.actions import capture, patients, record, signing
from her2dash.errors import Refused
from her2dash.store import cases
from her2dash.study.windows import State
from tests.actions.steps import form_of, index, release, sealed_first, sign, states
from tests.filled import filled
from tests.house import House


def test_the_worklist_offers_the_form_before_the_test_and_says_that_the_next_is_not_open(
    house: House,
) -> None:
    house.enrol()
    found = states(house)
    assert found[sealed_first(house)] in (State.OPEN, State.DUE)
    assert found[form_of(house, "plan_post")] == State.NOT_YET_OPEN


def test_a_gap_keeps_a_form_from_being_signed_and_loses_nothing(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    answers = filled(house.office.study, house.office.study.form(form), house.clock.now().date())
    dropped = answers.pop(next(iter(answers)))
    house.fill("anna", handle, form, answers)
    with pytest.raises(Refused, match="Required answers are missing: 1"):
        house.sign("anna", handle, form)
    assert dropped is not None
    assert capture.open_form(house.desk("anna"), handle=handle, form=form).answers == answers


def test_a_wrong_password_signs_nothing(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    house.fill(
        "anna",
        handle,
        form,
        filled(house.office.study, house.office.study.form(form), house.clock.now().date()),
    )
    desk = house.desk("anna")
    mark = capture.mark(desk, handle=handle, form=form)
    with pytest.raises(Refused, match="not right"):
        signing.sign(desk, handle=handle, form=form, mark=mark, password="x", key="k", language="en")
    assert capture.open_form(house.desk("anna"), handle=handle, form=form).receipt is None


def test_signing_twice_with_one_key_makes_one_signature(house: House) -> None:
    handle, form, desk = house.enrol(), sealed_first(house), house.desk("anna")
    house.fill(
        "anna",
        handle,
        form,
        filled(house.office.study, house.office.study.form(form), house.clock.now().date()),
    )
    mark = capture.mark(desk, handle=handle, form=form)
    said = {
        "handle": handle,
        "form": form,
        "mark": mark,
        "password": "anna has a long password",
        "language": "en",
    }
    first, again = (signing.sign(desk, key="one press", **said) for _ in range(2))
    assert first == again
    assert record.verify_record(house.desk("mona")).signatures == 1


def test_two_answers_that_wait_for_a_choice_keep_a_form_from_being_signed(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    definition = house.office.study.form(form)
    answers = filled(house.office.study, definition, house.clock.now().date())
    house.fill("anna", handle, form, answers)
    item = next(
        i
        for i in definition.items
        if i.id in answers
        and i.kind in ("single", "scale")
        and len(house.office.study.codelist(i.codes).codes) > 1
    )
    other = next(c.code for c in house.office.study.codelist(item.codes).codes if c.code != answers[item.id])
    capture.answer(
        house.desk("anna"),
        handle=handle,
        form=form,
        item=item.id,
        value=other,
        seen=0,
        key="k",
        language="en",
    )
    with pytest.raises(Refused, match="Choose one answer first"):
        house.sign("anna", handle, form)


def test_recording_the_index_test_always_succeeds_and_releasing_it_unsealed_takes_a_reason(
    house: House,
) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, index(house))
    with pytest.raises(Refused, match="not sealed"):
        release(house, handle)
    with pytest.raises(Refused, match="not sealed"):
        release(house, handle, reason="    ")
    assert release(house, handle, reason="the physician is abroad") is False
    row = patients.patients(house.desk("carla"))[0]
    assert row.sealed_before is False


def test_released_after_the_seal_no_reason_is_asked_and_the_next_form_opens(house: House) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, sealed_first(house))
    sign(house, "iris", handle, index(house))
    assert release(house, handle) is True
    assert states(house)[form_of(house, "plan_post")] == State.OPEN


def test_nothing_is_released_before_it_is_recorded(house: House) -> None:
    with pytest.raises(Refused, match="no signed report"):
        release(house, house.enrol(), reason="a good reason")


def test_a_release_twice_is_one_release(house: House) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, sealed_first(house))
    sign(house, "iris", handle, index(house))
    release(house, handle)
    moment = patients.patients(house.desk("carla"))[0].released_at
    house.clock.advance(days=1)
    release(house, handle)
    assert patients.patients(house.desk("carla"))[0].released_at == moment


def test_the_form_before_the_test_can_be_signed_late_and_is_never_used_for_shifts(house: House) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, index(house))
    release(house, handle, reason="the physician is abroad")
    sign(house, "anna", handle, sealed_first(house))
    with house.office.database.reading() as connection:
        case = next(iter(cases.by_patient(connection).values()))
    assert (case.plan_pre, case.confidence_pre, case.sealed_before) == (None, None, False)
