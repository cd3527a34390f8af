"""Where a backup is restored to."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.moulds import new_postgres_database


@pytest.fixture(params=["sqlite", "postgresql"])
def elsewhere(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty place to restore into, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'elsewhere' / 'her2dash.sqlite'}"
    return new_postgres_database(request.getfixturevalue("postgres"))


@pytest.fixture
def apart(tmp_path: Path) -> str:
    """An empty place to restore into, for what does not depend on its kind."""
    return f"sqlite:///{tmp_path / 'elsewhere' / 'her2dash.sqlite'}"
