"""Another study runs through the same actions: capture and analysis know no form by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest

from her2dash.actions import dashboard, patients
from her2dash.settings import Settings
from tests.actions.steps import index, release, sealed_first, sign
from tests.house import House, make_house

SECOND = Path(__file__).parents[1] / "study" / "second"


@pytest.fixture
def other(settings: Settings) -> Iterator[House]:
    made = make_house(replace(settings, study=SECOND), sites=("A", "B"))
    yield made
    made.office.database.dispose()


def test_a_patient_of_another_study_goes_the_whole_way_to_its_endpoint(other: House) -> None:
    study = other.office.study
    site = study.sites[0].code
    number = patients.next_number(other.desk("carla"), site=site)
    handle = patients.enrol(
        other.desk("carla"), number=number, site=site, physician="anna", age=60,
        dilemma=study.codelist(study.dilemmas).codes[0].code, consent_on=date(2026, 3, 1),
        planned_on=date(2026, 3, 9), eligible=True, key=uuid4().hex,
    )  # fmt: skip
    sign(other, "anna", handle, sealed_first(other))
    call, agents, outcome = study.roles.index_call, study.roles.therapy_agents, study.roles.therapy_outcome
    sign(other, "iris", handle, index(other), **{call.item: study.meanings.index_call.positive[0]})
    assert release(other, handle) is True
    said = {outcome.item: study.meanings.therapy_outcome.regimen[0]}
    if agents is not None:
        said[agents.item] = (
            study.codelist(study.item(agents).codes).codes_in(study.meanings.anti_her2_group)[0],
        )
    sign(other, "carla", handle, outcome.form, **said)
    found = dashboard.findings(other.desk("paula")).endpoint
    assert (found.target, found.included, found.concordant) == (study.target, 1, 1)
