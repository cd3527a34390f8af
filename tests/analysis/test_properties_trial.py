"""Every data set is answered: any state, anything missing, any number of patients (hypothesis)."""

from __future__ import annotations

import json
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from her2dash.analysis.cells import cells
from her2dash.analysis.dataset import (
    BIOPSY,
    CONVENTIONAL,
    PLANS,
    TIMES,
    Dataset,
    Lesion,
    Patient,
    Questionnaire,
)
from her2dash.analysis.files import read_files, write_files
from her2dash.analysis.states import Call, Therapy
from her2dash.analysis.trial import analyse
from her2dash.analysis.trial_plan import AnalysisPlan
from her2dash.analysis.uptake import uptake
from her2dash.figures.analysis_tables import analysis_tables
from her2dash.i18n import Words

plans = st.builds(
    AnalysisPlan,
    planned=st.integers(0, 12),
    final=st.booleans(),
    threshold=st.sampled_from([Fraction(2, 3), Fraction(1, 2), Fraction(1)]),
    exact_up_to=st.sampled_from([0, 3, 200]),
)


@st.composite
def datasets(draw: Any) -> Dataset:
    people, lesions, answers = [], [], []
    for number in range(draw(st.integers(0, 9))):
        who, count = f"H{number}", draw(st.none() | st.integers(0, 3))
        people.append(
            Patient(
                who,
                draw(st.sampled_from([True, True, True, False])),
                draw(st.sampled_from(list(Call))),
                draw(st.sampled_from(list(Therapy))),
                draw(st.none() | st.sampled_from(CONVENTIONAL)),
                draw(st.none() | st.sampled_from(BIOPSY)),
                count,
                None if count is None else draw(st.none() | st.integers(0, count)),
            )
        )
        for lesion, value in enumerate(draw(st.lists(st.sampled_from([None, 0.0, 1.5, 9.9]), max_size=3))):
            lesions.append(Lesion(who, f"L{lesion}", "bone", value))
        for time in draw(st.sets(st.sampled_from(TIMES))):
            told = draw(st.none() | st.integers(1, 5)), draw(st.none() | st.sampled_from(PLANS))
            answers.append(Questionnaire(who, time, *told))
    return Dataset(tuple(people), tuple(lesions), tuple(answers))


@settings(derandomize=True, deadline=None, max_examples=120)
@given(dataset=datasets(), plan=plans)
def test_every_data_set_is_answered_in_numbers_and_in_words(dataset: Dataset, plan: AnalysisPlan) -> None:
    analysis = analyse(dataset, plan)
    written = json.dumps(analysis.record(), allow_nan=False)
    summary = json.loads(written)["concordance_summary"]
    counted = ("n_concordant", "n_discordant", "n_equivocal", "n_not_evaluable", "n_open")
    assert sum(summary[name] for name in counted) == summary["n_included"] == len(dataset.included)
    cells(dataset.patients)
    uptake(dataset.lesions)
    for table in analysis_tables(analysis, Words("nl")):
        said = str(table.rows).lower()
        assert "nan" not in said
        assert "inf" not in said


@settings(derandomize=True, deadline=None, max_examples=60)
@given(dataset=datasets(), plan=plans)
def test_the_files_of_a_data_set_give_the_same_analysis(dataset: Dataset, plan: AnalysisPlan) -> None:
    again = read_files(write_files(dataset))
    assert analyse(again, plan).record() == analyse(dataset, plan).record()
