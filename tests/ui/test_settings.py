"""What the operator says in the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from her2dash.errors import CannotStart
from her2dash.settings import PLACE, Settings


def test_without_a_word_the_study_lives_in_var_beside_the_app() -> None:
    assert Settings.from_environment({}) == Settings(f"sqlite:///{PLACE}/var/her2dash.sqlite")


def test_a_demo_has_a_database_of_its_own_for_each_cohort() -> None:
    settings = Settings.from_environment({"HER2DASH_DEMO": "1", "HER2DASH_COHORT": "finished"})
    assert settings.demo
    assert settings.database_url == f"sqlite:///{PLACE}/var/demo-finished.sqlite"


@pytest.mark.parametrize(
    ("said", "meant"), [("1", True), ("Yes", True), ("0", False), ("off", False), ("", None)]
)
def test_a_switch_is_said_in_several_ways(said: str, meant: bool | None) -> None:
    assert Settings.from_environment({"HER2DASH_SECURE_COOKIE": said}).secure_cookie is meant


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("HER2DASH_DEMO", "maybe"),
        ("HER2DASH_SECURE_COOKIE", "2"),
        ("HER2DASH_BEHIND_PROXY", "nginx"),
        ("HER2DASH_COHORT", "../x"),
    ],
)
def test_what_cannot_be_meant_is_refused_by_name(name: str, given: str) -> None:
    with pytest.raises(CannotStart, match=name):
        Settings.from_environment({name: given})


@pytest.mark.parametrize("demo", [True, False])
@pytest.mark.parametrize("behind", [True, False])
@pytest.mark.parametrize("secure", [True, False, None])
@pytest.mark.parametrize("study", [Path("/studies/other"), None])
def test_a_process_of_the_server_reads_the_same_settings(
    demo: bool, secure: bool | None, behind: bool, study: Path | None
) -> None:
    settings = Settings(
        "postgresql://db/her2", demo, "finished", study, secure, behind, apart=demo and behind
    )
    assert Settings.from_environment(settings.to_environment()) == settings


def test_a_relative_database_stays_where_it_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings.from_environment({"HER2DASH_DATABASE_URL": "sqlite:///mine.sqlite"})
    assert settings.database_url == f"sqlite:///{tmp_path}/mine.sqlite"
