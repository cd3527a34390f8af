"""The front door before an entry script of its own: `uvicorn tests.ui.probe_app:app`."""

from pathlib import Path

import streamlit as st

from her2dash.settings import Settings
from her2dash.ui.server import front_door

app = st.App(Path(__file__).parent / "probe.py", **front_door(Settings.from_environment()))
