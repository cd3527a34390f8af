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
from her2dash.i18n import Words
from tests.analysis import test_files

SCENARIOS = Path(test_files.__file__).parent / "oracle" / "scenarios"
EN = Words("en")


def tables(dataset: Dataset, *, final: bool) -> dict[str, dict[str, tuple[str, ...]]]:
    made = analysis_tables(analyse(dataset, AnalysisPlan(20, final, Fraction(2, 3))), EN)
    return {table.caption: {row[0]: row[1:] for row in table.rows} for table in made}


def test_the_complete_trial_reads_as_its_expected_results() -> None:
    told = tables(read_folder(SCENARIOS / "complete20"), final=True)
    assert told["Criterion met: 17 concordant, 14 needed"]["Included"] == ("17/20 (85.0 %)", "62.1 to 96.8 %")
    estimates = told["Estimates"]
    assert estimates["Kappa, test and therapy"] == ("0.62", "0.17 to 0.87", "20")
    assert estimates["Sensitivity against biopsy"] == ("5/5 (100 %)", "48 to 100 %", "5")
    assert estimates["Specificity against biopsy"] == ("2/2", "too few", "2")
    assert estimates["Plan changed after the test"] == ("8/17 (47 %)", "23 to 72 %", "17")
    family = told["Secondary tests, exploratory"]
    assert family["Anti-HER2 plan, before to after"][:3] == ("0.016", "0.078", "0.078")
    assert family["SUVmax by HER2 on tumour cells"][:3] == ("–", "–", "–")


@pytest.mark.parametrize("final", [True, False])
def test_an_empty_trial_is_said_in_words(final: bool) -> None:
    told = tables(Dataset((), (), ()), final=final)
    assert told["Estimates"]["Kappa, test and therapy"] == ("not estimable (no data yet)", "–", "0")
    written = str(told).lower()
    assert "nan" not in written
    assert "inf" not in written


def test_below_five_a_number_stands_without_its_interval() -> None:
    texts = test_files.files("".join(f"H{i},1,positive,{'yes' if i else 'no'},,,,\n" for i in range(4)))
    told = tables(read_files(texts), final=False)
    assert told["Estimates"]["Kappa, test and therapy"] == ("-0.14", "too few", "4")
