"""SIGKILL of the app while five robots answer: what was shown as saved is there, once, with its event.

`make test` kills three times on each database, `make drills` thirty times; -rP shows the figures. The app is
a process with everything below the pages, which answers quickest; test_app_killed kills the pages too.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from random import Random

from tests.faults.crew import robots
from tests.faults.reckoning import Figures, reckon
from tests.house import House

KILLS = int(os.environ.get("HER2DASH_DRILL_KILLS", "3"))


def test_what_was_shown_as_saved_is_there_once_after_a_kill_of_the_app(house: House, tmp_path: Path) -> None:
    chance, figures = Random(20261125), Figures()  # noqa: S311 - moments, no secrets
    for kill in range(1, KILLS + 1):
        with robots(house, tmp_path, kill) as five:
            five.wait_until_each_was_told(1)
            time.sleep(chance.uniform(0, 0.5))
            five.kill()
        figures += reckon(house, five)
        figures.kills = kill
    sys.stdout.write(f"{figures}\n")
    assert figures.lost == {}
    assert figures.shown >= 5 * KILLS
