"""Blinding is part of the rights: who sees what, and from when on."""

from __future__ import annotations

import pytest
import sqlalchemy as sa

from her2dash.actions import capture, dashboard, patients, reports
from her2dash.errors import Forbidden, NotFound
from tests.actions.steps import index, release, sealed_first, sign
from tests.filled import filled
from tests.house import House


def test_the_referring_physician_reads_the_index_test_only_after_its_release(house: House) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, sealed_first(house))
    sign(house, "iris", handle, index(house))
    with pytest.raises(Forbidden):
        capture.open_form(house.desk("anna"), handle=handle, form=index(house))
    release(house, handle)
    assert capture.open_form(house.desk("anna"), handle=handle, form=index(house)).editable is False


@pytest.mark.parametrize("login", ["iris", "lars"])
def test_imaging_and_laboratory_read_no_questionnaire(house: House, login: str) -> None:
    handle = house.enrol()
    sign(house, "anna", handle, sealed_first(house))
    with pytest.raises(Forbidden):
        capture.open_form(house.desk(login), handle=handle, form=sealed_first(house))


def test_a_draft_is_read_by_nobody_but_who_fills_it(house: House) -> None:
    handle, form = house.enrol(), sealed_first(house)
    house.fill(
        "anna",
        handle,
        form,
        filled(house.office.study, house.office.study.form(form), house.clock.now().date()),
    )
    for login in ("paula", "mona", "carla"):
        with pytest.raises(Forbidden):
            capture.open_form(house.desk(login), handle=handle, form=form)


@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars", "adam"])
@pytest.mark.parametrize(
    "read", [dashboard.findings, dashboard.who_owes, dashboard.data_version, reports.reports]
)
def test_endpoints_are_for_the_investigator_and_the_monitor(house: House, login: str, read: object) -> None:
    with pytest.raises(Forbidden):
        read(house.desk(login))


@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars", "adam"])
def test_reports_are_made_read_and_compared_by_who_sees_endpoints(house: House, login: str) -> None:
    one, other = house.report(), house.report("mona")
    desk, now = house.desk(login), house.clock.now()
    with pytest.raises(Forbidden):
        house.report(login)
    with pytest.raises(Forbidden):
        reports.basis(desk, cut=now)
    with pytest.raises(Forbidden):
        reports.report(desk, number=one)
    with pytest.raises(Forbidden):
        reports.compare(desk, one=one, other=other)


def test_a_coordinator_sees_the_own_site_only(house: House) -> None:
    house.enrol()
    assert patients.patients(house.desk("dirk")) == ()
    assert len(patients.patients(house.desk("carla"))) == 1


def test_an_investigator_who_also_treats_is_marked_as_unblinded(house: House) -> None:
    handle = house.enrol(physician="peter")
    sign(house, "peter", handle, sealed_first(house))
    with house.office.database.reading() as connection:
        assert connection.execute(sa.text("select unblinded from signature")).scalar_one()


def test_somebody_elses_patient_cannot_be_told_from_none(house: House) -> None:
    handle = house.enrol()
    sentences = set()
    for asked in (handle, "made-up"):
        with pytest.raises(NotFound) as refused:
            capture.open_form(house.desk("bram"), handle=asked, form=sealed_first(house))
        sentences.add(str(refused.value))
    assert len(sentences) == 1
