"""Where a person is signed in, and signing out from afar: the own sessions, and nobody else's."""

from __future__ import annotations

from dataclasses import astuple, replace

import pytest
import sqlalchemy as sa

from her2dash.actions import accounts, invitations, own_sessions, record, trail
from her2dash.actions.desk import Desk
from her2dash.actions.own_sessions import OwnSession
from her2dash.errors import NotFound, Refused, SignedOut
from her2dash.settings import Settings
from her2dash.store import cases
from tests.house import START, House, make_house


def number_of(desk: Desk) -> int:
    return next(one.number for one in own_sessions.sessions(desk) if one.is_this)


def signed_out(house: House, login: str = "mona") -> list[trail.Entry]:
    found = trail.whole_trail(house.desk(login), wanted=trail.Wanted())
    return [entry for entry in found if entry.deed == "person.signed_out"]


def test_each_open_sign_in_is_listed_since_when_last_seen_by_which_way_and_which_is_this(
    house: House,
) -> None:
    phone = house.desk("anna")
    house.clock.advance(minutes=10)
    ward = house.desk("anna")
    house.clock.advance(minutes=5)
    accounts.stay(phone)
    at = own_sessions.sessions(ward)
    began = [START.replace(minute=10), START]
    assert [one.since for one in at] == began
    assert [one.last_seen for one in at] == [START.replace(minute=10), START.replace(minute=15)]
    assert {one.channel for one in at} == {"page"}
    assert [one.is_this for one in at] == [True, False]
    assert [one.is_this for one in own_sessions.sessions(phone)] == [True, False]
    assert [one.since for one in own_sessions.sessions(phone)] == began[::-1]


def test_nobody_sees_the_sessions_of_somebody_else(house: House) -> None:
    house.desk("bram")
    assert len(own_sessions.sessions(house.desk("anna"))) == 1


def test_a_session_that_was_left_idled_out_or_came_to_its_end_is_not_listed(house: House) -> None:
    accounts.sign_out(house.desk("anna"))
    house.desk("anna")
    house.clock.advance(minutes=30)
    here = house.desk("anna")
    assert [one.is_this for one in own_sessions.sessions(here)] == [True]


def test_a_token_its_hash_and_an_address_are_in_no_answer(house: House) -> None:
    desk = house.desk("anna")
    with house.office.database.reading() as connection:
        kept = connection.execute(sa.text("select token_hash, address_hash from session")).all()
    told = str([astuple(one) for one in own_sessions.sessions(desk)])
    assert set(OwnSession.__dataclass_fields__) == {"number", "since", "last_seen", "channel", "is_this"}
    for secret in (desk._token, "127.0.0.1", *(value for row in kept for value in row if value)):
        assert secret not in told


def test_a_session_that_is_ended_from_afar_does_nothing_more(house: House) -> None:
    phone, ward = house.desk("anna"), house.desk("anna")
    own_sessions.end_session(ward, number=number_of(phone))
    with pytest.raises(SignedOut):
        accounts.who(phone)
    assert accounts.is_open(house.office, phone._token) is None
    assert accounts.who(ward).login == "anna"
    assert len(own_sessions.sessions(ward)) == 1


def test_all_others_end_at_once_and_this_one_goes_on(house: House) -> None:
    others, here, bram = [house.desk("anna") for _ in range(3)], house.desk("anna"), house.desk("bram")
    assert own_sessions.end_all_others(here) == 3
    for other in others:
        with pytest.raises(SignedOut):
            accounts.who(other)
    assert accounts.who(here).login == "anna"
    assert accounts.who(bram).login == "bram"
    assert own_sessions.end_all_others(here) == 0


def test_what_was_ended_stands_in_the_record_once_and_wakes_no_board(house: House) -> None:
    with house.office.database.reading() as connection:
        version = cases.data_version(connection)
    phone, here = house.desk("anna"), house.desk("anna")
    number = number_of(phone)
    own_sessions.end_all_others(here)
    own_sessions.end_all_others(here)
    (event,) = signed_out(house)
    assert (event.person, event.about, event.detail["sessions"]) == ("Dr Anna", "Dr Anna", [number])
    with house.office.database.reading() as connection:
        assert cases.data_version(connection) == version
    assert record.verify_record(house.desk("mona")).breaks == ()


def test_every_sign_out_stands_in_the_access_log_with_its_way_beside_every_sign_in(house: House) -> None:
    mona, office, new = house.desk("mona"), house.office, "quite another long password"
    phone, ward = house.desk("anna"), house.desk("anna")
    own_sessions.end_session(ward, number=number_of(phone))
    again = accounts.sign_in(
        office, login="anna", password="anna has a long password", address="", replaces=ward._token
    )
    house.desk("anna")
    invitations.change_password(office.desk(again), password="anna has a long password", new=new)
    accounts.sign_out(office.desk(again))
    accounts.sign_out(office.desk(again))
    own = trail.whole_access(mona, wanted=trail.Wanted(person="Anna"))
    told = [(look.deed, look.subject) for look in reversed(own) if look.deed.startswith("session.")]
    assert told == [
        ("session.began", ""),
        ("session.began", ""),
        ("session.ended", "from afar"),
        ("session.ended", "signed in anew"),
        ("session.began", ""),
        ("session.began", ""),
        ("session.ended", "new password"),
        ("session.ended", ""),
    ]
    assert len(signed_out(house)) == 1  # from afar: done to another sign-in, and in the record too
    assert record.verify_record(mona).breaks == ()


@pytest.mark.parametrize("whose", ["bram", "nobody"])
def test_a_session_of_somebody_else_is_not_found_and_goes_on(house: House, whose: str) -> None:
    anna, bram = house.desk("anna"), house.desk("bram")
    number = number_of(bram) if whose == "bram" else 2**31 - 1
    with pytest.raises(NotFound, match="no such sign-in"):
        own_sessions.end_session(anna, number=number)
    assert accounts.who(bram).login == "bram"
    assert signed_out(house) == []


def test_what_has_ended_cannot_be_ended_again(house: House) -> None:
    phone, here = house.desk("anna"), house.desk("anna")
    number = number_of(phone)
    own_sessions.end_session(here, number=number)
    with pytest.raises(NotFound):
        own_sessions.end_session(here, number=number)
    assert len(signed_out(house)) == 1


def test_the_session_in_which_one_works_is_left_by_signing_out(house: House) -> None:
    here = house.desk("anna")
    with pytest.raises(Refused, match="To end it, sign out"):
        own_sessions.end_session(here, number=number_of(here))
    assert accounts.who(here).login == "anna"


def test_a_demo_names_its_own_way_in(settings: Settings) -> None:
    demo = make_house(replace(settings, demo=True))
    desk = demo.office.desk(accounts.enter_demo(demo.office, login="anna", replaces=None))
    assert [one.channel for one in own_sessions.sessions(desk)] == ["demo"]
    demo.office.database.dispose()
