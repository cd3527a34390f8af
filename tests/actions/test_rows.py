"""Repeating groups row by row: added, answered, removed, put back; by one person or by two at once."""

from __future__ import annotations

from uuid import uuid4

import pytest

from her2dash.actions import capture, rows
from her2dash.errors import NotFound, Refused, WrongAnswer
from tests.filled import filled
from tests.house import House

FORM, GROUP = "pet", "lesions"


def add(house: House, login: str, handle: str, key: str | None = None) -> int:
    return rows.add_row(
        house.desk(login), handle=handle, form=FORM, group=GROUP, key=key or uuid4().hex, language="en"
    )


def answer(house: House, login: str, handle: str, item: str, value: str | None) -> None:
    house.fill(login, handle, FORM, {item: value})  # type: ignore[dict-item]  # none takes it back


def answers(house: House, handle: str) -> dict[str, object]:
    return dict(capture.open_form(house.desk("iris"), handle=handle, form=FORM).answers)


def test_two_people_who_add_at_once_get_a_row_each(house: House) -> None:
    handle = house.enrol()
    assert [add(house, "iris", handle), add(house, "igor", handle)] == [1, 2]
    assert answers(house, handle) == {"lesions:1": "row", "lesions:2": "row"}


def test_one_press_adds_one_row_however_often_it_arrives(house: House) -> None:
    handle = house.enrol()
    assert add(house, "iris", handle, "one press") == add(house, "iris", handle, "one press") == 1
    assert list(answers(house, handle)) == ["lesions:1"]


def test_a_press_of_somebody_else_is_refused(house: House) -> None:
    handle = house.enrol()
    add(house, "iris", handle, "one press")
    with pytest.raises(Refused, match="used for something else"):
        add(house, "igor", handle, "one press")


def test_a_removed_row_keeps_its_number_and_its_answers_and_comes_back(house: House) -> None:
    handle = house.enrol()
    add(house, "iris", handle)
    answer(house, "iris", handle, "lesion_site:1", "bone")
    answer(house, "iris", handle, "lesions:1", None)
    assert add(house, "iris", handle) == 2
    assert answers(house, handle) == {"lesion_site:1": "bone", "lesions:2": "row"}
    with pytest.raises(Refused, match="This row was removed"):
        answer(house, "iris", handle, "lesion_site:1", "liver")
    answer(house, "iris", handle, "lesions:1", "row")
    answer(house, "iris", handle, "lesion_site:1", "liver")
    assert answers(house, handle)["lesion_site:1"] == "liver"


def test_no_more_rows_than_the_form_takes(house: House) -> None:
    handle = house.enrol()
    most = house.office.study.form(FORM).groups[2].at_most
    for _ in range(most):
        add(house, "iris", handle)
    with pytest.raises(Refused, match=f"There are {most} of these already"):
        add(house, "iris", handle)
    answer(house, "iris", handle, "lesions:4", None)
    assert add(house, "iris", handle) == most + 1


def test_a_removed_row_comes_back_only_while_there_is_room(house: House) -> None:
    handle = house.enrol()
    most = house.office.study.form(FORM).groups[2].at_most
    for _ in range(most):
        add(house, "iris", handle)
    answer(house, "iris", handle, "lesions:4", None)
    add(house, "iris", handle)
    with pytest.raises(Refused, match=f"There are {most} of these already"):
        answer(house, "iris", handle, "lesions:4", "row")
    answer(house, "iris", handle, "lesions:5", None)
    answer(house, "iris", handle, "lesions:4", "row")
    assert "lesions:4" in answers(house, handle)


def test_a_row_that_nobody_added_cannot_be_put_back(house: House) -> None:
    handle, desk = house.enrol(), house.desk("iris")
    with pytest.raises(Refused, match="There was no such row"):
        capture.answer(
            desk, handle=handle, form=FORM, item="lesions:9999", value="row", seen=0, key="k", language="en"
        )
    assert add(house, "iris", handle) == 1


def test_the_key_of_an_answer_adds_no_row(house: House) -> None:
    handle, desk = house.enrol(), house.desk("iris")
    of = {"handle": handle, "form": FORM, "language": "en"}
    capture.answer(desk, item="call", value="positive", seen=0, key="one press", **of)
    with pytest.raises(Refused, match="used for something else"):
        add(house, "iris", handle, "one press")


def test_a_form_is_not_signed_while_two_people_differ_about_a_row(house: House) -> None:
    handle = house.enrol()
    answers = filled(house.office.study, house.office.study.form(FORM), house.clock.now().date())
    house.fill("iris", handle, FORM, answers)
    add(house, "iris", handle)
    of = {"handle": handle, "form": FORM, "item": "lesions:1", "language": "en"}
    capture.answer(house.desk("iris"), value=None, seen=1, key="removed", **of)
    capture.answer(house.desk("igor"), value="row", seen=1, key="kept", **of)
    with pytest.raises(Refused, match="Choose one answer first"):
        house.sign("iris", handle, FORM)
    capture.answer(house.desk("igor"), value=None, seen=3, key="chosen", **of)
    house.sign("iris", handle, FORM)


def test_a_row_of_nothing_is_not_added(house: House) -> None:
    handle, desk = house.enrol(), house.desk("iris")
    for group in ("injection", "nothing"):
        with pytest.raises(NotFound):
            rows.add_row(desk, handle=handle, form=FORM, group=group, key=uuid4().hex, language="en")
    with pytest.raises(WrongAnswer, match="holds no answer itself"):
        answer(house, "iris", handle, "lesions:1", "bone")


def test_what_stands_in_a_row_that_was_never_added_is_refused(house: House) -> None:
    handle = house.enrol()
    with pytest.raises(Refused, match="This row was removed"):
        answer(house, "iris", handle, "lesion_site:5", "bone")
