"""The demo is real work on invented people: through the actions, in every state, never beside a study."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest

from her2dash.access import Role
from her2dash.actions import accounts, capture, dashboard, patients, record, worklist
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Desk, Office
from her2dash.actions.office import make_place, open_office
from her2dash.actions.record import verify_at
from her2dash.demo import prepare, reset
from her2dash.errors import CannotStart
from her2dash.settings import Settings
from her2dash.study.windows import State

TODAY = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = Settings.from_environment({"HER2DASH_DEMO": "1"})
    settings = replace(settings, database_url=f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.sqlite'}")
    prepare(settings, now=TODAY)
    return settings


@pytest.fixture
def demo(made: Settings) -> Iterator[Office]:
    office = open_office(made, clock=GivenClock(TODAY))
    yield office
    office.database.dispose()


def desk(office: Office, role: Role) -> Desk:
    login = next(login for login, _, of in accounts.demo_people(office) if of == role)
    return office.desk(accounts.enter_demo(office, login=login, replaces=None))


def test_thirteen_of_twenty_are_enrolled_at_four_sites(demo: Office) -> None:
    found = dashboard.board(desk(demo, Role.PI)).overview
    assert (found.enrolled, found.target, len(found.sites)) == (13, 20, 4)


def test_the_primary_endpoint_is_what_the_cohort_says(demo: Office) -> None:
    # Counted by hand in the cohort's file: 1, 2, 3, 6, 7, 8 concordant; 4, 5, 9 closed; 10, 11, 13 open.
    found = dashboard.concordance(desk(demo, Role.PI))
    assert (found.included, found.concordant, found.open) == (12, 6, 3)


def test_every_state_of_a_form_occurs(demo: Office) -> None:
    forms = [form for row in patients.patients(desk(demo, Role.PI)) for form in row.forms]
    assert {form.standing.state for form in forms} == set(State)
    assert any(form.started and form.signed_at is None for form in forms)


def test_one_patient_was_released_before_the_seal(demo: Office) -> None:
    rows = patients.patients(desk(demo, Role.PI))
    assert [row.number for row in rows if row.sealed_before is False] == ["04-001"]


def test_the_physician_has_something_to_do(demo: Office) -> None:
    states = [task.standing.state for task in worklist.worklist(desk(demo, Role.PHYSICIAN))]
    assert states.count(State.DUE) == 3


def test_there_is_one_person_per_role_on_the_sign_in_page(demo: Office) -> None:
    assert [role for _, _, role in accounts.demo_people(demo)] == list(Role)


def test_every_person_of_the_demo_is_marked_as_invented(demo: Office) -> None:
    assert all(name.endswith("(invented)") for _, name, _ in accounts.demo_people(demo))


def test_the_record_of_the_demo_holds(demo: Office) -> None:
    found = record.verify_record(desk(demo, Role.MONITOR))
    assert found.breaks == ()
    assert found.signatures == 44


def test_a_demo_is_not_opened_as_a_study_nor_a_study_as_a_demo(made: Settings, tmp_path: Path) -> None:
    with pytest.raises(CannotStart, match="stamped as demo"):
        open_office(replace(made, demo=False))
    real = replace(made, demo=False, database_url=f"sqlite:///{tmp_path / 'real.sqlite'}")
    make_place(real)
    with pytest.raises(CannotStart, match="stamped as real"):
        open_office(replace(real, demo=True))


def test_a_cohort_that_there_is_not_is_answered_with_those_there_are(made: Settings) -> None:
    with pytest.raises(CannotStart, match=re.escape("in-progress")):
        prepare(replace(made, cohort="no-such"))


def test_a_reset_puts_the_demo_back_and_signs_everybody_out(made: Settings, tmp_path: Path) -> None:
    settings = replace(made, database_url=f"sqlite:///{tmp_path / 'demo.sqlite'}")
    prepare(settings, now=TODAY)
    office = open_office(settings, clock=GivenClock(TODAY))
    token = accounts.enter_demo(office, login="devries", replaces=None)
    task = worklist.worklist(office.desk(token))[-1]
    before = verify_at(settings.database_url).events
    first = next(t for t in worklist.worklist(office.desk(token)) if not t.started)
    item = office.study.form(first.form).items[0]
    code = office.study.codelist(item.codes).codes[0].code
    capture.answer(
        office.desk(token), handle=first.handle, form=first.form, item=item.id, value=code, seen=0,
        key=uuid4().hex, language="en",
    )  # fmt: skip
    assert task is not None
    assert verify_at(settings.database_url).events == before + 1
    reset(office, settings, now=TODAY)
    assert verify_at(settings.database_url).events == before
    assert accounts.is_open(office, token) is None
    office.database.dispose()
