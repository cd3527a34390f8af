"""A registry made up by chance: the same each time, with patients in every state, on a record that holds."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from her2dash.access import Role
from her2dash.actions import accounts, dashboard, patient_file, patients, questions, releases, worklist
from her2dash.actions.desk import Office
from her2dash.actions.patient_views import PatientRow
from her2dash.actions.record import verify_at
from her2dash.analysis.cases import Case
from her2dash.demo import is_there, prepare
from her2dash.demo.course import Fate, fate_of
from her2dash.errors import CannotStart
from her2dash.settings import Settings
from her2dash.study.load import load_study
from her2dash.study.windows import State
from tests.demo.places import TODAY, all_cases, desk, make, opened
from tests.moulds import new_postgres_database
from tests.study.folders import SECOND

PATIENTS = 40


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make(f"registry-{PATIENTS}", tmp_path_factory.mktemp("registry"))


@pytest.fixture
def registry(made: Settings) -> Iterator[Office]:
    office = opened(made)
    yield office
    office.database.dispose()


@pytest.fixture
def cases(registry: Office) -> tuple[Case, ...]:
    return all_cases(registry)


@pytest.fixture
def rows(registry: Office) -> tuple[PatientRow, ...]:
    return patients.patients(desk(registry, "peters"))


def signed(row: PatientRow) -> set[str]:
    return {form.form for form in row.forms if form.signed_at}


def test_it_has_so_many_patients_who_are_four_fifths_of_those_planned(registry: Office) -> None:
    found = dashboard.findings(desk(registry, "peters")).overview
    assert (found.enrolled, found.target) == (PATIENTS, PATIENTS * 5 // 4)


def test_every_state_of_a_form_but_giving_up_occurs(rows: tuple[PatientRow, ...]) -> None:
    states = {form.standing.state for row in rows for form in row.forms}
    assert states == set(State) - {State.NOT_OBTAINED}


def test_every_form_of_the_study_is_signed_by_somebody(
    registry: Office, rows: tuple[PatientRow, ...]
) -> None:
    assert {form for row in rows for form in signed(row)} == set(registry.study.forms)


def test_calls_of_every_kind_occur(cases: tuple[Case, ...]) -> None:
    calls = Counter(case.index_call for case in cases)
    assert {"positive", "negative", "equivocal", "not_evaluable", "pending"} <= calls.keys()
    assert calls["equivocal"] < calls["negative"] + calls["positive"]


def test_patients_died_withdrew_were_lost_and_were_never_injected(cases: tuple[Case, ...]) -> None:
    assert {case.ended for case in cases} == {"died", "withdrew", "lost", "not_included", None}


def test_one_patient_in_forty_was_released_before_the_seal_and_one_waits_for_the_release(
    registry: Office, cases: tuple[Case, ...]
) -> None:
    assert Counter(case.sealed_before for case in cases)[False] == 1
    assert releases.releasable(desk(registry, "vandam"))


def test_some_forms_are_missing_after_they_were_due(rows: tuple[PatientRow, ...]) -> None:
    late = {form.form for row in rows for form in row.forms if form.standing.days_late and not row.closed}
    assert {"q_post", "q_month3", "workup", "therapy"} <= late


def test_what_happens_to_some_happens_to_every_fortieth() -> None:
    assert {fate_of(n) for n in range(40)} == set(Fate)
    assert [fate_of(n) for n in range(40)] == [fate_of(n) for n in range(40, 80)]


def test_therapy_follows_the_test_in_most_and_not_in_all(cases: tuple[Case, ...]) -> None:
    told = [case for case in cases if case.index_call == "positive" and case.therapy in ("yes", "no")]
    followed = sum(case.therapy == "yes" for case in told)
    assert len(told) / 2 < followed <= len(told)


def test_an_investigator_who_treats_signs_as_unblinded(registry: Office) -> None:
    with registry.database.reading() as connection:
        said = connection.execute(
            sa.text("select printed_name, unblinded from signature where role = 'physician'")
        ).all()
    janssen = {bool(row.unblinded) for row in said if "Janssen" in row.printed_name}
    assert janssen <= {True}
    assert {bool(row.unblinded) for row in said if "de Vries" in row.printed_name} == {False}


def test_the_record_holds(made: Settings) -> None:
    found = verify_at(made.database_url, opened(made).study)
    assert (found.breaks, found.cases_checked) == ((), True)
    assert found.signatures > 5 * PATIENTS


CONTENT = """select p.number, s.form, a.item, a.value, a.at, t.text from answer a
    join sheet s on s.id = a.sheet_id join patient p on p.id = s.patient_id
    left join free_text t on t.hash = a.text_hash order by a.id"""


def content(office: Office) -> list[tuple[object, ...]]:
    with office.database.reading() as connection:
        return [tuple(row) for row in connection.execute(sa.text(CONTENT))]


def test_it_is_the_same_each_time(registry: Office, tmp_path: Path) -> None:
    again = opened(make(f"registry-{PATIENTS}", tmp_path))
    assert content(again) == content(registry)
    assert all_cases(again) == all_cases(registry)
    again.database.dispose()


def test_there_is_one_person_per_role_on_the_sign_in_page(registry: Office) -> None:
    assert [role for _, _, role in accounts.demo_people(registry)] == list(Role)


def test_every_person_is_marked_as_invented_and_every_site_has_two_physicians(registry: Office) -> None:
    with registry.database.reading() as connection:
        said = connection.execute(sa.text("select login, name, site from person where login <> 'cli'")).all()
    assert all(row.name.endswith("(invented)") for row in said)
    at_site = Counter(row.site for row in said)
    assert all(at_site[site.code] >= 2 for site in registry.study.sites)


def test_everybody_finds_their_work_and_each_patient_a_timeline(
    registry: Office, rows: tuple[PatientRow, ...]
) -> None:
    for login in ("dekker", "vandam", "brouwer"):
        assert worklist.worklist(desk(registry, login))
    assert worklist.signed(desk(registry, "dekker"))
    assert dashboard.who_owes(desk(registry, "peters"))
    questions.queries(desk(registry, "dekker"))
    for row in rows:
        file = patient_file.patient_file(desk(registry, "peters"), handle=row.handle)
        assert len([entry for entry in file.entries if entry.form]) >= len(signed(row))


def test_it_is_made_on_a_server_too(postgres: str) -> None:
    settings = Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_COHORT": "registry-3"})
    settings = replace(settings, database_url=new_postgres_database(postgres))
    assert not is_there(settings)
    prepare(settings, now=TODAY)
    assert is_there(settings)
    assert verify_at(settings.database_url, load_study()).breaks == ()


def test_each_size_has_a_database_of_its_own() -> None:
    settings = Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_COHORT": "registry-1000"})
    assert settings.database_url.endswith("demo-registry-1000.sqlite")
    assert (settings.patients, replace(settings, demo=False).patients) == (1000, None)


@pytest.mark.parametrize("cohort", ["registry-0", "registry-20001", "registry-007"])
def test_a_registry_has_one_to_twenty_thousand_patients(cohort: str) -> None:
    with pytest.raises(CannotStart, match=re.escape("1 to 20000 patients")):
        Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_COHORT": cohort})


def test_a_registry_of_another_study_is_not_made_up(tmp_path: Path) -> None:
    settings = Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_COHORT": "registry-2"})
    settings = replace(settings, study=SECOND, database_url=f"sqlite:///{tmp_path / 'demo.sqlite'}")
    with pytest.raises(CannotStart, match="cannot be made up"):
        prepare(settings, now=TODAY)
    assert not (tmp_path / "demo.sqlite").exists()
