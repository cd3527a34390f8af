"""The second factor: set up with the password and one right code, removed, required, taken away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from her2dash.actions import accounts, record, second_factor, second_step, trail
from her2dash.actions.desk import Desk
from her2dash.errors import Forbidden, Refused, SignedOut
from her2dash.settings import Settings
from tests.actions.factors import another, code, everything_kept, finish, first_step, set_up
from tests.house import House, make_house

OURS = "paula has a long password"


def begun(desk: Desk) -> str:
    """Begin setting up at a desk of Paula's and return the secret that is shown."""
    second_factor.set_up(desk, password=OURS)
    shown = second_factor.shown(desk)
    assert shown is not None
    return shown.letters.replace(" ", "")


def factors(house: House) -> list[tuple[str, str | None, str | None, str]]:
    """What the trail says of second factors, oldest first."""
    rows = trail.trail_page(house.desk("mona"), wanted=trail.Wanted(thing="factor")).rows
    return [(row.deed, row.person, row.about, row.channel) for row in reversed(rows)]


def test_it_counts_only_after_one_right_code(house: House) -> None:
    desk = house.desk("paula")
    secret = begun(desk)
    with pytest.raises(Refused, match="The code is not right"):
        second_factor.confirm(desk, code=another(house, secret))
    assert not second_factor.own(desk).is_set_up
    house.desk("paula")  # still by the password alone
    second_factor.confirm(desk, code=code(house, secret))
    assert second_factor.own(desk) == second_factor.State(is_set_up=True, required=False)
    assert second_factor.shown(desk) is None
    first_step(house)


def test_setting_up_asks_for_the_password_and_ends_every_other_sign_in(house: House) -> None:
    here, elsewhere, mona = house.desk("paula"), house.desk("paula"), house.desk("mona")
    with pytest.raises(Refused, match="password is not right"):
        second_factor.set_up(here, password="a guess")
    second_factor.confirm(here, code=code(house, begun(here)))
    assert (accounts.who(here).login, accounts.who(mona).login) == ("paula", "mona")
    with pytest.raises(SignedOut):
        accounts.who(elsewhere)


def test_a_secret_is_shown_to_the_sign_in_that_drew_it_and_confirmed_there(house: House) -> None:
    here, elsewhere = house.desk("paula"), house.desk("paula")
    secret = begun(here)
    assert second_factor.shown(elsewhere) is None
    with pytest.raises(Refused, match="Begin anew"):
        second_factor.confirm(elsewhere, code=code(house, secret))


def test_another_takes_the_place_of_the_first_with_its_first_code(house: House) -> None:
    old = set_up(house)
    desk = house.office.desk(finish(house, first_step(house), code(house, old)))
    new = begun(desk)
    house.clock.advance(seconds=60)
    step = first_step(house)
    with pytest.raises(Refused):
        finish(house, step, code(house, new))
    second_factor.confirm(desk, code=code(house, new))
    house.clock.advance(seconds=60)
    step = first_step(house)
    with pytest.raises(Refused):
        finish(house, step, code(house, old))
    finish(house, step, code(house, new))


def test_the_own_one_is_removed_with_the_password_unless_it_is_required(house: House) -> None:
    secret, adam = set_up(house), house.desk("adam")
    desk = house.office.desk(finish(house, first_step(house), code(house, secret)))
    with pytest.raises(Refused, match="password is not right"):
        second_factor.remove(desk, password="a guess")
    second_factor.remove(desk, password=OURS)
    with pytest.raises(Refused, match="You have no second factor"):
        second_factor.remove(desk, password=OURS)
    house.desk("paula")
    secret = set_up(house)
    second_factor.require_of(adam, login="paula", required=True)
    desk = house.office.desk(finish(house, first_step(house), code(house, secret)))
    with pytest.raises(Refused, match="is required of you"):
        second_factor.remove(desk, password=OURS)


def test_where_it_becomes_required_open_sign_ins_end_and_the_next_one_sets_it_up(house: House) -> None:
    open_one, adam = house.desk("paula"), house.desk("adam")
    second_factor.require_of(adam, login="paula", required=True)
    with pytest.raises(SignedOut):
        accounts.who(open_one)
    step = first_step(house)
    shown = second_step.asked(house.office, step=step).shown
    assert shown is not None
    secret = shown.letters.replace(" ", "")
    assert secret in shown.link
    with pytest.raises(Refused, match="The code is not right"):
        finish(house, step, another(house, secret))
    desk = house.office.desk(finish(house, step, code(house, secret)))
    assert second_factor.own(desk) == second_factor.State(is_set_up=True, required=True)
    assert record.verify_record(desk).breaks == ()


