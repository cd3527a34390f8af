"""Signing in: one sentence for every mistake, a growing wait for a guesser, a lock for nobody."""

from __future__ import annotations

from dataclasses import replace

import pytest
import sqlalchemy as sa

from her2dash.actions import accounts
from her2dash.errors import Forbidden, NotFound, Refused, SignedOut
from her2dash.settings import Settings
from tests.conftest import House, make_house


def attempt(house: House, login: str, password: str = "a wrong one", address: str = "10.0.0.1") -> str:
    return accounts.sign_in(house.office, login=login, password=password, address=address, replaces=None)


def test_an_unknown_name_and_a_wrong_password_get_the_same_sentence(house: House) -> None:
    with pytest.raises(Refused) as unknown:
        attempt(house, "nobody")
    with pytest.raises(Refused) as wrong:
        attempt(house, "anna")
    assert str(unknown.value) == str(wrong.value)


@pytest.mark.parametrize("login", ["anna", "nobody", "cli"])
def test_the_hasher_is_asked_exactly_once_whoever_is_named(house: House, login: str) -> None:
    before = house.office.passwords.asked
    with pytest.raises(Refused):
        attempt(house, login)
    assert house.office.passwords.asked == before + 1


def test_after_three_wrong_passwords_the_right_one_has_to_wait_and_then_works(house: House) -> None:
    for _ in range(3):
        with pytest.raises(Refused, match="not right"):
            attempt(house, "anna")
    with pytest.raises(Refused, match="Too many wrong passwords"):
        attempt(house, "anna", "anna has a long password")
    house.clock.advance(seconds=3)
    assert attempt(house, "anna", "anna has a long password")


def test_the_wait_of_one_name_does_not_keep_another_person_out(house: House) -> None:
    for _ in range(3):
        with pytest.raises(Refused):
            attempt(house, "anna")
    assert attempt(house, "bram", "bram has a long password")


def test_signing_in_ends_the_session_whose_cookie_it_replaces(house: House) -> None:
    first = attempt(house, "anna", "anna has a long password")
    second = accounts.sign_in(
        house.office, login="bram", password="bram has a long password", address="10.0.0.1", replaces=first
    )
    assert accounts.is_open(house.office, first) is None
    assert accounts.who(house.office.desk(second)).login == "bram"


def test_a_real_place_cannot_be_entered_without_a_password(house: House) -> None:
    with pytest.raises(Forbidden):
        accounts.enter_demo(house.office, login="anna", replaces=None)
    assert accounts.demo_people(house.office) == ()


def test_a_token_is_not_stored(house: House) -> None:
    token = attempt(house, "anna", "anna has a long password")
    with house.office.database.reading() as connection:
        stored = connection.execute(sa.text("select token_hash from session")).scalars().all()
    assert token not in stored


def test_the_end_of_a_session_is_final(house: House) -> None:
    token = attempt(house, "anna", "anna has a long password")
    accounts.end_session(house.office, token)
    with pytest.raises(SignedOut):
        accounts.who(house.office.desk(token))


def test_nobody_enters_a_demo_as_the_command_line(settings: Settings) -> None:
    demo = make_house(replace(settings, demo=True))
    with pytest.raises(NotFound):
        accounts.enter_demo(demo.office, login="cli", replaces=None)
    assert accounts.enter_demo(demo.office, login="anna", replaces=None)
