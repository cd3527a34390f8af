"""A copy of the demo for each visitor: begun at its start, seen by nobody else, thrown away when left."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from her2dash.actions import accounts
from her2dash.actions.office import make_place, open_office
from her2dash.actions.premises import copy_demo
from her2dash.demo import begin_visit, settings_at, visits
from her2dash.errors import CannotStart, Refused
from her2dash.settings import Settings
from tests.demo.places import desk, placed


@pytest.fixture
def apart(demo_of_today: Path, tmp_path: Path) -> Settings:
    """The demo in progress, whose visitors are apart."""
    return replace(placed(demo_of_today, tmp_path), apart=True)


def come(settings: Settings, visitor: str = "", *, after: timedelta = timedelta()) -> str:
    """Begin a visit some time after the copies were used last."""
    now = datetime.fromtimestamp(Path(settings.database_url.removeprefix("sqlite:///")).stat().st_mtime, UTC)
    return begin_visit(settings, "in-progress", visitor, now + after)


def use(settings: Settings, place: str, *, before: timedelta) -> None:
    """Let the last sign of life in a copy be so long before the demo's own."""
    file = Path(settings_at(settings, place).database_url.removeprefix("sqlite:///"))
    last = Path(settings.database_url.removeprefix("sqlite:///")).stat().st_mtime - before.total_seconds()
    os.utime(file, (last, last))


def test_what_one_visitor_enters_is_in_no_other_copy_and_not_in_the_demo(apart: Settings) -> None:
    mine, theirs = come(apart), come(apart)
    assert mine != theirs
    assert all(re.fullmatch(r"in-progress~[a-z0-9]{20}", place) for place in (mine, theirs))
    office = open_office(settings_at(apart, mine))
    accounts.set_language(desk(office, "peters"), language="nl")
    office.database.dispose()
    spoken = []
    for settings in (settings_at(apart, mine), settings_at(apart, theirs), apart):
        office = open_office(settings)
        spoken.append(accounts.who(desk(office, "peters")).language)
        office.database.dispose()
    assert spoken == ["nl", "en", "en"]


def test_who_comes_again_finds_the_own_copy(apart: Settings) -> None:
    place = come(apart)
    before = settings_at(apart, place)
    assert come(apart, place.partition("~")[2]) == place
    assert settings_at(apart, place) == before


@pytest.mark.parametrize(
    "place",
    ["in-progress~" + "a" * 20, "in-progress~../../x", "in-progress~", "../x", "published", "x~" + "a" * 20],
)
def test_what_was_never_begun_cannot_be_looked_at(apart: Settings, place: str) -> None:
    with pytest.raises(Refused):
        settings_at(apart, place)


@pytest.mark.parametrize("visitor", ["../../../etc/x", "A" * 20, "a" * 19, "a" * 21, "a" * 19 + "/"])
def test_no_copy_has_another_name_than_those_that_are_given(apart: Settings, visitor: str) -> None:
    with pytest.raises(Refused, match="no such study"):
        come(apart, visitor)


def test_where_visitors_are_together_there_is_no_copy(apart: Settings) -> None:
    place = come(apart)
    with pytest.raises(Refused):
        settings_at(replace(apart, apart=False), place)


def test_a_copy_that_nobody_was_in_for_long_is_thrown_away(apart: Settings) -> None:
    left, used = come(apart), come(apart)
    use(apart, left, before=timedelta(hours=13))
    use(apart, used, before=timedelta(hours=11))
    come(apart)
    assert settings_at(apart, used)
    with pytest.raises(Refused, match="put away"):
        settings_at(apart, left)


def test_for_want_of_room_a_copy_goes_in_which_nobody_is_signed_in_any_more(
    apart: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(visits, "MOST", 2)
    left, used = come(apart), come(apart)
    use(apart, used, before=timedelta())
    use(apart, left, before=timedelta(minutes=29))
    with pytest.raises(Refused, match="All places"):
        come(apart)
    use(apart, left, before=timedelta(minutes=31))
    come(apart)
    assert settings_at(apart, used)
    with pytest.raises(Refused, match="put away"):
        settings_at(apart, left)


@pytest.mark.parametrize("end", ["making", "making-journal"])
def test_what_is_left_of_a_copy_that_was_cut_off_while_it_was_made_is_cleared_at_the_next(
    apart: Settings, end: str
) -> None:
    begun = Path(settings_at(apart, come(apart)).database_url.removeprefix("sqlite:///"))
    left, made_now = (begun.with_name(f"in-progress~{sign * 20}.{end}") for sign in "ab")
    last = Path(apart.database_url.removeprefix("sqlite:///")).stat().st_mtime
    for file, minutes in ((left, 31), (made_now, 29)):
        file.touch()
        os.utime(file, (last - minutes * 60,) * 2)
    come(apart)
    assert [file.exists() for file in (left, made_now)] == [False, True]


def test_all_copies_together_take_no_more_room_than_they_may(
    apart: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = come(apart)
    use(apart, place, before=timedelta())
    monkeypatch.setattr(
        visits, "ROOM", Path(apart.database_url.removeprefix("sqlite:///")).stat().st_size + 1
    )
    with pytest.raises(Refused, match="All places"):
        come(apart)


def test_a_study_is_never_copied(tmp_path: Path) -> None:
    real = replace(Settings.from_environment({}), database_url=f"sqlite:///{tmp_path / 'study.sqlite'}")
    make_place(real)
    with pytest.raises(CannotStart, match="stamped as real"):
        copy_demo(
            replace(real, demo=True), replace(real, database_url=f"sqlite:///{tmp_path / 'copy.sqlite'}")
        )
    assert not (tmp_path / "copy.sqlite").exists()


def test_visitors_are_kept_apart_only_where_somebody_wants_it_and_in_a_demo() -> None:
    said = {"HER2DASH_DEMO_APART": "1"}
    assert [Settings.from_environment(one).apart for one in ({}, said, {**said, "HER2DASH_DEMO": "1"})] == [
        False, False, True,
    ]  # fmt: skip
