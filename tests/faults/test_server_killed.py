"""SIGKILL of PostgreSQL while five robots answer: the app that was open before goes on by itself.

A robot does what a page does with an answer that the record could not take: it gives it again, with its key.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

import pytest

from her2dash.actions import capture
from her2dash.errors import OutOfReach
from tests.actions.steps import sealed_first
from tests.faults.conftest import Server
from tests.faults.crew import robots
from tests.faults.reckoning import reckon
from tests.faults.test_kills import KILLS
from tests.house import House


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
