"""People and roles: given later as at the start, dated, with who and why; the last way in stays."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
import sqlalchemy as sa

from her2dash.access import Role
from her2dash.actions import accounts, dashboard, patients, people, record, redaction, trail
from her2dash.actions.people_list import RoleChange, role_history
from her2dash.actions.trail_views import Entry
from her2dash.errors import Forbidden, Refused, SignedOut
from her2dash.settings import Settings
from tests.actions.factors import code, finish, first_step, set_up
from tests.actions.steps import sealed_first, sign
from tests.house import START, House, make_house


def give(house: House, role: Role, reason: str = "", login: str = "anna") -> bool:
    return people.give_role(house.desk("adam"), login=login, role=role, reason=reason)


def withdraw(house: House, role: Role, reason: str = "", login: str = "anna") -> None:
    people.withdraw_role(house.desk("adam"), login=login, role=role, reason=reason)


def newest(house: House, login: str) -> Entry:
    return trail.trail_page(house.desk(login), wanted=trail.Wanted()).rows[0]


def unblinded(house: House) -> bool:
    """Whether the newest signature is marked."""
    with house.office.database.reading() as connection:
        asked = sa.text("select unblinded from signature order by id desc limit 1")
        return bool(connection.execute(asked).scalar_one())


def test_a_role_that_is_given_later_acts_at_the_next_action_and_at_the_persons_site(house: House) -> None:
    house.enrol("01-001", physician="bram")
    anna, dirk = house.desk("anna"), house.desk("dirk")
    with pytest.raises(Forbidden):
        patients.patients(anna)
    assert give(house, Role.COORDINATOR) is True
    assert [one.number for one in patients.patients(anna)] == ["01-001"]
    assert patients.patients(dirk) == ()
    give(house, Role.PI)
    dashboard.findings(anna)


def test_a_role_that_is_held_already_is_not_given_again(house: House) -> None:
    before = newest(house, "adam").number
    assert give(house, Role.PHYSICIAN) is False
    assert newest(house, "adam").number == before


def test_who_had_lost_every_role_works_again_with_the_one_that_is_given(house: House) -> None:
    withdraw(house, Role.MONITOR, login="mona")
    give(house, Role.COORDINATOR, login="mona")
    assert accounts.who(house.desk("mona")).roles == {Role.COORDINATOR}


def test_how_roles_came_and_went_is_told_with_when_by_whom_and_why(house: House) -> None:
    house.clock.advance(days=1)
    give(house, Role.PI, "  stands in for\nDr Paula ")
    house.clock.advance(days=1)
    withdraw(house, Role.PI)
    told = role_history(house.desk("adam"), login="anna")
    second, third = START.replace(day=3), START.replace(day=4)
    assert told == (
        RoleChange(Role.PI, False, third, "Dr Adam", None, False),
        RoleChange(Role.PI, True, second, "Dr Adam", "stands in for Dr Paula", False),
        RoleChange(Role.PHYSICIAN, True, START, "Command line", None, False),
    )
    assert record.verify_record(house.desk("mona")).breaks == ()


def test_the_trail_has_the_role_and_the_reason_for_who_gives_roles_and_who_watches(house: House) -> None:
    give(house, Role.MONITOR, "stands in for Mona")
    for login in ("adam", "paula", "mona"):
        event = newest(house, login)
        told = (event.deed, event.person, event.about, event.detail["given"], event.reason, event.hidden)
        assert told == ("role.given", "Dr Adam", "Dr Anna", "monitor", "stands in for Mona", False)


def test_a_name_in_a_reason_can_be_blanked_and_the_record_holds(house: House) -> None:
    give(house, Role.MONITOR, "after Mrs Janssen's complaint")
    event = newest(house, "paula").number
    redaction.redact(house.desk("paula"), event=event, reason="a name", key="once")
    (told, _) = role_history(house.desk("adam"), login="anna")
    assert (told.reason, told.reason_blanked) == (None, True)
    assert record.verify_record(house.desk("mona")).breaks == ()


@pytest.mark.parametrize(
    ("role", "withdrawn"),
    [(Role.PI, False), (Role.PI, True), (Role.MONITOR, True), (Role.LABORATORY, True)],
)
def test_who_was_given_an_unblinded_role_later_signs_marked_also_after_it_is_withdrawn(
    house: House, role: Role, withdrawn: bool
) -> None:
    handle = house.enrol()
    give(house, role)
    if withdrawn:
        withdraw(house, role)
    sign(house, "anna", handle, sealed_first(house))
    assert unblinded(house)


def test_a_role_that_shows_no_endpoint_marks_nobody(house: House) -> None:
    handle = house.enrol()
    for role in (Role.COORDINATOR, Role.IMAGING, Role.ADMIN):
        give(house, role)
    sign(house, "anna", handle, sealed_first(house))
    assert not unblinded(house)


def test_what_was_signed_before_an_unblinded_role_was_given_stays_as_it_was(house: House) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, sealed_first(house))
    give(house, Role.PI)
    assert not unblinded(house)


def test_only_an_administrator_gives_withdraws_signs_out_and_reads_how_roles_came(house: House) -> None:
    for login in ("anna", "carla", "iris", "lars", "paula", "mona"):
        desk = house.desk(login)
        for deed in (
            partial(people.give_role, desk, login=login, role=Role.ADMIN),
            partial(people.withdraw_role, desk, login="bram", role=Role.PHYSICIAN),
            partial(people.sign_out_everywhere, desk, login="bram"),
            partial(role_history, desk, login=login),
            partial(people.add_person, desk, login="nora", name="Dr Nora", roles=[Role.PI]),
        ):
            with pytest.raises(Forbidden):
                deed()
    assert accounts.who(house.desk("bram")).roles == {Role.PHYSICIAN}


def test_nobody_is_given_a_role_who_is_no_person_nor_the_command_line(house: House) -> None:
    with pytest.raises(Refused, match="command line keeps its role"):
        give(house, Role.PI, login="cli")
    for login in ("nobody", "a\0b"):
        with pytest.raises(Refused, match="There is no person"):
            give(house, Role.PI, login=login)
    with pytest.raises(Refused, match="does not hold the role"):
        withdraw(house, Role.PI)


def test_a_reason_of_more_than_300_letters_is_refused_and_nothing_is_given(house: House) -> None:
    with pytest.raises(Refused, match="at most 300 letters"):
        give(house, Role.PI, "x" * 301)
    assert accounts.who(house.desk("anna")).roles == {Role.PHYSICIAN}


def test_an_administrator_signs_somebody_out_everywhere_at_once(house: House) -> None:
    phone, ward, bram = house.desk("anna"), house.desk("anna"), house.desk("bram")
    adam = house.desk("adam")
    assert people.sign_out_everywhere(adam, login="anna") == 2
    for desk in (phone, ward):
        with pytest.raises(SignedOut):
            accounts.who(desk)
    assert accounts.who(bram).login == "bram"
    event = newest(house, "mona")
    assert (event.deed, event.about, event.detail["count"]) == ("person.sessions_ended", "Dr Anna", 2)
    looks = trail.access_page(house.desk("mona"), wanted=trail.Wanted(thing="session", person="Anna")).rows
    assert [(each.deed, each.subject) for each in looks[:2]] == [("session.ended", "by an administrator")] * 2
    assert people.sign_out_everywhere(adam, login="anna") == 0
    assert newest(house, "mona").number == event.number


def test_a_sign_in_that_waits_for_its_code_is_ended_with_the_others(house: House) -> None:
    secret = set_up(house, "anna")
    halfway = first_step(house, "anna")
    people.sign_out_everywhere(house.desk("adam"), login="anna")
    with pytest.raises(SignedOut):
        finish(house, halfway, code(house, secret))


def test_who_signs_the_own_name_out_everywhere_goes_on_here(house: House) -> None:
    elsewhere, here = house.desk("adam"), house.desk("adam")
    assert people.sign_out_everywhere(here, login="adam") == 1
    assert accounts.who(here).login == "adam"
    with pytest.raises(SignedOut):
        accounts.who(elsewhere)


def test_the_command_line_is_signed_out_by_nobody(house: House) -> None:
    command = accounts.command_desk(house.office)
    with pytest.raises(Refused, match="no person"):
        people.sign_out_everywhere(house.desk("adam"), login="cli")
    assert accounts.who(command).login == "cli"


def test_who_came_into_a_demo_by_its_button_changes_nobody(settings: Settings) -> None:
    demo = make_house(replace(settings, demo=True))
    desk = demo.office.desk(accounts.enter_demo(demo.office, login="adam", replaces=None))
    for deed in (
        lambda: people.give_role(desk, login="anna", role=Role.PI),
        lambda: people.withdraw_role(desk, login="anna", role=Role.PHYSICIAN),
        lambda: people.sign_out_everywhere(desk, login="anna"),
        lambda: people.add_person(desk, login="nora", name="Dr Nora", roles=[Role.PI]),
    ):
        with pytest.raises(Refused, match="stay as they are"):
            deed()
    demo.office.database.dispose()


def test_the_last_administrator_keeps_the_role_until_another_has_it(house: House) -> None:
    with pytest.raises(Refused, match="adam is the last administrator"):
        withdraw(house, Role.ADMIN, login="adam")
    give(house, Role.ADMIN)
    withdraw(house, Role.ADMIN, login="adam")
    with pytest.raises(Refused, match="anna is the last administrator"):
        people.withdraw_role(house.desk("anna"), login="anna", role=Role.ADMIN)


def test_the_command_line_keeps_its_role(house: House) -> None:
    with pytest.raises(Refused, match="command line keeps its role"):
        withdraw(house, Role.ADMIN, login="cli")
    assert accounts.who(accounts.command_desk(house.office)).roles == {Role.ADMIN}


def test_the_event_that_adds_a_person_marks_the_password_and_does_not_hold_it(house: House) -> None:
    hashed = house.office.passwords.hash("eva has a long password")
    people.add_person(house.desk("adam"), login="eva", name="Dr Eva", roles=[Role.PI], password_hash=hashed)
    with house.office.database.reading() as connection:
        told = connection.exec_driver_sql("select detail from audit_event order by id desc limit 1")
        detail = told.scalar_one()
    assert "password" in detail
    assert hashed not in detail
