"""The list of patients, and enrolling the next one."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.access import Role
from her2dash.actions import accounts, patients, people
from her2dash.ui import patient_list
from tests.filled import filled
from tests.house import House
from tests.pages.conftest import Screen, address, press, text


def enter(at: AppTest) -> None:
    at.selectbox(key="enrol.physician").set_value("anna")
    at.text_input(key="enrol.age").set_value("54")
    at.radio(key="enrol.dilemma").set_value("inaccessible")
    at.date_input(key="enrol.consent_on").set_value(date(2026, 3, 1))
    at.date_input(key="enrol.planned_on").set_value(date(2026, 3, 12))
    at.checkbox(key="enrol.eligible").check().run()


def test_a_coordinator_enrols_a_patient_and_the_inputs_are_empty_again(house: House, screen: Screen) -> None:
    at = screen(house, "carla", "patients")
    assert at.text_input(key="enrol.number").value == "01-001"
    enter(at)
    press(at, "enrol")
    assert "Patient 01-001 is enrolled." in text(at)
    assert [row.number for row in patients.patients(house.desk("carla"))] == ["01-001"]
    assert at.text_input(key="enrol.number").value == "01-002"
    assert at.text_input(key="enrol.age").value == ""
    assert at.radio(key="enrol.dilemma").value is None
    assert not at.checkbox(key="enrol.eligible").value


def test_who_coordinates_every_site_chooses_the_site_before_anything_else(
    house: House, screen: Screen
) -> None:
    people.add_person(
        accounts.command_desk(house.office), login="nora", name="Dr Nora", roles=[Role.COORDINATOR],
        password_hash=house.office.passwords.hash("nora has a long password"),
    )  # fmt: skip
    at = screen(house, "nora", "patients")
    assert at.selectbox(key="enrol.site").value is None
    assert "enrol" not in {button.key for button in at.button}
    at.selectbox(key="enrol.site").set_value("02").run()
    assert at.text_input(key="enrol.number").value == "02-001"


def test_everything_that_is_lacking_is_named_at_once_with_a_link_and_beside_its_input(
    house: House, screen: Screen
) -> None:
    at = screen(house, "carla", "patients")
    at.text_input(key="enrol.number").set_value(" ")
    at.text_input(key="enrol.age").set_value("fifty").run()
    press(at, "enrol")
    summary, *beside = (error.value for error in at.error)
    assert summary.splitlines() == [
        "- [Enter the study number.](#enrol-number)",
        "- [Choose the referring physician.](#enrol-physician)",
        "- [Enter the age in whole years.](#enrol-age)",
        "- [Choose the dilemma from the list.](#enrol-dilemma)",
        "- [Enter the day of consent.](#enrol-consent_on)",
        "- [Enter the planned day of the test.](#enrol-planned_on)",
        "- [Only an eligible patient is enrolled. Confirm that every criterion is met.](#enrol-eligible)",
    ]
    assert beside == [line.split("](")[0].removeprefix("- [") for line in summary.splitlines()]
    places = {element.proto.body.split('"')[1] for element in at.main if element.type == "html"}
    assert {line.split("(#")[1].rstrip(")") for line in summary.splitlines()} <= places
    assert at.text_input(key="enrol.age").value == "fifty"
    assert patients.patients(house.desk("carla")) == ()


def test_what_was_lacking_is_named_no_more_once_it_is_mended(house: House, screen: Screen) -> None:
    at = screen(house, "carla", "patients")
    enter(at)
    at.text_input(key="enrol.age").set_value("fifty").run()
    press(at, "enrol")
    assert len(at.error) == 2
    at.text_input(key="enrol.age").set_value("50").run()
    assert not at.error
    press(at, "enrol")
    assert "Patient 01-001 is enrolled." in text(at)


def test_what_the_study_refuses_is_said_in_its_words(house: House, screen: Screen) -> None:
    at = screen(house, "carla", "patients")
    enter(at)
    at.text_input(key="enrol.age").set_value("17").run()
    press(at, "enrol")
    assert at.error[0].value == "Age at consent is 18 to 120 years."


def test_the_investigator_sees_the_list_and_does_not_enrol(house: House, screen: Screen) -> None:
    house.enrol()
    at = screen(house, "paula", "patients")
    assert "Patient 01-001" in text(at)
    assert "Dr Anna" in text(at)
    assert not at.text_input


def test_an_empty_list_says_what_will_fill_it(house: House, screen: Screen) -> None:
    assert "Nobody is enrolled yet." in text(screen(house, "paula", "patients"))


def test_a_patient_released_out_of_order_is_marked(house: House, screen: Screen) -> None:
    handle, study = house.enrol(), house.office.study
    house.sign("iris", handle, "pet", filled(study, study.form("pet"), house.clock.now().date()))
    press_release(screen(house, "iris", "worklist"), handle)
    assert "not sealed before the result" in text(screen(house, "paula", "patients"))


def press_release(at: AppTest, handle: str) -> None:
    at.text_input(key=f"reason.{handle}").set_value("the physician is away").run()
    press(at, f"release.{handle}")


def test_a_long_list_has_pages(house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patient_list, "PER_PAGE", 2)
    for number in ("01-001", "01-002", "01-003"):
        house.enrol(number)
    at = screen(house, "paula", "patients")
    assert "01-003" not in text(at)
    press(at, "next")
    assert address(at, "page") == "2"
    assert "01-003" in text(at)
    press(at, "previous")
    assert "01-001" in text(at)


def numbers(at: AppTest) -> list[str]:
    return [each.value.removeprefix("Patient ") for each in at.subheader]


def test_the_list_is_searched_by_number_and_the_address_remembers_it(house: House, screen: Screen) -> None:
    for number in ("01-001", "01-002", "01-012"):
        house.enrol(number)
    at = screen(house, "paula", "patients")
    at.text_input(key="list.number").set_value("-01").run()
    assert not at.exception
    assert (numbers(at), address(at, "number")) == (["01-012"], "-01")
    assert "1 of 3 patients match." in text(at)
    assert numbers(screen(house, "paula", "patients", number="002")) == ["01-002"]
    press(at, "list-all")
    assert numbers(at) == ["01-001", "01-002", "01-012"]


def test_a_search_begins_at_the_first_page_and_may_find_nobody(
    house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patient_list, "PER_PAGE", 1)
    for number in ("01-001", "01-002"):
        house.enrol(number)
    at = screen(house, "paula", "patients", page="2")
    assert numbers(at) == ["01-002"]
    at.text_input(key="list.number").set_value("01-0").run()
    assert numbers(at) == ["01-001"]
    at.text_input(key="list.number").set_value("77").run()
    assert numbers(at) == []
    assert "0 of 2 patients match." in text(at)


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 5000, "²"])
def test_an_odd_page_in_the_address_shows_a_page_that_there_is(
    house: House, screen: Screen, page: str
) -> None:
    house.enrol()
    assert numbers(screen(house, "paula", "patients", page=page)) == ["01-001"]


def test_an_address_that_names_an_unknown_site_shows_everybody(house: House, screen: Screen) -> None:
    house.enrol()
    assert numbers(screen(house, "paula", "patients", site="<b>")) == ["01-001"]
