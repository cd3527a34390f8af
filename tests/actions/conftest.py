"""What several tests of actions begin with."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from her2dash.actions import patient_list
from her2dash.actions.desk import Office
from her2dash.settings import Settings
from tests.actions.histories import place
from tests.actions.locking import lived_in
from tests.actions.steps import sealed_first, sign
from tests.demo.places import TODAY
from tests.house import House


@pytest.fixture
def handle(house: House) -> str:
    """A patient of Anna's whose form before the test is signed."""
    enrolled = house.enrol()
    sign(house, "anna", enrolled, sealed_first(house))
    return enrolled


@pytest.fixture
def registry(database_url: str) -> Iterator[Office]:
    """A demo with the people of a registry and no patient, as of TODAY."""
    yield from place(database_url, TODAY)


@pytest.fixture
def lived(settings: Settings) -> Iterator[tuple[House, str]]:
    """A study, and its patient about whom each writing action could be done next."""
    house = lived_in(settings)
    (row,) = patient_list.patient_page(house.desk("carla")).rows
    yield house, row.handle
    house.office.database.dispose()
