"""The page of people: an administrator does all of it, a coordinator makes codes, nobody else enters."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.access import Role
from her2dash.actions import accounts, invitations, people
from her2dash.actions.people_list import everybody
from her2dash.errors import SignedOut
from her2dash.settings import Settings
from tests.actions.factors import code, finish, first_step, set_up
from tests.house import House, make_house
from tests.pages.conftest import Screen, address, press, text

CODE = re.compile(r"(?:[2-9A-Z]{5}-){3}[2-9A-Z]{5}")


def number(house: House, login: str) -> str:
    return str(next(one.id for one in everybody(house.desk("adam")) if one.login == login))


def test_a_person_is_opened_in_the_address_and_left_again(house: House, screen: Screen) -> None:
    at, anna = screen(house, "adam", "people"), number(house, "anna")
    press(at, f"open-{anna}")
    assert (address(at, "person"), "User name: anna" in text(at)) == (anna, True)
    press(at, "invite")
    press(at, "all-people")
    assert (list(at.query_params), CODE.findall(text(at))) == ([], [])


def opened(house: House, screen: Screen, login: str, by: str = "adam") -> AppTest:
    return screen(house, by, "people", person=number(house, login))


def keys(at: AppTest) -> set[str]:
    return {each.key for each in at.button if each.key}


def change(at: AppTest, house: House, login: str, way: str, role: Role, reason: str = "") -> AppTest:
    of = f"people.{way}.{number(house, login)}"
    at.selectbox(key=f"{of}.role").set_value(role.value)
    at.text_input(key=f"{of}.reason").set_value(reason)
    return press(at, f"{way}-now")


def test_everybody_is_listed_and_found_by_a_part_of_the_name(house: House, screen: Screen) -> None:
    at = screen(house, "adam", "people")
    assert "11 people" in text(at)
    assert "anna · referring physician" in text(at)
    assert "Site: 01" in text(at)
    assert "Password set. Never signed in." in text(at)
    at.text_input(key="people.search").set_value("PA").run()
    assert "1 person" in text(at)
    assert "Dr Paula" in text(at)
    assert "Dr Anna" not in text(at)
    assert list(at.query_params) == []


def test_a_person_is_added_and_the_code_is_shown_until_it_is_handed_over(
    house: House, screen: Screen
) -> None:
    at = screen(house, "adam", "people")
    press(at, "add-person")
    assert "Choose the person's site, or “none in particular”" in text(at)
    at.selectbox(key="adding.site").set_value("01")
    press(at, "add-person")
    assert "A person needs a login name and a printed name." in text(at)
    at.text_input(key="adding.login").set_value("nora")
    at.text_input(key="adding.name").set_value("Dr [Nora](x)")
    press(at, "add-person")
    assert "A person needs at least one role" in text(at)
    at.checkbox(key="adding.role.physician").set_value(True)
    at.radio(key="adding.language").set_value("nl")
    press(at, "add-person")
    assert "Dr [Nora](x) ** sets a password with this code" in text(at).replace("**", " **")
    (code,) = CODE.findall(text(at))
    assert "not by the way by which the user name nora is told" in text(at)
    assert at.text_input(key="adding.login").value == ""
    press(at, "add-person")  # pressed twice: the browser sends what it held, or the empty fields
    at.text_input(key="adding.login").set_value("nora")
    at.text_input(key="adding.name").set_value("Dr [Nora](x)")
    press(at, "add-person")
    assert (CODE.findall(text(at)), "There is a problem" in text(at)) == ([code], False)
    press(at, "hide-code")
    assert CODE.findall(text(at)) == []
    invitations.set_first_password(
        house.office, login="nora", code=code, password="bicycle lantern mustard", address="10.0.0.1"
    )
    token = accounts.sign_in(
        house.office, login="nora", password="bicycle lantern mustard", address="10.0.0.1", replaces=None
    )
    nora = accounts.who(house.office.desk(token))
    assert (nora.roles, nora.site, nora.language) == ({Role.PHYSICIAN}, "01", "nl")


def test_a_role_is_given_with_a_reason_and_withdrawn_and_the_page_tells_both(
    house: House, screen: Screen
) -> None:
    at = opened(house, screen, "anna")
    assert "It acts at the person's next click." in text(at)
    assert "principal investigator, monitor" in text(at)
    press(at, "give-now")
    assert "Choose a role first." in text(at)
    change(at, house, "anna", "give", Role.PI, "stands in for <b>Paula</b>")
    assert "Dr Anna is principal investigator from now on." in text(at)
    assert "10:00: principal investigator given by Dr Adam. Reason: “stands in for <b>Paula</b>”" in text(at)
    assert accounts.who(house.desk("anna")).roles == {Role.PI, Role.PHYSICIAN}
    change(at, house, "anna", "withdraw", Role.PI)
    assert "Dr Anna is no longer principal investigator." in text(at)
    assert "10:00: principal investigator withdrawn by Dr Adam." in text(at)
    change(at, house, "anna", "withdraw", Role.PHYSICIAN)
    assert "Holds no role, and cannot sign in." in text(at)


def test_the_last_administrator_is_told_why_the_role_stays(house: House, screen: Screen) -> None:
    at = opened(house, screen, "adam")
    change(at, house, "adam", "withdraw", Role.ADMIN)
    assert "adam is the last administrator." in text(at)


def test_a_person_is_signed_out_everywhere_by_one_button(house: House, screen: Screen) -> None:
    at = opened(house, screen, "anna")
    assert "Nowhere at this moment." in text(at)
    phone = house.desk("anna")
    at.run()
    assert "At 1 place at this moment." in text(at)
    press(at, "end-all")
    assert "1 sign-in was ended." in text(at)
    with pytest.raises(SignedOut):
        accounts.who(phone)


def test_a_second_factor_is_required_and_taken_away_with_a_reason(house: House, screen: Screen) -> None:
    set_up(house, "anna")
    at = press(opened(house, screen, "anna"), "require-factor")
    assert "Second factor: required and set up." in text(at)
    press(at, "take-factor-now")
    assert "Say in a few words why the second factor is taken away." in text(at)
    at.text_input(key="people.factor-reason").set_value("lost the telephone")
    press(at, "take-factor-now")
    assert "Second factor: required, to be set up at the next sign-in." in text(at)
    press(at, "require-factor")
    assert "Second factor: none." in text(at)


def test_the_own_second_factor_is_not_taken_away_here(
    house: House, screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    adam, secret = number(house, "adam"), set_up(house, "adam")
    token = finish(house, first_step(house, "adam"), code(house, secret))
    monkeypatch.setattr(House, "desk", lambda house, _: house.office.desk(token))
    at = screen(house, "adam", "people", person=adam)
    assert "Second factor: set up." in text(at)
    assert "require-factor" in keys(at)
    assert "take-factor-now" not in keys(at)


def test_no_hash_token_or_address_is_on_the_page(house: House, screen: Screen) -> None:
    phone = house.desk("anna")
    at = opened(house, screen, "anna")
    everything = "\n".join(str(element.proto) for element in at.main)
    for secret in (phone._token, "hash of", "127.0.0.1"):
        assert secret not in everything


def test_a_coordinator_makes_a_code_for_a_physician_of_the_own_site_and_is_offered_nothing_else(
    house: House, screen: Screen
) -> None:
    at = screen(house, "carla", "people")
    assert "2 people" in text(at)
    assert "Dr Peter" not in text(at)
    assert not {"add-person", "adding"} & keys(at)
    at = opened(house, screen, "anna", by="carla")
    assert not {"give-now", "withdraw-now", "end-all"} & keys(at)
    assert "History of the roles" not in text(at)
    press(at, "invite")
    assert len(CODE.findall(text(at))) == 1
    assert "a code for a new one works until 5 Mar 2026, 10:00 CET" in text(at)


def test_whose_account_the_coordinator_does_not_look_after_is_not_there(house: House, screen: Screen) -> None:
    for login in ("peter", "adam", "dirk"):
        at = opened(house, screen, login, by="carla")
        assert "There is no such person whose account you look after." in text(at)
        assert f"Dr {login.title()}" not in text(at)
        assert "invite" not in keys(at)


def test_the_page_is_shut_to_others(house: House, screen: Screen) -> None:
    for login in ("anna", "paula", "mona", "iris"):
        assert "Dr Bram" not in text(screen(house, login, "people", shut=True))
        said = text(screen(house, login, "people", shut=True, person=number(house, "bram")))
        assert "Dr Bram" not in said


def test_what_happened_meanwhile_is_said_and_the_page_goes_on(house: House, screen: Screen) -> None:
    at = opened(house, screen, "anna", by="carla")
    people.give_role(house.desk("adam"), login="anna", role=Role.MONITOR)
    press(at, "invite")
    assert "There is no physician of your site with the login name anna." in text(at)
    assert CODE.findall(text(at)) == []


def test_in_a_demo_the_page_is_read_and_offers_nothing(settings: Settings, screen: Screen) -> None:
    demo = make_house(replace(settings, demo=True))
    at = opened(demo, screen, "anna")
    assert "Nobody has a password in a demo; its people and their roles stay as they are." in text(at)
    assert "referring physician given by Command line." in text(at)
    assert keys(at) == {"all-people"}
    assert "add-person" not in keys(press(at, "all-people"))
    demo.office.database.dispose()


def test_it_is_read_in_dutch_too(house: House, screen: Screen) -> None:
    accounts.set_language(house.desk("adam"), language="nl")
    said = text(opened(house, screen, "anna"))
    assert "Wachtwoord ingesteld. Nog nooit ingelogd." in said
    assert "verwijzend arts gegeven door Command line." in said
