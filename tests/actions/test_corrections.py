"""Correcting a signed form: with a reason, signed again; which version counts until then and afterwards."""

from __future__ import annotations

from uuid import uuid4

import pytest

from her2dash.actions import capture, corrections, dashboard, patients, record, signing, worklist
from her2dash.errors import Forbidden, Refused
from her2dash.store import cases
from tests.actions.steps import index, release, sealed_first, sign
from tests.house import House

PASSWORD = "{login} has a long password"


def correct(house: House, login: str, handle: str, form: str, reason: str = "typed in the wrong box") -> None:
    corrections.correct(house.desk(login), handle=handle, form=form, reason=reason, key=uuid4().hex)


def sign_again(house: House, login: str, handle: str, form: str) -> None:
    house.sign(login, handle, form)


def signed_answer(house: House, handle: str, form: str, item: str) -> object:
    """The answer as somebody reads it who does not fill the form: only what was signed."""
    return capture.open_form(house.desk("mona"), handle=handle, form=form).answers.get(item)


def plan_pre(house: House) -> object:
    with house.office.database.reading() as connection:
        return next(iter(cases.by_patient(connection).values())).plan_pre


def test_until_it_is_signed_again_the_first_signature_counts_and_then_the_second(house: House) -> None:
    handle, form = house.enrol(), index(house)
    sign(house, "iris", handle, form, call="positive")
    correct(house, "iris", handle, form)
    house.fill("iris", handle, form, {"call": "negative"})
    assert signed_answer(house, handle, form, "call") == "positive"
    assert capture.open_form(house.desk("iris"), handle=handle, form=form).answers["call"] == "negative"
    with house.office.database.reading() as connection:
        assert next(iter(cases.by_patient(connection).values())).index_call == "positive"
    sign_again(house, "iris", handle, form)
    assert signed_answer(house, handle, form, "call") == "negative"
    with house.office.database.reading() as connection:
        assert next(iter(cases.by_patient(connection).values())).index_call == "negative"
    assert record.verify_record(house.desk("mona")).signatures == 2


def test_a_correction_after_the_release_is_shown_and_never_used_for_shifts(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    sign(house, "anna", handle, form, plan="chemo", agents=("taxane",))
    sign(house, "iris", handle, index(house))
    release(house, handle)
    correct(house, "anna", handle, form)
    house.fill("anna", handle, form, {"plan": "anti_her2_chemo", "agents": ("trastuzumab", "taxane")})
    sign_again(house, "anna", handle, form)
    assert signed_answer(house, handle, form, "plan") == "anti_her2_chemo"
    assert plan_pre(house) == "chemo"


def test_a_correction_before_the_release_counts(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    sign(house, "anna", handle, form, plan="chemo", agents=("taxane",))
    correct(house, "anna", handle, form)
    house.fill("anna", handle, form, {"plan": "endocrine", "agents": ("tamoxifen",)})
    sign_again(house, "anna", handle, form)
    sign(house, "iris", handle, index(house))
    release(house, handle)
    assert plan_pre(house) == "endocrine"


@pytest.mark.parametrize("reason", ["", "   ", "typo"])
def test_a_correction_wants_its_reason(house: House, reason: str) -> None:
    handle, form = house.enrol(), sealed_first(house)
    sign(house, "anna", handle, form)
    with pytest.raises(Refused, match="why the signed form is corrected"):
        correct(house, "anna", handle, form, reason)
    assert not capture.open_form(house.desk("anna"), handle=handle, form=form).editable


def test_a_form_that_is_not_signed_needs_no_correction(house: House) -> None:
    with pytest.raises(Refused, match="without a correction"):
        correct(house, "anna", house.enrol(), sealed_first(house))


def test_only_who_fills_a_form_corrects_it(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    sign(house, "anna", handle, form)
    for login in ("paula", "carla", "iris"):
        with pytest.raises(Forbidden):
            correct(house, login, handle, form)


def test_a_dropped_correction_leaves_what_was_signed_and_its_signature(house: House) -> None:
    handle, form = house.enrol(), index(house)
    sign(house, "iris", handle, form, call="positive")
    before = capture.open_form(house.desk("iris"), handle=handle, form=form)
    correct(house, "iris", handle, form)
    house.fill("iris", handle, form, {"call": "negative", "comment": "a slip", "lesions:1": "row"})
    corrections.drop_correction(house.desk("iris"), handle=handle, form=form, key=uuid4().hex)
    after = capture.open_form(house.desk("iris"), handle=handle, form=form)
    assert (after.answers, after.receipt, after.editable) == (before.answers, before.receipt, False)
    with pytest.raises(Refused, match="sealed"):
        house.fill("iris", handle, form, {"call": "negative"})
    assert record.verify_record(house.desk("mona")).breaks == ()


def test_one_press_drops_one_correction_and_not_a_later_one(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    sign(house, "anna", handle, form)
    for _ in range(2):
        correct(house, "anna", handle, form)
        corrections.drop_correction(house.desk("anna"), handle=handle, form=form, key="one press")
    assert capture.open_form(house.desk("anna"), handle=handle, form=form).editable


def test_a_form_under_correction_stands_in_the_work_list_and_in_the_list_of_patients(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    sign(house, "anna", handle, form)
    correct(house, "anna", handle, form)
    tasks = {task.form: task for task in worklist.worklist(house.desk("anna"))}
    assert tasks[form].correcting
    (row,) = patients.patients(house.desk("paula"))
    assert [each.form for each in row.forms if each.correcting] == [form]
    assert form not in [receipt.form for _, receipt in worklist.signed(house.desk("anna"))]


def test_opening_twice_opens_once_and_the_old_signature_cannot_be_asked_for_again(house: House) -> None:
    handle, form, desk = house.enrol(), sealed_first(house), house.desk("anna")
    sign(house, "anna", handle, form)
    for _ in range(2):
        corrections.correct(desk, handle=handle, form=form, reason="typed in the wrong box", key="one press")
    house.fill("anna", handle, form, {"comment": "corrected"})
    said = {"handle": handle, "form": form, "language": "en", "password": PASSWORD.format(login="anna")}
    mark = capture.mark(desk, handle=handle, form=form)
    signing.sign(desk, mark=mark, key="second", **said)
    sheet = capture.open_form(desk, handle=handle, form=form)
    assert (len(sheet.earlier), sheet.correcting) == (1, None)
    assert sheet.earlier[0].reference != (sheet.receipt.reference if sheet.receipt else "")


def test_a_correction_alone_moves_no_board_and_its_signature_does(house: House) -> None:
    handle, form, pi = house.enrol(), index(house), house.desk("paula")
    sign(house, "iris", handle, form)
    before = dashboard.data_version(pi)
    correct(house, "iris", handle, form)
    house.fill("iris", handle, form, {"call": "equivocal"})
    assert dashboard.data_version(pi) == before
    sign_again(house, "iris", handle, form)
    assert dashboard.data_version(pi) > before
