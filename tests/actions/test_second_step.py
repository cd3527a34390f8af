"""Signing in with a second factor: half a sign-in opens nothing, a code works once, guessing is slowed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from her2dash.actions import accounts, own_sessions, record, second_factor, second_step, trail
from her2dash.errors import Refused, SignedOut
from tests.actions.factors import another, code, everything_kept, finish, first_step, set_up
from tests.house import House

NOT_RIGHT = "The code is not right, or was used before"


def test_after_the_password_the_code_opens_a_session_and_the_log_says_each_step(house: House) -> None:
    secret = set_up(house)
    step = first_step(house)
    assert second_step.asked(house.office, step=step) == second_step.Asked(shown=None)
    desk = house.office.desk(finish(house, step, code(house, secret)))
    assert accounts.who(desk).login == "paula"
    said = [(row.deed, row.person) for row in trail.access_page(desk, wanted=trail.Wanted()).rows[:2]]
    assert said == [("session.began", "Dr Paula"), ("factor.asked", "Dr Paula")]


def test_half_a_sign_in_opens_nothing(house: House) -> None:
    secret = set_up(house)
    step = first_step(house)
    assert accounts.is_open(house.office, step) is None
    desk = house.office.desk(step)
    for asked in (accounts.who, accounts.stay, second_factor.own, own_sessions.sessions):
        with pytest.raises(SignedOut):
            asked(desk)
    with pytest.raises(SignedOut):
        second_factor.remove(desk, password="paula has a long password")
    finish(house, step, code(house, secret))
    assert accounts.is_open(house.office, step) is None


def test_the_session_has_a_token_of_its_own_and_none_is_stored(house: House) -> None:
    secret = set_up(house)
    step = first_step(house)
    token = finish(house, step, code(house, secret))
    kept = everything_kept(house)
    assert token != step
    assert token not in kept
    assert step not in kept


def test_half_a_sign_in_ends_after_five_minutes_and_leads_on_once(house: House) -> None:
    secret = set_up(house)
    late, once = first_step(house), first_step(house)
    house.clock.advance(minutes=5, seconds=-1)
    finish(house, once, code(house, secret))
    for over in (once, late):
        with pytest.raises(SignedOut):
            finish(house, over, code(house, secret, steps=1))
    last = first_step(house)
    house.clock.advance(minutes=5)
    with pytest.raises(SignedOut):
        finish(house, last, code(house, secret))


@pytest.mark.parametrize("token", ["", "a made-up token"])
def test_nobody_finishes_what_was_not_begun(house: House, token: str) -> None:
    secret = set_up(house)
    with pytest.raises(SignedOut):
        finish(house, token, code(house, secret))


def test_a_session_is_no_first_step(house: House) -> None:
    set_up(house)
    with pytest.raises(SignedOut):
        second_step.asked(house.office, step=house.desk("mona")._token)


def test_a_code_works_once_and_an_earlier_one_no_longer(house: House) -> None:
    secret = set_up(house)
    finish(house, first_step(house), code(house, secret))
    for steps in (0, -1):
        with pytest.raises(Refused, match=NOT_RIGHT):
            finish(house, first_step(house), code(house, secret, steps=steps))
    finish(house, first_step(house), code(house, secret, steps=1))


def test_the_code_that_confirmed_the_set_up_signs_nobody_in(house: House) -> None:
    secret = set_up(house)
    house.clock.advance(seconds=-60)
    with pytest.raises(Refused, match=NOT_RIGHT):
        finish(house, first_step(house), code(house, secret))


@pytest.mark.parametrize("address", ["10.0.0.1", "10.0.0.2"])
def test_after_three_wrong_codes_the_right_one_has_to_wait_and_then_works(house: House, address: str) -> None:
    secret = set_up(house)
    step = first_step(house)
    for _ in range(3):
        with pytest.raises(Refused, match=NOT_RIGHT):
            finish(house, step, another(house, secret), address=address)
    with pytest.raises(Refused, match="Too many wrong codes"):
        finish(house, step, code(house, secret), address=address)
    house.clock.advance(seconds=3)
    finish(house, step, code(house, secret), address=address)


def test_who_knows_the_password_has_some_twenty_tries_an_hour_from_wherever(house: House) -> None:
    secret, tried, begins = set_up(house), 0, house.clock.now()
    while house.clock.now() - begins < timedelta(hours=1):
        try:
            finish(house, first_step(house), another(house, secret), address=f"10.0.0.{tried}")
        except Refused as refused:
            tried += "not right" in str(refused)
            house.clock.advance(seconds=float(str(refused.values.get("seconds", 0))))
    assert tried <= 22


def test_wrong_codes_make_no_password_wait_and_are_in_the_log_without_what_was_typed(house: House) -> None:
    secret = set_up(house)
    step, wrong = first_step(house), another(house, secret)
    for _ in range(3):
        with pytest.raises(Refused):
            finish(house, step, wrong)
    first_step(house)
    looks = trail.access_page(house.desk("mona"), wanted=trail.Wanted(thing="code")).rows
    assert [(row.deed, row.person) for row in looks] == [("code.wrong", "Dr Paula")] * 3
    assert wrong not in "".join(row.subject for row in looks)


def test_a_wrong_password_says_the_same_whether_a_code_would_follow_or_not(house: House) -> None:
    set_up(house)
    said = set()
    for login in ("paula", "mona", "nobody"):
        with pytest.raises(Refused) as refused:
            accounts.sign_in(house.office, login=login, password="wrong", address="x", replaces=None)
        said.add(str(refused.value))
    assert said == {"The user name or the password is not right."}


def test_half_a_sign_in_makes_no_address_one_where_the_person_is_at_home(house: House) -> None:
    set_up(house)
    with house.office.database.reading() as connection:
        before = connection.exec_driver_sql("select count(*) from session").scalar_one()
    first_step(house)
    with house.office.database.reading() as connection:
        assert connection.exec_driver_sql("select count(*) from session").scalar_one() == before


def test_the_whole_sign_in_replaces_the_session_of_its_browser_and_half_of_it_does_not(house: House) -> None:
    secret, mona = set_up(house), house.desk("mona")
    step = first_step(house)
    assert accounts.who(mona).login == "mona"
    second_step.finish(house.office, step=step, code=code(house, secret), address="x", replaces=mona._token)
    with pytest.raises(SignedOut):
        accounts.who(mona)


def test_the_record_holds_with_a_second_factor_in_use(house: House) -> None:
    secret = set_up(house)
    finish(house, first_step(house), code(house, secret))
    assert record.verify_record(house.desk("mona")).breaks == ()
