"""SIGKILL of the whole app, pages and all, while five tabs answer over real websockets.

What a page showed as saved before is on the record and on the page after the restart, once. `make test` kills
once on each database, `make drills` thirty times; -rP shows the figures.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from random import Random

import sqlalchemy as sa

from her2dash.actions import record
from her2dash.settings import Settings
from tests.faults.tabs import RealApp, real_app

KILLS = int(os.environ.get("HER2DASH_DRILL_KILLS", "1"))


@dataclass
class Figures:
    """What the drill counted."""

    kills: int = 0
    shown: int = 0  # answers that a page showed as saved
    flying: int = 0  # chosen, and the line broke before the page was drawn
    flying_kept: int = 0  # of these, how many were on record all the same


def test_what_a_page_showed_as_saved_is_there_once_after_a_kill_of_the_app(settings: Settings) -> None:
    chance, figures = Random(20261130), Figures()  # noqa: S311 - moments, no secrets
    with real_app(settings) as app:
        for kill in range(KILLS):
            app.kill_while_they_answer(after=chance.uniform(0, 0.4))
            app.server.start()
            reckon(app, figures)
            if kill in (0, KILLS - 1):  # the others are seen by the robots themselves, who go on from there
                assert [one.seen_by_a_reader() for one in app.robots] == [one.asked[-1] for one in app.robots]
            figures.kills += 1
        verdict = record.verify_at(settings.database_url, app.office.study)
    sys.stdout.write(f"app killed, {settings.database_url.partition(':')[0]}: {figures}\n")
    assert (verdict.breaks, verdict.cases_checked) == ((), True)
    assert figures.shown >= 5 * KILLS


def reckon(app: RealApp, figures: Figures) -> None:
    """Compare the record with what each robot was shown; what was in the air is there once or not at all."""
    for robot in app.robots:
        given, flying = robot.given(app.office), robot.asked[robot.shown :]
        assert given in (robot.asked[: robot.shown], robot.asked)
        figures.shown += robot.shown - robot.known
        figures.flying += len(flying)
        figures.flying_kept += len(given) - robot.shown
        robot.asked[:] = given
        robot.shown = robot.known = len(given)
    with app.office.database.reading() as connection:
        answers, events = (
            connection.execute(sa.text(f"select count(*) from {table}")).scalar_one()
            for table in ("answer", "audit_event where deed = 'answer.saved'")
        )
    assert answers == events == sum(len(robot.asked) for robot in app.robots)
