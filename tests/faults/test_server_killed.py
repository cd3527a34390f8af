"""SIGKILL of PostgreSQL while five robots answer: the app that was open before goes on by itself, pages too.

A robot does what a page does with an answer that the record could not take: it gives it again, with its key.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from her2dash.actions import capture
from her2dash.errors import OutOfReach
from her2dash.settings import Settings
from tests.actions.steps import sealed_first
from tests.faults.conftest import Server
from tests.faults.crew import robots
from tests.faults.reckoning import reckon
from tests.faults.tabs import real_app
from tests.faults.test_kills import KILLS
from tests.house import House
from tests.moulds import new_postgres_database


def test_what_was_shown_as_saved_is_there_once_after_kills_of_postgresql(
    house_there: House, server: Server, tmp_path: Path
) -> None:
    chance = Random(20261126)  # noqa: S311 - moments, no secrets
    with robots(house_there, tmp_path, 1) as five:
        for _ in range(KILLS):
            five.wait_until_each_was_told(2)
            time.sleep(chance.uniform(0, 0.3))
            server.kill()
            server.start()
        five.wait_until_each_was_told(2)
        five.kill()
    figures = reckon(house_there, five)
    figures.kills = KILLS
    sys.stdout.write(f"PostgreSQL killed: {figures}\n")
    assert figures.lost == {}
    assert figures.waits >= KILLS
    assert all("cannot be reached" in line["why"] for line in five.lines("waits"))


def test_while_postgresql_is_away_a_sentence_says_so_and_afterwards_the_same_office_works(
    house_there: House, server: Server
) -> None:
    desk, handle = house_there.desk("anna"), house_there.enrol()
    house_there.fill("anna", handle, sealed_first(house_there), {"comment": "before"})
    server.kill()
    with pytest.raises(OutOfReach, match="cannot be reached"):
        capture.open_form(desk, handle=handle, form=sealed_first(house_there))
    server.start()
    shown = capture.open_form(desk, handle=handle, form=sealed_first(house_there))
    assert shown.answers == {"comment": "before"}
    server.kill()  # and once more, while nobody asks
    server.start()
    assert capture.open_form(desk, handle=handle, form=sealed_first(house_there)) == shown


def test_a_page_that_meets_postgresql_killed_says_so_and_goes_on_by_itself_with_the_answer(
    server: Server,
) -> None:
    url = new_postgres_database(server.address)
    with real_app(replace(Settings.from_environment({}), database_url=url)) as app:
        robot = app.robots[0]
        with robot.tab() as tab:
            robot.choose(tab)
            server.kill()
            said = robot.choose(tab).text
            assert "The record cannot be reached at the moment. What showed “Saved” is kept." in said
            assert said.count("This page tries again by itself.") == 1
            assert "An answer is not saved yet. Keep this page open" in said
            (tick,) = tab.fragments
            away = tab.run("form", query=robot.query, fragment=tick).text
            assert away == ""  # what there is to say stands on the page already
            server.start()
            tab.run("form", query=robot.query, fragment=tick)
            tab.listen()  # drawn again by the tick, whose own tick saves the answer and draws it once more
            tab.messages.clear()
            tab.listen()
            assert "HER2 status today" in tab.text
            assert "Not saved yet" not in tab.text
        assert robot.given(app.office) == robot.asked == ["positive", "negative"]
