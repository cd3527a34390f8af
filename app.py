"""What the server serves: `her2dash serve`, `streamlit run app.py` or `uvicorn app:app`.

The entry script lies in pages/, beside the pages and not above them: a folder named pages beside the
entry script would let Streamlit run a page's file by its address, past everything that entry.py does.
"""

from __future__ import annotations

import gc

# What is brought in stays: looking through it for garbage, again and again as it grows, would be a fifth of
# the start. ui/warm.py sets the collector to work when everything is there.
gc.disable()

import sys
from typing import Any

import streamlit as st

from her2dash.errors import Problem
from her2dash.settings import PLACE, Settings
from her2dash.ui.server import front_door


def _door() -> dict[str, Any]:
    try:
        return front_door(Settings.from_environment())
    except Problem as problem:
        # The operator reads a sentence, not where in our code it was raised.
        sys.exit(f"her2dash: {problem}")


app = st.App(PLACE / "pages" / "entry.py", **_door())