def test_a_secret_shown_at_sign_in_is_that_of_one_sign_in_for_a_quarter_of_an_hour(house: House) -> None:
    second_factor.require_of(house.desk("adam"), login="paula", required=True)
    first, second = first_step(house), first_step(house)
    with pytest.raises(SignedOut):
        second_step.asked(house.office, step=first)
    shown = second_step.asked(house.office, step=second).shown
    assert shown is not None
    house.clock.advance(minutes=15)
    with pytest.raises(SignedOut):
        finish(house, second, code(house, shown.letters.replace(" ", "")))


def test_one_that_is_taken_away_works_no_longer_and_where_required_another_is_set_up(house: House) -> None:
    secret, adam = set_up(house), house.desk("adam")
    second_factor.require_of(adam, login="paula", required=True)
    desk, step = house.office.desk(finish(house, first_step(house), code(house, secret))), first_step(house)
    second_factor.take_away(adam, login="paula", reason="the telephone was lost")
    with pytest.raises(SignedOut):
        accounts.who(desk)
    with pytest.raises(SignedOut):
        finish(house, step, code(house, secret, steps=1))
    assert second_factor.state_of(adam, login="paula") == second_factor.State(is_set_up=False, required=True)
    shown = second_step.asked(house.office, step=first_step(house)).shown
    assert shown is not None
    assert secret not in shown.link


def test_the_trail_says_who_did_what_and_why_and_no_secret_or_code(house: House) -> None:
    secret, adam = set_up(house), house.desk("adam")
    second_factor.require_of(adam, login="paula", required=True)
    second_factor.require_of(adam, login="paula", required=True)  # changes nothing
    second_factor.take_away(adam, login="paula", reason="the telephone was lost")
    second_factor.require_of(adam, login="paula", required=False)
    desk = house.desk("paula")
    second = begun(desk)
    second_factor.confirm(desk, code=code(house, second))
    second_factor.remove(desk, password=OURS)
    assert factors(house) == [
        ("factor.set_up", "Dr Paula", "Dr Paula", "page"),
        ("factor.required", "Dr Adam", "Dr Paula", "page"),
        ("factor.taken_away", "Dr Adam", "Dr Paula", "page"),
        ("factor.not_required", "Dr Adam", "Dr Paula", "page"),
        ("factor.set_up", "Dr Paula", "Dr Paula", "page"),
        ("factor.removed", "Dr Paula", "Dr Paula", "page"),
    ]
    for reader in ("mona", "adam"):
        told = trail.trail_page(house.desk(reader), wanted=trail.Wanted(thing="factor")).rows
        assert told[3].reason == "the telephone was lost"
    kept = everything_kept(house)
    assert secret not in kept
    assert second not in kept


def test_a_secret_in_use_stands_in_its_own_table_and_in_no_other(house: House) -> None:
    secret = set_up(house)
    finish(house, first_step(house), code(house, secret))
    assert secret in everything_kept(house)
    assert secret not in everything_kept(house, but=frozenset({"second_factor"}))


@pytest.mark.parametrize("login", ["paula", "carla", "mona", "anna"])
def test_only_who_manages_people_requires_it_or_takes_it_away(house: House, login: str) -> None:
    desk = house.desk(login)
    with pytest.raises(Forbidden):
        second_factor.require_of(desk, login="bram", required=True)
    with pytest.raises(Forbidden):
        second_factor.take_away(desk, login="bram", reason="the telephone was lost")
    with pytest.raises(Forbidden):
        second_factor.state_of(desk, login="bram")


@pytest.mark.parametrize("login", ["nobody", "cli", "a\0b"])
def test_it_is_required_of_nobody_who_is_no_person(house: House, login: str) -> None:
    with pytest.raises(Refused, match="There is no person"):
        second_factor.require_of(house.desk("adam"), login=login, required=True)


def test_taking_away_needs_one_a_reason_and_another_administrator(house: House) -> None:
    adam = house.desk("adam")
    with pytest.raises(Refused, match="paula has no second factor"):
        second_factor.take_away(adam, login="paula", reason="the telephone was lost")
    set_up(house)
    with pytest.raises(Refused, match="in a few words"):
        second_factor.take_away(adam, login="paula", reason="  ")
    with pytest.raises(Refused, match="on the page My account"):
        second_factor.take_away(adam, login="adam", reason="the telephone was lost")


def test_the_command_line_takes_it_away_from_the_last_administrator(house: House) -> None:
    set_up(house, "adam")
    command = accounts.command_desk(house.office)
    second_factor.take_away(command, login="adam", reason="the telephone was lost")
    house.desk("adam")
    assert factors(house)[-1] == ("factor.taken_away", "Command line", "Dr Adam", "command")


def test_a_demo_has_none(settings: Settings) -> None:
    demo = make_house(replace(settings, demo=True))
    desk = demo.office.desk(accounts.enter_demo(demo.office, login="adam", replaces=None))
    with pytest.raises(Refused, match="In a demo"):
        second_factor.set_up(desk, password="")
    with pytest.raises(Refused, match="In a demo"):
        second_factor.require_of(desk, login="paula", required=True)
