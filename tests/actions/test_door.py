"""The one door: nobody without a session, nothing without a right, no write without its event."""

from __future__ import annotations

import importlib
import inspect
import pkgutil

import pytest
import sqlalchemy as sa

import her2dash.actions
from her2dash.access import Permission, Role
from her2dash.actions import accounts, dashboard, door, patients, people, registry
from her2dash.actions.desk import Desk, Office, Work
from her2dash.errors import Forbidden, Refused, SignedOut
from her2dash.store import cases
from tests.house import House

# Who may come in before anybody is signed in; a new one is added here after thinking twice.
ENTRANCES = {
    "accounts.sign_in", "attempts.check_password", "accounts.enter_demo", "accounts.command_desk",
    "accounts.is_open", "accounts.end_session", "accounts.demo_people", "accounts.sign_out",
    "office.make_place", "premises.what_stands", "premises.replace_demo", "premises.is_demo",
    "premises.copy_demo",
    "office.refill_demo", "office.can_be_reset",
    "office.open_office", "office.upgrade_place", "record.verify_at",
    "attempts.note_wrong", "attempts.refuse_haste",
    "invitations.set_first_password", "invitations.change_password",
    "second_step.asked", "second_step.finish",
    "backup.take_copy", "backup.state_of", "backup.must_take", "backup.put_copy",
}  # fmt: skip


def public_functions() -> dict[str, object]:
    found = {}
    for module in pkgutil.iter_modules(her2dash.actions.__path__):
        loaded = importlib.import_module(f"her2dash.actions.{module.name}")
        for name, thing in vars(loaded).items():
            if inspect.isfunction(thing) and thing.__module__ == loaded.__name__ and not name.startswith("_"):
                found[f"{loaded.__name__}.{name}"] = thing
    return found


def reachable_from_outside(function: object) -> bool:
    """Tell whether a page could call it: it takes a desk, an office, settings or an address, not Work."""
    first = next(iter(inspect.signature(inspect.unwrap(function)).parameters.values()), None)
    return first is not None and first.annotation in ("Desk", "Office", "Settings")


def test_every_public_function_that_a_page_can_call_went_through_the_door() -> None:
    unguarded = {
        name
        for name, function in public_functions().items()
        if reachable_from_outside(function)
        and name not in registry.guarded
        and name not in registry.entrances
    }
    assert unguarded == set()


def test_the_entrances_are_known_by_name() -> None:
    public_functions()
    assert {name.removeprefix("her2dash.actions.") for name in registry.entrances} == ENTRANCES


def test_every_permission_guards_at_least_one_action() -> None:
    public_functions()
    assert set(registry.guarded.values()) == set(Permission)


@pytest.mark.parametrize("token", ["", "a made-up token"])
def test_nobody_acts_without_a_session(house: House, token: str) -> None:
    with pytest.raises(SignedOut):
        accounts.who(Desk(house.office, token))


def test_signing_out_acts_at_once_on_every_desk_of_the_session(house: House) -> None:
    desk = house.desk("paula")
    other_tab = Desk(house.office, desk._token)
    accounts.sign_out(desk)
    with pytest.raises(SignedOut):
        dashboard.data_version(other_tab)


def test_a_withdrawn_role_acts_at_the_next_action(house: House) -> None:
    desk = house.desk("peter")
    dashboard.findings(desk)
    people.withdraw_role(house.desk("adam"), login="peter", role=Role.PI)
    with pytest.raises(Forbidden):
        dashboard.findings(desk)


def test_who_has_lost_every_role_is_signed_out(house: House) -> None:
    desk = house.desk("mona")
    people.withdraw_role(house.desk("adam"), login="mona", role=Role.MONITOR)
    with pytest.raises(SignedOut):
        accounts.who(desk)


def test_a_session_ends_after_half_an_hour_of_silence_and_not_before(house: House) -> None:
    desk = house.desk("paula")
    house.clock.advance(minutes=29)
    accounts.stay(desk)
    house.clock.advance(minutes=29)
    accounts.who(desk)
    house.clock.advance(minutes=2)
    with pytest.raises(SignedOut):
        accounts.who(desk)


def test_a_session_ends_after_twelve_hours_however_busy(house: House) -> None:
    desk = house.desk("paula")
    for _ in range(36):
        house.clock.advance(minutes=20)
        accounts.stay(desk) if house.clock.now().hour < 21 else None
    with pytest.raises(SignedOut):
        accounts.who(desk)


def test_a_writing_action_that_does_not_say_what_it_did_is_rolled_back(house: House) -> None:
    @door.action(Permission.MANAGE_PEOPLE, writes=True)
    def forgetful(work: Work) -> None:
        from her2dash.store import people as store

        store.grant(work.ledger, who=work.person.id, role="monitor", granted=True, at=work.now)

    before = grants(house.office)
    with pytest.raises(RuntimeError, match="did not say what it did"):
        forgetful(house.desk("adam"))
    assert grants(house.office) == before


def test_a_reading_action_cannot_write(house: House) -> None:
    @door.action(Permission.OWN_ACCOUNT)
    def sly(work: Work) -> None:
        work.connection.execute(sa.text("insert into place (key, value) values ('a', 'b')"))

    with pytest.raises(sa.exc.DBAPIError):
        sly(house.desk("adam"))


def test_a_refusal_is_written_to_the_access_log_and_wakes_no_board(house: House) -> None:
    with house.office.database.reading() as connection:
        version = cases.data_version(connection)
    with pytest.raises(Forbidden):
        patients.patients(house.desk("adam"))
    with house.office.database.reading() as connection:
        last = connection.execute(
            sa.text("select deed, subject from access_event order by id desc limit 1")
        ).one()
        assert tuple(last) == ("action.refused", "patients")
        assert cases.data_version(connection) == version


def test_reading_patient_data_is_logged_once_per_session(house: House) -> None:
    desk = house.desk("paula")
    for _ in range(3):
        dashboard.data_version(desk)
    with house.office.database.reading() as connection:
        read = sa.text(
            "select count(*) from access_event where deed = 'record.read' and subject = 'endpoints'"
        )
        assert connection.execute(read).scalar_one() == 1


def test_a_person_with_no_known_role_or_a_login_in_use_is_refused_with_a_sentence(house: House) -> None:
    with pytest.raises(Refused, match="in use"):
        people.add_person(house.desk("adam"), login="anna", name="Another", roles=[Role.PI])
    with pytest.raises(Refused, match="at least one role"):
        people.add_person(house.desk("adam"), login="new", name="New", roles=[])


def grants(office: Office) -> int:
    with office.database.reading() as connection:
        return int(connection.execute(sa.text("select count(*) from role_grant")).scalar_one())
