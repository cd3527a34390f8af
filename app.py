"""What the server serves: `her2dash serve`, `streamlit run app.py` or `uvicorn app:app`.

The entry script lies in pages/, beside the pages and not above them: a folder named pages beside the
entry script would let Streamlit run a page's file by its address, past everything that entry.py does.
"""

from __future__ import annotations

import streamlit as st

from her2dash.settings import PLACE, Settings
from her2dash.ui.server import front_door

app = st.App(PLACE / "pages" / "entry.py", **front_door(Settings.from_environment()))
