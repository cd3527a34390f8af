"""People set their own password: with a code, once, in time; weak ones are refused; other sessions end."""

from __future__ import annotations

from datetime import timedelta

import pytest

from her2dash.access import Role
from her2dash.actions import accounts, invitations, people, record, trail
from her2dash.actions.password_rules import must_be_strong
from her2dash.errors import Forbidden, NotFound, Refused, SignedOut
from tests.house import House

STRONG = "bicycle lantern mustard"
NOT_RIGHT = "The user name or the code is not right"


def invite(house: House, login: str = "anna") -> str:
    return invitations.invite(house.desk("adam"), login=login)[0]


def use(house: House, code: str, password: str = STRONG, login: str = "anna") -> None:
    invitations.set_first_password(
        house.office, login=login, code=code, password=password, address="10.0.0.1"
    )


def sign_in(house: House, password: str, login: str = "anna") -> str:
    return accounts.sign_in(house.office, login=login, password=password, address="10.0.0.1", replaces=None)


def test_a_new_person_has_no_password_until_the_code_is_used_and_the_record_says_both(house: House) -> None:
    people.add_person(house.desk("adam"), login="nora", name="Dr Nora", roles=[Role.PHYSICIAN], site="02")
    with pytest.raises(Refused):
        sign_in(house, "", "nora")
    use(house, invite(house, "nora"), login="nora")
    assert accounts.who(house.office.desk(sign_in(house, STRONG, "nora"))).name == "Dr Nora"
    said = trail.trail_page(house.desk("mona"), wanted=trail.Wanted(thing="person")).rows
    assert [(each.deed, each.person, each.about) for each in said][:3] == [
        ("person.password_set", "Dr Nora", "Dr Nora"),
        ("person.invited", "Dr Adam", "Dr Nora"),
        ("person.added", "Dr Adam", "Dr Nora"),
    ]
    assert record.verify_record(house.desk("mona")).breaks == ()


def test_a_code_works_once(house: House) -> None:
    code = invite(house)
    use(house, code.lower())
    with pytest.raises(Refused, match=NOT_RIGHT):
        use(house, code, "another lantern mustard")
    sign_in(house, STRONG)


def test_a_code_ends_after_three_days(house: House) -> None:
    code = invite(house)
    house.clock.advance(days=3)
    with pytest.raises(Refused, match=NOT_RIGHT):
        use(house, code)
    sign_in(house, "anna has a long password")


def test_a_newer_code_takes_the_place_of_an_earlier_one(house: House) -> None:
    earlier, newer = invite(house), invite(house)
    with pytest.raises(Refused, match=NOT_RIGHT):
        use(house, earlier)
    use(house, newer)


@pytest.mark.parametrize("login", ["bram", "nobody", "a\0b"])
def test_a_code_is_of_one_person_alone(house: House, login: str) -> None:
    with pytest.raises(Refused, match=NOT_RIGHT):
        use(house, invite(house), login=login)


def test_after_several_wrong_codes_the_next_has_to_wait_and_the_log_has_them(house: House) -> None:
    code = invite(house)
    for _ in range(3):
        with pytest.raises(Refused, match=NOT_RIGHT):
            use(house, "AAAAA-AAAAA-AAAAA-AAAAA")
    with pytest.raises(Refused, match="Too many wrong"):
        use(house, code)
    house.clock.advance(seconds=2)
    use(house, code)
    looks = trail.access_page(house.desk("mona"), wanted=trail.Wanted(thing="invitation")).rows
    assert [each.deed for each in looks] == ["invitation.wrong"] * 3


def test_a_weak_password_leaves_the_code_as_it_is(house: House) -> None:
    code = invite(house)
    with pytest.raises(Refused, match="15 characters or more"):
        use(house, code, "short")
    use(house, code)


def test_who_sets_a_password_with_a_code_is_signed_out_everywhere(house: House) -> None:
    before = house.desk("anna")
    use(house, invite(house))
    with pytest.raises(SignedOut):
        accounts.who(before)


