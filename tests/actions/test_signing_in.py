"""Signing in: one sentence for every mistake, a growing wait for a guesser, a lock for nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from her2dash.actions import accounts, capture, signing
from her2dash.actions.desk import Desk
from her2dash.actions.door import IDLE
from her2dash.errors import Forbidden, NotFound, Refused, SignedOut
from her2dash.settings import Settings
from tests.filled import filled
from tests.house import House, make_house


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


ANNAS = "anna has a long password"


def test_many_wrong_names_from_one_address_make_a_stranger_there_wait_and_nobody_who_works_there(
    house: House,
) -> None:
    assert attempt(house, "anna", ANNAS)
    for tried in range(20):
        with pytest.raises(Refused, match="not right"):
            attempt(house, f"guess {tried}")
    with pytest.raises(Refused, match="Too many"):
        attempt(house, "bram", "bram has a long password")
    assert attempt(house, "anna", ANNAS)
    assert attempt(house, "bram", "bram has a long password", address="10.0.0.2")


def test_many_wrong_passwords_for_one_name_make_it_wait_elsewhere_and_not_where_it_is_used(
    house: House,
) -> None:
    accounts.end_session(house.office, attempt(house, "anna", ANNAS))
    for tried in range(30):
        with pytest.raises(Refused, match="not right"):
            attempt(house, "anna", address=f"10.0.1.{tried}")
    with pytest.raises(Refused, match="Too many"):
        attempt(house, "anna", ANNAS, address="10.0.0.9")
    assert attempt(house, "anna", ANNAS)


def test_who_signed_in_from_somewhere_still_waits_there_after_own_wrong_passwords(house: House) -> None:
    assert attempt(house, "anna", ANNAS)
    for _ in range(3):
        with pytest.raises(Refused, match="not right"):
            attempt(house, "anna")
    with pytest.raises(Refused, match="Too many"):
        attempt(house, "anna", ANNAS)


@pytest.mark.parametrize("name", ["anna", "signature of anna"])
def test_no_name_typed_at_the_door_makes_a_signature_wait(house: House, name: str) -> None:
    handle = house.enrol()
    first = house.office.study.form(house.office.study.release.sealed_first)
    house.fill("anna", handle, first.id, filled(house.office.study, first, house.clock.now().date()))
    desk = house.desk("anna")
    with house.office.database.reading() as connection:
        session = connection.execute(sa.text("select max(id) from session")).scalar_one()
    for _ in range(3):
        with pytest.raises(Refused, match="not right"):
            attempt(house, name, address=f"session {session}")
    signing.sign(
        desk, handle=handle, form=first.id, mark=capture.mark(desk, handle=handle, form=first.id),
        password=ANNAS, key="a signature", language="en",
    )  # fmt: skip


def test_wrong_passwords_of_signatures_make_the_next_signature_wait_and_no_sign_in(house: House) -> None:
    desk = house.desk("anna")
    for _ in range(3):
        with pytest.raises(Refused, match="not right"):
            sign_nothing(desk)
    with pytest.raises(Refused, match="Too many"):
        sign_nothing(desk)
    assert attempt(house, "anna", ANNAS, address="127.0.0.1")


def sign_nothing(desk: Desk) -> None:
    """Give a wrong password for a signature: it is checked before anything else."""
    signing.sign(desk, handle="x", form="x", mark=0, password="wrong", key="x", language="en")


def test_how_long_a_session_lasts_is_asked_of_its_row(house: House) -> None:
    desk = house.desk("anna")
    assert accounts.time_left(desk) == IDLE
    house.clock.advance(minutes=20)
    assert accounts.time_left(desk) == timedelta(minutes=10)
    accounts.stay(house.office.desk(desk._token))  # in another tab
    assert accounts.time_left(desk) == IDLE
    for _ in range(23):
        house.clock.advance(minutes=30, seconds=-1)
        accounts.stay(desk)
    assert accounts.time_left(desk) < timedelta(minutes=11)
    house.clock.advance(minutes=11)
    with pytest.raises(SignedOut):
        accounts.time_left(desk)


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
