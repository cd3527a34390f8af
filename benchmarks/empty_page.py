"""The least that a Streamlit page can cost: a title. The floor of benchmarks/dashboard.py."""

from __future__ import annotations

import streamlit as st

st.title("Empty")
