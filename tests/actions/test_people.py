"""People and roles: nobody takes away the last way of managing them."""

from __future__ import annotations

import pytest

from her2dash.access import Role
from her2dash.actions import accounts, people
from her2dash.errors import Refused
from tests.house import House


def test_the_last_administrator_keeps_the_role_until_another_has_it(house: House) -> None:
    adam = house.desk("adam")
    with pytest.raises(Refused, match="adam is the last administrator"):
        people.withdraw_role(adam, login="adam", role=Role.ADMIN)
    hashed = house.office.passwords.hash("eva has a long password")
    people.add_person(adam, login="eva", name="Dr Eva", roles=[Role.ADMIN], password_hash=hashed)
    people.withdraw_role(adam, login="adam", role=Role.ADMIN)
    with pytest.raises(Refused, match="eva is the last administrator"):
        people.withdraw_role(house.desk("eva"), login="eva", role=Role.ADMIN)


def test_the_command_line_keeps_its_role(house: House) -> None:
    with pytest.raises(Refused, match="command line keeps its role"):
        people.withdraw_role(house.desk("adam"), login="cli", role=Role.ADMIN)
    assert accounts.who(accounts.command_desk(house.office)).roles == {Role.ADMIN}


def test_the_event_that_adds_a_person_marks_the_password_and_does_not_hold_it(house: House) -> None:
    hashed = house.office.passwords.hash("eva has a long password")
    people.add_person(house.desk("adam"), login="eva", name="Dr Eva", roles=[Role.PI], password_hash=hashed)
    newest = "select detail from audit_event order by id desc limit 1"
    with house.office.database.reading() as connection:
        told = connection.exec_driver_sql(newest).scalar_one()
    assert "password" in told
    assert hashed not in told
