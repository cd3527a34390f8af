"""What a dashboard made in an afternoon costs: plain Streamlit, six uncached plotly.express figures.

The peer of benchmarks/dashboard.py; it reads the same rows from the same file with pandas.
"""

from __future__ import annotations

import os
import sqlite3

import pandas as pd
import plotly.express as px
import streamlit as st

connection = sqlite3.connect(os.environ["PLAIN_FILE"])
cases = pd.read_sql("select * from patient_case", connection)  # noqa: TID251 - a page of an afternoon
lesions = pd.read_sql("select * from patient_lesion", connection)  # noqa: TID251 - a page of an afternoon
site = st.query_params.get("site", "")
st.selectbox("Site", ["", *sorted(cases["site"].unique())], key="site")
if site:
    cases = cases[cases["site"] == site]
highest = lesions.groupby("patient_id")["uptake"].max()
cases = cases.merge(highest, left_on="patient_id", right_index=True, how="left")
st.title(f"Study, {len(cases)} patients")
st.plotly_chart(px.ecdf(cases, x="enrolled_on", title="Enrolment"))
st.plotly_chart(px.histogram(cases, x="index_call", color="therapy", title="Test and therapy"))
st.plotly_chart(px.histogram(cases, x="plan_pre", color="plan_post", title="Plans"))
st.plotly_chart(px.histogram(cases, x="confidence_pre", color="confidence_post", title="Confidence"))
st.plotly_chart(px.scatter(cases, x="marker_total", y="uptake", color="index_call", title="Cells and uptake"))
st.plotly_chart(px.histogram(cases, x="site", color="index_call", title="Sites"))
