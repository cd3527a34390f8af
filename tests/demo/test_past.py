"""As of a past moment: what a board then shows is what a database that stopped there shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from her2dash.actions import dashboard
from her2dash.actions.clock import GivenClock
from her2dash.actions.desk import Office
from her2dash.actions.office import make_place, open_office
from her2dash.actions.views import Owed
from her2dash.analysis.findings import Findings
from her2dash.demo.build import Builder, Do
from her2dash.demo.cohort import DemoPatient, load_cohort
from her2dash.errors import Refused
from her2dash.figures.boards import BOARDS
from her2dash.i18n import Words
from her2dash.settings import Settings
from tests.demo.places import TODAY, desk

MOMENTS = 20


class Witness(GivenClock):
    """A clock that, before time goes on, looks at some boards as they stand then."""

    def __init__(self, at: datetime) -> None:
        super().__init__(at)
        self.office: Office | None = None
        self.seen: dict[datetime, tuple[Findings, tuple[Owed, ...]]] = {}
        self._chance = Random(2026)  # noqa: S311 - which moments, no secret

    def set(self, at: datetime) -> None:
        """Look, perhaps, and let time go on."""
        now = self.now()
        if self.office is not None and at > now and self._chance.random() < 0.4:
            pi = desk(self.office, "peters")
            self.seen[now] = dashboard.findings(pi), dashboard.who_owes(pi)
        super().set(at)


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Witness]:
    """Live through the demo in progress with a witness, up to today."""
    settings = Settings.from_environment({"HER2DASH_DEMO": "1"})
    settings = replace(settings, database_url=f"sqlite:///{tmp_path_factory.mktemp('past') / 'demo.sqlite'}")
    clock = Witness(TODAY)
    make_place(settings, demo=True, clock=clock)
    office = open_office(settings, clock=clock)
    builder = Builder(office, clock, load_cohort("in-progress"), TODAY)
    steps = Builder._way

    def way(one: Builder, patient: DemoPatient) -> Iterator[tuple[int, int, Do]]:
        clock.office = office
        yield from steps(one, patient)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Builder, "_way", way)
        builder.build()
    yield clock
    office.database.dispose()


def told(found: Findings) -> list[object]:
    """Everything that the boards say in words and numbers."""
    words = Words("en")
    return [
        (name, drawn.finding, drawn.caption, drawn.sentences, drawn.table, dict(drawn.groups))
        for name, board in BOARDS.items()
        for part in board(found, words)
        for drawn in part.figures
    ]


def test_as_of_a_past_moment_the_boards_say_what_they_said_then(lived: Witness) -> None:
    assert lived.office is not None
    pi = desk(lived.office, "peters")
    moments = sorted(lived.seen)[:: max(1, len(lived.seen) // MOMENTS)][:MOMENTS]
    assert len(moments) == MOMENTS
    for moment in moments:
        then, owed = lived.seen[moment]
        now = dashboard.findings(pi, as_of=moment)
        assert (now.cases, now.read, dict(now.lesions)) == (then.cases, then.read, dict(then.lesions))
        assert (now.today, now.data_version) == (then.today, then.data_version)
        assert dashboard.who_owes(pi, as_of=moment) == owed
        assert told(now) == told(then)


def test_the_moments_differ_from_each_other_and_from_today(lived: Witness) -> None:
    assert lived.office is not None
    today = dashboard.findings(desk(lived.office, "peters"))
    versions = {found.data_version for found, _ in lived.seen.values()}
    assert len(versions) > MOMENTS / 2
    assert max(versions) <= today.data_version


def test_a_moment_to_come_and_one_without_a_zone_are_refused(lived: Witness) -> None:
    assert lived.office is not None
    pi = desk(lived.office, "peters")
    for moment in (TODAY + timedelta(days=900), TODAY.replace(tzinfo=None)):
        with pytest.raises(Refused, match="past moment only"):
            dashboard.findings(pi, as_of=moment)
