"""The whole analysis as tables of words: the numbers of the trials under the display rules."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest

from her2dash.analysis.dataset import Dataset
from her2dash.analysis.files import read_files, read_folder
from her2dash.analysis.trial import analyse
from her2dash.analysis.trial_plan import AnalysisPlan
from her2dash.figures.analysis_tables import analysis_tables
from her2dash.figures.sentences import DataTable
from her2dash.i18n import Words
from tests.analysis import test_files

SCENARIOS = Path(test_files.__file__).parent / "oracle" / "scenarios"
EN = Words("en")
FAMILY = "Secondary tests, exploratory"
RULE = "The criterion compares a point estimate; it is no significance test"


def made(dataset: Dataset, *, final: bool, words: Words = EN) -> tuple[DataTable, ...]:
    return analysis_tables(analyse(dataset, AnalysisPlan(20, final, Fraction(2, 3))), words)


def tables(dataset: Dataset, *, final: bool) -> dict[str, dict[str, tuple[str, ...]]]:
    return {
        table.caption.split(". ")[0]: {row[0]: row[1:] for row in table.rows}
        for table in made(dataset, final=final)
    }


def pairs(*told: tuple[int, int, str, str]) -> Dataset:
    """Return a patient for each confidence before and after, and plan before and after."""
    rows = "".join(f"H{i},1,,,,,,\n" for i in range(len(told)))
    answers = "".join(
        f"H{i},pre,{before},{planned}\nH{i},post,{after},{then}\n"
        for i, (before, after, planned, then) in enumerate(told)
    )
    return read_files(test_files.files(rows, "", answers))


def test_the_complete_trial_reads_as_its_expected_results() -> None:
    told = tables(read_folder(SCENARIOS / "complete20"), final=True)
    assert told["Criterion met: 17 concordant, 14 needed"]["Included"] == ("17/20 (85.0 %)", "62.1 to 96.8 %")
    estimates = told["Estimates"]
    assert estimates["Kappa, test and therapy"] == ("0.62", "0.17 to 0.87", "20")
    assert estimates["Sensitivity against biopsy"] == ("5/5 (100 %)", "48 to 100 %", "5")
    assert estimates["Specificity against biopsy"] == ("2/2", "too few", "2")
    assert estimates["Plan changed after the test"] == ("8/17 (47 %)", "23 to 72 %", "17")
    family = told[FAMILY]
    assert family["Anti-HER2 plan, before to after"][:4] == ("17", "0.016", "0.078", "0.078")
    assert family["SUVmax by HER2 on tumour cells"][:4] == ("10", "–", "–", "–")


def test_beside_the_verdict_stand_its_p_value_and_what_chance_alone_can_do() -> None:
    # the p value and the characteristics of the statistics plan, section 1
    _, table, *_ = made(read_folder(SCENARIOS / "complete20"), final=True)
    told = {row[0]: row[1:] for row in table.rows}
    assert table.caption == RULE
    assert told["One-sided p against 66.7 %"] == ("0.060", "20")
    chances = {
        rate: told[f"Chance to meet it if the true share is {rate} %"] for rate in ("50", "66.7", "90")
    }
    assert chances == {"50": ("5.8 %", "20"), "66.7": ("47.9 %", "20"), "90": ("99.8 %", "20")}


@pytest.mark.parametrize(("language", "said"), [("en", "not accuracy"), ("nl", "geen nauwkeurigheid")])
def test_beside_kappa_and_predictive_values_stands_that_concordance_is_not_accuracy(
    language: str, said: str
) -> None:
    (table,) = (
        table
        for table in made(Dataset((), (), ()), final=False, words=Words(language))
        if any("kappa" in row[0].lower() for row in table.rows)
    )
    assert said in table.caption


@pytest.mark.parametrize("final", [True, False])
def test_an_empty_trial_is_said_in_words(final: bool) -> None:
    told = tables(Dataset((), (), ()), final=final)
    assert told["Estimates"]["Kappa, test and therapy"] == ("not estimable (no data yet)", "–", "0")
    assert told[RULE]["One-sided p against 66.7 %"] == ("–", "0")
    written = str(told).lower()
    assert "nan" not in written
    assert "inf" not in written


def test_below_five_words_stand_for_a_kappa_its_interval_and_every_p() -> None:
    patients = "".join(f"H{i},1,positive,{'yes' if i else 'no'},,,2,{i % 2}\n" for i in range(4))
    told = tables(read_files(test_files.files(patients)), final=False)
    assert told["Estimates"]["Kappa, test and therapy"] == ("too few", "too few", "4")
    assert told["Estimates"]["Test and therapy agree"] == ("3/4", "too few", "4")
    assert told[RULE]["One-sided p against 66.7 %"] == ("too few", "4")
    assert told[FAMILY]["Test by HER2 on tumour cells"][:4] == ("4", "too few", "–", "–")


def test_with_five_patients_the_p_value_of_the_criterion_is_shown() -> None:
    patients = "".join(f"H{i},1,positive,yes,,,,\n" for i in range(5))
    told = tables(read_files(test_files.files(patients)), final=True)
    # (2/3)^5 = 0.1317
    assert told[RULE]["One-sided p against 66.7 %"] == ("0.132", "5")


def test_where_so_few_cannot_reach_it_that_is_said_instead_of_a_p_value() -> None:
    # five changed, all one way: 2^-4 = 0.0625; six: 2^-5 = 0.03125
    still, moved = (3, 3, "chemo", "chemo"), (3, 4, "chemo", "anti_her2")
    five, six = (tables(pairs(*[moved] * n, still, still), final=False)[FAMILY] for n in (5, 6))
    for question in ("Confidence, before to after", "Anti-HER2 plan, before to after"):
        assert five[question][:4] == ("7", "cannot reach 0.05 with 5 changed", "–", "–")
        assert six[question][:4] == ("8", "0.031", "0.062", "0.031")


def test_two_groups_too_small_to_differ_are_told_by_their_size() -> None:
    # 2 / C(6, 1) is a third; the one table of these margins that is as extreme has a chance of 1/6
    rows = "".join(f"H{i},1,positive,yes,,,2,{int(i == 0)}\n" for i in range(5)) + "H5,1,negative,no,,,2,0\n"
    lesions = "".join(f"H{i},L1,bone,{i + 1}.5\n" for i in range(6))
    told = tables(read_files(test_files.files(rows, lesions)), final=False)[FAMILY]
    assert told["SUVmax by HER2 on tumour cells"][:4] == ("6", "cannot reach 0.05 with n = 6", "–", "–")
    assert told["Test by HER2 on tumour cells"][:4] == ("6", "cannot reach 0.05 with n = 6", "–", "–")
