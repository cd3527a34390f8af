"""A study with another test, other forms and one language loads as ours does: nothing knows ours by name."""

from __future__ import annotations

import shutil
from fractions import Fraction
from pathlib import Path

import pytest

from her2dash.study.load import HER2PET, load_study
from her2dash.study.model import ItemRef, Study
from tests.study.folders import SECOND, edited


@pytest.fixture(scope="module")
def second() -> Study:
    return load_study(SECOND)


def test_it_has_its_own_numbers_and_names(second: Study) -> None:
    assert (second.target, second.threshold) == (8, Fraction(3, 5))
    assert list(second.forms) == ["referral", "scan", "verdict", "drug"]
    assert second.roles.index_call == ItemRef("scan", "reading")
    assert second.roles.tests_avoided is None


def test_a_form_is_taken_in_its_newest_version_and_the_old_one_is_kept(second: Study) -> None:
    assert second.form("scan").version == 2
    assert second.form("scan", version=1).title["en"] == "Scan, first wording"


def test_a_language_that_the_study_lacks_is_answered_in_its_first(second: Study) -> None:
    assert second.form("drug").title["nl"] == "Drug"
    assert second.codelist("sureness").labels("nl") == {"1": "Unsure", "2": "Fairly sure", "3": "Sure"}


def test_a_study_s_digest_moves_with_any_word_of_it(second: Study, tmp_path: Path) -> None:
    folder = tmp_path / "study"
    shutil.copytree(SECOND, folder)
    assert load_study(folder).digest == second.digest
    edited(folder, "forms/drug.v1.toml", "Which drugs?", "Which drug?")
    assert load_study(folder).digest != second.digest


@pytest.mark.parametrize("source", sorted(HER2PET.parent.glob("*.py")), ids=lambda path: path.name)
def test_no_module_of_the_study_room_knows_a_form_of_ours(source: Path) -> None:
    text = source.read_text(encoding="utf-8")
    assert not any(f'"{form}"' in text for form in ("q_pre", "q_post", "q_month3", "pet", "therapy"))