def test_the_own_password_is_replaced_after_the_present_one_and_other_sessions_end(house: House) -> None:
    here, elsewhere, bram = house.desk("anna"), house.desk("anna"), house.desk("bram")
    invitations.change_password(here, password="anna has a long password", new=STRONG)
    assert accounts.who(here).login == "anna"
    assert accounts.who(bram).login == "bram"
    with pytest.raises(SignedOut):
        accounts.who(elsewhere)
    sign_in(house, STRONG)
    with pytest.raises(Refused):
        sign_in(house, "anna has a long password")
    assert record.verify_record(house.desk("mona")).breaks == ()


def test_without_the_present_password_nothing_is_replaced(house: House) -> None:
    with pytest.raises(Refused, match="The password is not right"):
        invitations.change_password(house.desk("anna"), password="a guess of somebody", new=STRONG)
    sign_in(house, "anna has a long password")


def test_only_administrators_and_coordinators_invite(house: House) -> None:
    for login in ("anna", "iris", "lars", "paula", "mona"):
        with pytest.raises(Forbidden):
            invitations.invite(house.desk(login), login="bram")


def test_a_coordinator_invites_a_physician_of_the_own_site(house: House) -> None:
    code, _ = invitations.invite(house.desk("carla"), login="anna")
    use(house, code)
    sign_in(house, STRONG)
    (_, invited, *_) = trail.trail_page(house.desk("mona"), wanted=trail.Wanted(thing="person")).rows
    assert (invited.deed, invited.person, invited.about) == ("person.invited", "Dr Carla", "Dr Anna")


def test_to_a_coordinator_everybody_else_is_not_there(house: House) -> None:
    adam = house.desk("adam")  # Vera is of another site, Wim serves every site
    for login, site in (("vera", "02"), ("wim", None)):
        people.add_person(adam, login=login, name=f"Dr {login}", roles=[Role.PHYSICIAN], site=site)
    others = ("carla", "dirk", "peter", "paula", "mona", "iris", "adam", "cli", "nobody", "a\0b")
    for login in ("vera", "wim", *others):
        with pytest.raises(NotFound, match=r"no physician of your site"):
            invitations.invite(house.desk("carla"), login=login)
    refused = trail.access_page(house.desk("mona"), wanted=trail.Wanted(thing="action")).rows
    assert [(each.person, each.subject) for each in refused] == [("Dr Carla", "invite")] * 12


def test_a_coordinator_of_every_site_invites_the_physicians_of_each(house: House) -> None:
    people.add_person(house.desk("adam"), login="vera", name="Dr Vera", roles=[Role.PHYSICIAN], site="02")
    people.add_person(
        house.desk("adam"), login="carl", name="Dr Carl", roles=[Role.COORDINATOR],
        password_hash=house.office.passwords.hash("carl has a long password"),
    )  # fmt: skip
    for login in ("anna", "vera"):
        invitations.invite(house.desk("carl"), login=login)


def test_a_physician_who_is_given_another_role_is_no_more_invited_by_the_coordinator(house: House) -> None:
    people.give_role(house.desk("adam"), login="anna", role=Role.MONITOR)
    with pytest.raises(NotFound):
        invitations.invite(house.desk("carla"), login="anna")


@pytest.mark.parametrize("login", ["nobody", "cli"])
def test_nobody_is_invited_who_is_no_person(house: House, login: str) -> None:
    with pytest.raises(Refused, match=login):
        invitations.invite(house.desk("adam"), login=login)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword", "123456789012345", "qwertyuiopasdfgh", "aaaaaaaaaaaaaaaaaa", "annaannaannaanna",
        "iloveyouiloveyou", "her2pet her2pet her2pet", "winter2026winter2026",
    ],
)  # fmt: skip
def test_what_is_guessed_first_is_no_password_however_long(password: str) -> None:
    with pytest.raises(Refused, match="guessed soon"):
        must_be_strong(password, ["anna", "her2pet"])


def test_a_password_has_no_rules_but_its_length_and_that_it_is_not_guessed() -> None:
    must_be_strong("bicycle lantern", [])  # 15 characters
    with pytest.raises(Refused, match="15 characters or more"):
        must_be_strong("bicycle lanter", [])
    with pytest.raises(Refused, match="at most 72"):
        must_be_strong("x" * 73, [])


def test_the_end_of_a_code_is_told(house: House) -> None:
    _, ends = invitations.invite(house.desk("adam"), login="anna")
    assert ends == house.clock.now() + timedelta(days=3)
