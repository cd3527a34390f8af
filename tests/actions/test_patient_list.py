"""The list of patients by pages: searched by number, of one site, within the reader's reach."""

from __future__ import annotations

import pytest

from her2dash.actions import patient_list, patients
from her2dash.actions.patient_list import PatientPage
from her2dash.errors import Forbidden
from tests.house import House


@pytest.fixture
def five(house: House) -> House:
    """Five patients at the first site."""
    for n in range(1, 6):
        house.enrol(f"01-00{n}")
    return house


def page(house: House, login: str = "paula", **asked: object) -> PatientPage:
    return patient_list.patient_page(house.desk(login), **asked)  # type: ignore[arg-type]


def numbers(found: PatientPage) -> list[str]:
    return [row.number for row in found.rows]


def test_a_page_holds_so_many_and_one_beyond_the_last_is_the_last(five: House) -> None:
    assert numbers(page(five, page=2, at_once=2)) == ["01-003", "01-004"]
    last = page(five, page=99, at_once=2)
    assert (numbers(last), last.page, last.pages) == (["01-005"], 3, 3)
    assert page(five, page=-3, at_once=2).page == 1


def test_rows_are_those_of_the_whole_list(five: House) -> None:
    assert page(five).rows == patients.patients(five.desk("paula"))


def test_a_part_of_a_number_and_a_site_narrow_the_list(five: House) -> None:
    found = page(five, number=" 004 ")
    assert (numbers(found), found.found, found.reached) == (["01-004"], 1, 5)
    assert page(five, site="02").rows == ()
    assert page(five, site="01", number="01-00").found == 5
    assert page(five, number="%").found == 0


def test_nobody_has_one_empty_page(house: House) -> None:
    found = page(house)
    assert (found.rows, found.page, found.pages, found.sites) == ((), 1, 1, ())


def test_a_coordinator_finds_nobody_of_another_site(five: House) -> None:
    assert page(five, "dirk", number="01-001").rows == ()
    assert page(five, "dirk").reached == 0
    assert page(five, "carla").reached == 5


@pytest.mark.parametrize("login", ["anna", "iris", "lars", "adam"])
def test_the_list_is_for_who_sees_patients(house: House, login: str) -> None:
    with pytest.raises(Forbidden):
        page(house, login)
