"""What several tests of actions begin with."""

from __future__ import annotations

import pytest

from tests.actions.steps import sealed_first, sign
from tests.house import House


@pytest.fixture
def handle(house: House) -> str:
    """A patient of Anna's whose form before the test is signed."""
    enrolled = house.enrol()
    sign(house, "anna", enrolled, sealed_first(house))
    return enrolled
