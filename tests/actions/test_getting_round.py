"""Ways round the order and the rights that a reviewer found, each closed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest
import sqlalchemy as sa

from her2dash.access import Role
from her2dash.actions import accounts, capture, dashboard, patients, people, signing
from her2dash.errors import Forbidden, NotFound, Refused
from her2dash.study.model import Kind
from tests.actions.steps import end, index, release, sealed_first, sign
from tests.filled import filled
from tests.house import House

PASSWORD = "{login} has a long password"


def other_code(house: House, form: str, answers: dict[str, object]) -> tuple[str, str]:
    """A question of the form answered by a code, and another code for it."""
    for item in house.office.study.form(form).items:
        if item.kind in (Kind.SINGLE, Kind.SCALE) and item.id in answers and not item.ask_if:
            codes = [code.code for code in house.office.study.codelist(item.codes).codes]
            if len(codes) > 1:
                return item.id, next(code for code in codes if code != answers[item.id])
    raise LookupError


def test_nobody_signs_an_answer_that_came_after_the_look(house: House) -> None:
    handle, form = house.enrol(), index(house)
    answers = filled(house.office.study, house.office.study.form(form), house.clock.now().date())
    house.fill("iris", handle, form, answers)
    iris = house.desk("iris")
    seen = capture.open_form(iris, handle=handle, form=form)
    item, code = other_code(house, form, answers)
    house.fill("igor", handle, form, {item: code})
    said = {"handle": handle, "form": form, "password": PASSWORD.format(login="iris"), "language": "en"}
    with pytest.raises(Refused, match="changed an answer meanwhile"):
        signing.sign(iris, mark=seen.mark, key="press", **said)
    assert capture.open_form(iris, handle=handle, form=form).receipt is None


def test_a_physician_who_is_also_a_coordinator_reads_the_test_after_its_release_only(house: House) -> None:
    people.add_person(
        house.desk("adam"), login="wim", name="Dr Wim", roles=[Role.PHYSICIAN, Role.COORDINATOR], site="01",
        password_hash=house.office.passwords.hash(PASSWORD.format(login="wim")),
    )  # fmt: skip
    handle = house.enrol(physician="wim")
    sign(house, "iris", handle, index(house))
    with pytest.raises(Forbidden):
        capture.open_form(house.desk("wim"), handle=handle, form=index(house))
    release(house, handle, reason="the physician is abroad")
    assert capture.open_form(house.desk("wim"), handle=handle, form=index(house)).receipt is not None


def test_who_once_saw_endpoints_signs_as_unblinded_even_without_the_role(house: House) -> None:
    handle = house.enrol(physician="peter")
    people.withdraw_role(house.desk("adam"), login="peter", role=Role.PI)
    sign(house, "peter", handle, sealed_first(house))
    with house.office.database.reading() as connection:
        assert connection.execute(sa.text("select unblinded from signature")).scalar_one()


def test_a_patient_who_dies_before_the_release_is_closed_at_once(house: House) -> None:
    handle = house.enrol()
    sign(house, "iris", handle, index(house))
    end(house, "carla", handle)
    house.clock.advance(days=100)
    found = dashboard.findings(house.desk("paula")).endpoint
    assert (found.included, found.open, found.concordant) == (1, 0, 0)
    assert dashboard.who_owes(house.desk("paula")) == ()


def test_a_treatment_decided_before_the_report_is_not_the_one_that_counts(house: House) -> None:
    handle, study = house.enrol(), house.office.study
    sign(
        house,
        "iris",
        handle,
        index(house),
        **{study.roles.index_call.item: study.meanings.index_call.positive[0]},
    )
    release(house, handle, reason="the physician is abroad")
    decided = study.roles.therapy_decided
    with pytest.raises(Refused, match="before the report"):
        sign(house, "carla", handle, decided.form, **{decided.item: "2020-01-01"})


def test_a_treatment_cannot_be_recorded_before_the_report_of_the_test(house: House) -> None:
    handle, decided = house.enrol(), house.office.study.roles.therapy_decided
    with pytest.raises(Refused, match="not open yet"):
        sign(house, "carla", handle, decided.form, **{decided.item: "2026-03-01"})


def test_nor_signed_in_a_study_that_lets_it_be_filled_early(house: House) -> None:
    """Sealed before the report, the patient would stay open for ever."""
    study = house.office.study
    decided = study.roles.therapy_decided
    early = study.scheduled("q_pre").window
    rows = tuple(
        row.model_copy(update={"window": early}) if row.form == decided.form else row
        for row in study.schedule
    )
    opened = replace(house.office, study=study.model_copy(update={"schedule": rows}))
    relaxed = replace(house, office=opened)
    handle = relaxed.enrol()
    with pytest.raises(Refused, match="report of the test is not on record yet"):
        sign(relaxed, "carla", handle, decided.form, **{decided.item: "2026-03-01"})


@pytest.mark.parametrize("planned", [date(2035, 1, 1), date.max, date(2020, 1, 1)])
def test_a_planned_day_that_cannot_be_meant_is_refused(house: House, planned: date) -> None:
    with pytest.raises(Refused, match="a year from today"):
        house.enrol(planned_on=planned)


def test_every_agent_at_once_can_be_signed(house: House) -> None:
    study, handle = house.office.study, house.enrol()
    agents = study.roles.agents_pre
    codes = tuple(c.code for c in study.codelist(study.item(agents).codes).codes if not c.alone)
    sign(house, "anna", handle, agents.form, **{agents.item: codes})
    assert capture.open_form(house.desk("anna"), handle=handle, form=agents.form).receipt is not None


def test_somebody_elses_key_opens_nothing_and_hides_nothing(house: House) -> None:
    mine, theirs = house.enrol(), house.enrol("01-002", physician="bram")
    form = sealed_first(house)
    definition = house.office.study.form(form)
    answers = filled(house.office.study, definition, house.clock.now().date())
    item, code = other_code(house, form, answers)
    said = {"form": form, "item": item, "value": code, "seen": 0, "key": "one", "language": "en"}
    capture.answer(house.desk("anna"), handle=mine, **said)
    with pytest.raises(Refused, match="something else"):
        capture.answer(house.desk("bram"), handle=theirs, **said)


def test_another_sites_coordinator_learns_nothing_by_an_old_key_or_of_another_site(house: House) -> None:
    house.enrol()
    with house.office.database.reading() as connection:
        key = connection.execute(sa.text("select key from patient")).scalar_one()
    dirk = house.desk("dirk")
    said = {"number": "02-001", "site": "02", "physician": "anna", "age": 54, "eligible": True, "key": key}
    with pytest.raises(NotFound):
        patients.enrol(
            dirk, dilemma="other", consent_on=date(2026, 3, 1), planned_on=date(2026, 3, 12), **said
        )  # fmt: skip
    for ask in (patients.physicians, patients.next_number):
        with pytest.raises(Forbidden):
            ask(dirk, site="01")


def test_asking_for_somebody_elses_patient_is_written_down(house: House) -> None:
    handle = house.enrol()
    with pytest.raises(NotFound):
        capture.open_form(house.desk("bram"), handle=handle, form=sealed_first(house))
    with house.office.database.reading() as connection:
        last = connection.execute(
            sa.text("select deed, subject from access_event order by id desc limit 1")
        ).one()
    assert tuple(last) == ("action.refused", "open_form")


def test_wrong_passwords_of_a_stranger_do_not_keep_a_physician_from_signing(house: House) -> None:
    handle, anna = house.enrol(), house.desk("anna")
    form = sealed_first(house)
    answers = filled(house.office.study, house.office.study.form(form), house.clock.now().date())
    house.fill("anna", handle, form, answers)
    for n in range(12):
        with pytest.raises(Refused):
            accounts.sign_in(
                house.office, login="anna", password="guess", address=f"10.0.0.{n}", replaces=None
            )
    mark = capture.mark(anna, handle=handle, form=form)
    password = PASSWORD.format(login="anna")
    said = {"handle": handle, "form": form, "mark": mark, "key": uuid4().hex, "language": "en"}
    assert signing.sign(anna, password=password, **said).reference
