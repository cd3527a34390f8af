"""Analysing from files: equal to R's values, equal to the database, and plain about bad files."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from her2dash.actions import accounts, exports
from her2dash.actions.office import open_office
from her2dash.analysis.trial import analyse
from her2dash.analysis.trial_plan import AnalysisPlan
from her2dash.settings import Settings
from tests.analysis.test_trial import SCENARIOS, keys, same
from tests.cli.test_commands import run


@pytest.mark.parametrize("scenario", ["complete20", "interim09"])
def test_analyse_prints_the_trials_expected_values(scenario: str, capsys: pytest.CaptureFixture[str]) -> None:
    wanted = json.loads((SCENARIOS / scenario / "expected.json").read_text())
    options = ["--planned", str(wanted["planned_n"]), "--json", *(["--final"] if wanted["final"] else [])]
    status, out, _ = run(capsys, "analyse", str(SCENARIOS / scenario), *options)
    got = json.loads(out)
    assert (status, keys(got)) == (0, keys(wanted["expected"]))
    assert [
        name for name, each in wanted["expected"].items() if not same(each, got[name], wanted["tolerance"])
    ] == []


def test_without_json_it_prints_tables(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "analyse", str(SCENARIOS / "interim09"), "--planned", "20")
    assert (status, "5/9 (56 %)" in out, "Secondary tests" in out) == (0, True, True)


def test_database_to_files_to_analyse_gives_the_same_as_the_database(
    demo_of_today: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"sqlite:///{shutil.copy(demo_of_today, tmp_path / 'demo.sqlite')}"
    settings = replace(Settings.from_environment({"HER2DASH_DEMO": "1"}), database_url=url)
    monkeypatch.setenv("HER2DASH_DEMO", "1")
    monkeypatch.setenv("HER2DASH_DATABASE_URL", url)
    assert run(capsys, "export", "analysis-data", str(tmp_path / "files"))[0] == 0
    status, out, _ = run(capsys, "analyse", str(tmp_path / "files"), "--json")
    office = open_office(settings)
    desk = office.desk(accounts.enter_demo(office, login="peters", replaces=None))
    study = office.study
    plan = AnalysisPlan(study.target, False, study.threshold, exact_up_to=study.exact_up_to)
    assert (status, json.loads(out)) == (0, analyse(exports.analysis_data(desk), plan).record())
    assert json.loads(out)["concordance_summary"]["n_concordant"] == 6


def test_every_fault_of_bad_files_is_named_at_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for file in (SCENARIOS / "interim09").glob("*.csv"):
        (tmp_path / file.name).write_text(file.read_text())
    patients = (tmp_path / "patients.csv").read_text()
    patients = patients.replace("H01,1,positive", "H01,7,positive").replace("H02,1,positive", "H02,1,maybe")
    (tmp_path / "patients.csv").write_text(patients)
    (tmp_path / "lesions.csv").unlink()
    status, out, err = run(capsys, "analyse", str(tmp_path), "--json")
    assert (status, out) == (2, "")
    assert "patients.csv" in err
    for said in ("line 2", "included", "line 3", "maybe", "lesions.csv"):
        assert said in err


def test_an_export_is_refused_to_who_may_not_and_to_nobody_in_particular(
    demo_of_today: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"sqlite:///{shutil.copy(demo_of_today, tmp_path / 'demo.sqlite')}"
    monkeypatch.setenv("HER2DASH_DEMO", "1")
    monkeypatch.setenv("HER2DASH_DATABASE_URL", url)
    status, _, err = run(capsys, "export", "analysis-data", str(tmp_path / "files"), "--as", "devries")
    assert (status, "right" in err) == (2, True)
    assert not (tmp_path / "files").exists()
