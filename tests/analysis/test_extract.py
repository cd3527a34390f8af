"""Cases to data set to files and back: the analysis of the files is the analysis of the database."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from her2dash.analysis.concordance import concordance
from her2dash.analysis.endpoint_record import concordance_record
from her2dash.analysis.extract import dataset_of, plan_groups
from her2dash.analysis.files import read_files, write_files
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call
from her2dash.analysis.trial import analyse
from her2dash.analysis.trial_plan import AnalysisPlan
from her2dash.study.load import load_study
from tests.study.folders import copied

from .patients import patients
from .test_cases import study

LESIONS = {"P01": (CaseLesion(1, "bone", Call.POSITIVE, 12.5), CaseLesion(2, "liver", Call.NEGATIVE, None))}
GROUPS = {"trastuzumab": "anti_her2", "taxane": "chemo"}


def test_a_study_groups_its_plans_by_its_own_code_list() -> None:
    assert plan_groups(study()) == {
        "trastuzumab": "anti_her2", "lapatinib": "anti_her2", "taxane": "chemo", "letrozole": "endocrine",
    }  # fmt: skip


def test_the_therapy_that_the_test_is_about_may_have_any_name(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    for file in ("codes.toml", "protocol.toml"):
        text = (folder / file).read_text(encoding="utf-8")
        renamed = text.replace('group = "anti_her2"', 'group = "targeted"')
        (folder / file).write_text(renamed, encoding="utf-8")
    ours, other = plan_groups(load_study()), plan_groups(load_study(folder))
    assert ours["anti_her2_chemo"] == "anti_her2"
    assert other == ours


def test_the_files_give_the_same_analysis_as_the_cases() -> None:
    cases = patients("4*+y 2*-n +n ey x? +d ?? -?")
    cases[0] = replace(
        cases[0], plan_pre="taxane", plan_post="trastuzumab", confidence_pre=2, confidence_post=4
    )
    cases[1] = replace(cases[1], plan_pre="taxane", included=False)
    plan = AnalysisPlan(20, final=False, threshold=Fraction(2, 3))
    cases[2] = replace(
        cases[2], workup="positive", biopsy="negative", marker="detected", marker_total=9, marker_positive=2
    )
    direct = dataset_of(cases, groups=GROUPS, lesions=LESIONS)
    again = read_files(write_files(direct))
    assert analyse(again, plan).record() == analyse(direct, plan).record()
    live = concordance(cases, target=20, threshold=Fraction(2, 3))
    assert analyse(again, plan)["concordance_summary"] == concordance_record(live)


def test_a_time_without_an_answer_has_no_row_and_a_plan_has_its_group() -> None:
    cases = patients("+y")
    cases[0] = replace(cases[0], plan_pre="taxane", confidence_later=3)
    answers = dataset_of(cases, groups=GROUPS, lesions=LESIONS).questionnaires
    assert [(q.timepoint, q.confidence, q.plan) for q in answers] == [("pre", None, "chemo"), ("m3", 3, None)]
