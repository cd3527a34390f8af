"""The drill: two people fill, sign and correct the same sheets, and after every step a small model agrees.

Read the model first (model.py), then drill/form.py, which says the drilled form in Python. `make test` plays
200 steps on each database, `make drills` 5,000. Hypothesis draws the same seeds every time; a story that
fails is told as shortly as it can be told.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from random import Random

from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as played
from hypothesis import strategies as st

from her2dash.settings import Settings
from tests.actions.drill.moves import Move, drawn
from tests.actions.drill.players import Players
from tests.actions.drill.stage import FILLERS, Stage, staged

STEPS = int(os.environ.get("HER2DASH_DRILL_STEPS", "200"))
LENGTH = 40  # steps of one story


def tell(stage: Stage, story: list[Move]) -> None:
    """Play a story from its beginning, on new patients."""
    players = Players(stage)
    for move in story:
        stage.steps += 1
        move.play(players)
        other = next(who for who in FILLERS if who != move.who)  # what was done is there for everybody
        players.compare(move.sheet % len(players.sheets), other)
    stage.verify()


def shortest(stage: Stage, story: list[Move]) -> list[Move]:
    """Leave out, by halves and then one by one, whatever the difference does not need."""
    size = len(story) // 2
    while size:
        for start in range(len(story) - size, -1, -size):
            shorter = story[:start] + story[start + size :]
            try:
                tell(stage, shorter)
            except Exception:
                story = shorter
        size //= 2
    return story


def play(stage: Stage) -> None:
    """Play stories until there are steps enough; tell the first that fails as shortly as it can be told."""
    stories: list[list[Move]] = []

    @played(
        max_examples=-(-STEPS // LENGTH), derandomize=True, database=None, deadline=None,
        phases=[Phase.generate], suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(st.integers(0, 2**32))
    def every_story_holds(seed: int) -> None:
        chance = Random(seed)  # noqa: S311 - a story, no secret
        stories.append([drawn(chance) for _ in range(LENGTH)])
        tell(stage, stories[-1])

    try:
        every_story_holds()
    except Exception as difference:
        found = difference
    else:
        return
    tell(stage, shortest(stage, stories[-1]))
    raise found  # told again, it did not happen


def test_the_engine_does_what_the_model_does(settings: Settings, tmp_path: Path) -> None:
    started = time.perf_counter()
    with staged(settings, tmp_path) as stage:
        play(stage)
    done = ", ".join(f"{deed} {times}" for deed, times in sorted(stage.tally.items()))
    sys.stdout.write(f"{stage.steps} steps in {time.perf_counter() - started:.0f} s, no difference: {done}\n")
    assert stage.steps >= STEPS
    for deed in ("answer", "add_row", "sign", "correct", "drop_correction"):
        assert stage.tally[f"{deed}: done"], f"the drill never came to {deed}"
