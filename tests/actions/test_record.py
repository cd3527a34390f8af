"""The proof of the record, from inside and from outside, on either database."""

from __future__ import annotations

from pathlib import Path

import pytest

from her2dash.actions import record
from her2dash.actions.record import verify_at
from her2dash.errors import CannotStart, Forbidden
from her2dash.store.database import Database
from tests.house import House


def test_a_record_is_verified_from_its_address_alone(whole_record: Database) -> None:
    found = verify_at(whole_record.url.render_as_string(hide_password=False))
    assert found.breaks == ()
    assert (found.signatures, found.events > 10, found.accesses > 5) == (1, True, True)


@pytest.mark.parametrize("login", ["paula", "mona", "adam"])
def test_investigator_monitor_and_admin_verify_it_from_inside(house: House, login: str) -> None:
    assert record.verify_record(house.desk(login)).breaks == ()


@pytest.mark.parametrize("login", ["anna", "carla", "iris", "lars"])
def test_nobody_else_does(house: House, login: str) -> None:
    with pytest.raises(Forbidden):
        record.verify_record(house.desk(login))


def test_an_address_without_a_record_is_answered_with_a_sentence(tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    with empty.writing():
        pass
    empty.dispose()
    with pytest.raises(CannotStart, match="no her2dash database"):
        verify_at(f"sqlite:///{tmp_path / 'empty.sqlite'}")
