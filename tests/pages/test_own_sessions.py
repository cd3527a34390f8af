"""My account: where one is signed in, and signing out there from here."""

from __future__ import annotations

import pytest

from her2dash.actions import accounts, own_sessions
from her2dash.errors import SignedOut
from tests.house import House
from tests.pages.conftest import Screen, press, text


def test_who_is_signed_in_once_is_told_so_and_offered_nothing(house: House, screen: Screen) -> None:
    at = screen(house, "anna", "account")
    assert "This one. ** Signed in since 2 Mar 2026, 10:00 CET" in text(at).replace(".**", ". **")
    assert "last active 10:00, with name and password." in text(at)
    assert "You are signed in nowhere else." in text(at)
    assert [button.key for button in at.button if button.key and button.key.startswith("end")] == []


def test_one_other_sign_in_is_ended_by_its_own_button(house: House, screen: Screen) -> None:
    phone = house.desk("anna")
    (number,) = (one.number for one in own_sessions.sessions(phone))
    house.clock.advance(minutes=10)
    at = screen(house, "anna", "account")
    assert at.button(key=f"end-{number}").label == "Sign out there (since 10:00)"
    press(at, f"end-{number}")
    assert "1 sign-in was ended." in text(at)
    assert "You are signed in nowhere else." in text(at)
    with pytest.raises(SignedOut):
        accounts.who(phone)


def test_all_others_are_ended_by_one_button_and_this_page_goes_on(house: House, screen: Screen) -> None:
    others = [house.desk("anna") for _ in range(2)]
    at = screen(house, "anna", "account")
    press(at, "end-others")
    assert "2 sign-ins were ended." in text(at)
    assert "User name: anna" in text(at)
    for other in others:
        with pytest.raises(SignedOut):
            accounts.who(other)


def test_what_ended_meanwhile_is_said_and_the_page_goes_on(house: House, screen: Screen) -> None:
    phone = house.desk("anna")
    (number,) = (one.number for one in own_sessions.sessions(phone))
    at = screen(house, "anna", "account")
    accounts.sign_out(phone)
    press(at, f"end-{number}")
    assert "You have no such sign-in, or it has ended." in text(at)
    assert "You are signed in nowhere else." in text(at)


def test_no_token_hash_or_address_is_on_the_page(house: House, screen: Screen) -> None:
    phone = house.desk("anna")
    at = screen(house, "anna", "account")
    everything = "\n".join(str(element.proto) for element in at.main)
    for secret in (phone._token, "127.0.0.1"):
        assert secret not in everything
