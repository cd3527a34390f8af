"""Inside Streamlit: whose run this is, asked of the session row each time."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from her2dash.actions import accounts
from her2dash.errors import SignedOut
from her2dash.ui import session
from her2dash.ui.authenticator import COOKIE
from tests.house import House


def page() -> None:
    import streamlit as st

    from her2dash.ui import session
    from her2dash.ui.office import the_office

    me = session.person(the_office())
    st.text(f"{me.login} {st.session_state['username']} {st.session_state['authentication_status']}")
    session.sign_out_button(session.current_desk(the_office()), session.words_of(me, the_office()))


def sign_in(house: House, login: str) -> str:
    return accounts.sign_in(
        house.office, login=login, password=f"{login} has a long password", address="", replaces=None
    )


def test_the_person_is_the_one_of_the_cookie_and_the_package_says_the_same(
    house: House, cookies: dict[str, str]
) -> None:
    cookies[COOKIE] = sign_in(house, "paula")
    at = AppTest.from_function(page).run()
    assert not at.exception
    assert at.text[0].value == "paula paula True"
    assert [button.label for button in at.button] == ["Sign out"]


def test_without_a_cookie_nobody_is_there(house: House, cookies: dict[str, str]) -> None:
    assert cookies == {}
    with pytest.raises(SignedOut):
        session.current_desk(house.office)


def test_every_run_asks_again(house: House, cookies: dict[str, str]) -> None:
    cookies[COOKIE] = sign_in(house, "paula")
    at = AppTest.from_function(page).run()
    accounts.end_session(house.office, cookies[COOKIE])
    at.run()
    assert at.exception
    assert not at.text


def test_the_button_ends_the_session_row(house: House, cookies: dict[str, str]) -> None:
    cookies[COOKIE] = sign_in(house, "paula")
    AppTest.from_function(page).run().button[0].click().run()
    assert accounts.is_open(house.office, cookies[COOKIE]) is None


def test_a_run_is_a_sign_of_life_and_a_tick_is_none(house: House, cookies: dict[str, str]) -> None:
    cookies[COOKIE] = sign_in(house, "paula")
    house.clock.advance(minutes=20)
    at = AppTest.from_function(page)
    at.session_state["her2dash.tick"] = True
    at.run()
    house.clock.advance(minutes=9)
    assert accounts.is_open(house.office, cookies[COOKIE])
    at.run()
    house.clock.advance(minutes=29)
    assert accounts.is_open(house.office, cookies[COOKIE])
    house.clock.advance(minutes=2)
    assert accounts.is_open(house.office, cookies[COOKIE]) is None
