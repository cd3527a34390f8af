"""The list of people: roles since when and by whom, how far the account is, and no secret in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from her2dash.access import Role
from her2dash.actions import invitations, people, second_factor
from her2dash.actions.people_list import Listed, everybody
from her2dash.errors import Forbidden
from tests.actions.factors import set_up
from tests.house import START, House

STRONG = "bicycle lantern mustard"


def listed(house: House, login: str, by: str = "adam") -> Listed:
    return next(one for one in everybody(house.desk(by)) if one.login == login)


def sessions(house: House, login: str) -> int:
    guard = listed(house, login).guard
    assert guard is not None
    return guard.sessions


def test_everybody_but_the_command_line_is_listed_by_name(house: House) -> None:
    names = [one.name for one in everybody(house.desk("adam"))]
    assert names == [
        "Dr Adam", "Dr Anna", "Dr Bram", "Dr Carla", "Dr Dirk", "Dr Igor", "Dr Iris", "Dr Lars", "Dr Mona",
        "Dr Paula", "Dr Peter",
    ]  # fmt: skip


def test_each_role_that_is_held_says_since_when_and_by_whom(house: House) -> None:
    house.clock.advance(days=1)
    people.give_role(house.desk("adam"), login="anna", role=Role.IMAGING, reason="learns to read")
    people.give_role(house.desk("adam"), login="anna", role=Role.MONITOR)
    people.withdraw_role(house.desk("adam"), login="anna", role=Role.MONITOR)
    anna = listed(house, "anna")
    assert (anna.site, [(one.role, one.at, one.by, one.reason) for one in anna.roles]) == (
        "01",
        [
            (Role.PHYSICIAN, START, "Command line", None),
            (Role.IMAGING, START.replace(day=3), "Dr Adam", "learns to read"),
        ],
    )


def test_a_new_person_comes_from_nothing_by_a_code_to_a_password_and_a_first_sign_in(house: House) -> None:
    people.add_person(house.desk("adam"), login="nora", name="Dr Nora", roles=[Role.PHYSICIAN], site="01")
    nora = listed(house, "nora")
    assert (nora.has_password, nora.invited_until, nora.last_signed_in) == (False, None, None)
    code, ends = invitations.invite(house.desk("adam"), login="nora")
    assert listed(house, "nora").invited_until == ends == START + timedelta(days=3)
    invitations.set_first_password(house.office, login="nora", code=code, password=STRONG, address="10.0.0.1")
    nora = listed(house, "nora")
    assert (nora.has_password, nora.invited_until, nora.last_signed_in) == (True, None, None)


def test_a_code_that_has_ended_is_told_no_more(house: House) -> None:
    invitations.invite(house.desk("adam"), login="anna")
    house.clock.advance(days=3)
    assert listed(house, "anna").invited_until is None


def test_open_sign_ins_are_counted_and_the_last_one_is_told(house: House) -> None:
    house.desk("anna")
    house.clock.advance(minutes=29)
    house.desk("anna")
    assert (sessions(house, "anna"), sessions(house, "bram")) == (2, 0)
    house.clock.advance(minutes=1)
    assert listed(house, "anna").last_signed_in == START + timedelta(minutes=29)
    assert sessions(house, "anna") == 1
    people.sign_out_everywhere(house.desk("adam"), login="anna")
    assert sessions(house, "anna") == 0


def test_the_second_factor_is_told_as_none_set_up_and_required(house: House) -> None:
    set_up(house, "anna")
    adam = house.desk("adam")
    for login in ("anna", "bram"):
        second_factor.require_of(adam, login=login, required=True)
    second_factor.require_of(adam, login="iris", required=True)
    second_factor.require_of(adam, login="iris", required=False)
    guards = {one.login: one.guard for one in everybody(adam) if one.guard}
    told = {
        login: (guards[login].has_second_factor, guards[login].second_factor_required)
        for login in ("anna", "bram", "iris", "lars")
    }
    assert told == {
        "anna": (True, True), "bram": (False, True), "iris": (False, False), "lars": (False, False),
    }  # fmt: skip


def test_no_hash_code_token_or_address_is_in_the_list(house: House) -> None:
    set_up(house, "bram")
    anna = house.desk("anna")
    code, _ = invitations.invite(house.desk("adam"), login="anna")
    told = str(everybody(house.desk("adam")))
    with house.office.database.reading() as connection:
        asked = (
            "select password_hash from person", "select token_hash from session",
            "select address_hash from session", "select code_hash from invitation",
            "select secret from second_factor",
        )  # fmt: skip
        kept = {one for text in asked for one in connection.execute(sa.text(text)).scalars() if one}
    assert len(kept) > len(everybody(house.desk("adam")))
    for secret in (*kept, code, anna._token, "127.0.0.1"):
        assert secret not in told


def test_a_coordinator_sees_the_physicians_who_may_be_invited_and_no_count_of_their_sign_ins(
    house: House,
) -> None:
    found = everybody(house.desk("carla"))
    assert [(one.login, one.guard) for one in found] == [("anna", None), ("bram", None)]
    assert everybody(house.desk("dirk")) == ()


def test_nobody_else_has_the_list(house: House) -> None:
    for login in ("anna", "iris", "lars", "paula", "mona"):
        with pytest.raises(Forbidden):
            everybody(house.desk(login))
