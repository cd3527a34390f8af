"""A broken study folder is refused with file, place and remedy of everything that is wrong in it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from her2dash.errors import StudyFaults
from her2dash.study.load import find_faults, load_study
from tests.study.broken import Broken
from tests.study.broken_forms import BROKEN_FORMS
from tests.study.broken_protocol import BROKEN_PROTOCOLS
from tests.study.broken_rows import BROKEN_ROWS
from tests.study.folders import SECOND, copied, edited

BROKEN = {**BROKEN_FORMS, **BROKEN_PROTOCOLS, **BROKEN_ROWS}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_folder_is_refused_with_file_place_and_remedy(broken: Broken, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, broken.file, broken.old, broken.new)
    (fault,) = find_faults(folder)  # one edit, one fault: nothing else is blamed for it
    assert fault.file == (broken.blamed or broken.file)
    assert fault.where == broken.where
    assert broken.what in fault.what
    assert broken.remedy in fault.remedy
    assert str(fault) == f"{fault.file}: {fault.where}: {fault.what}. {fault.remedy}."


def test_there_are_enough_broken_folders() -> None:
    assert len(BROKEN) >= 20


@pytest.mark.parametrize("file", ["protocol.toml", "codes.toml", "released.toml"])
def test_a_missing_file_is_named(file: str, tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / file).unlink()
    missing = [fault for fault in find_faults(folder) if fault.what == "it is missing"]
    assert [(fault.file, fault.remedy) for fault in missing] == [(file, f"Add {file} to {folder}")]


def test_a_missing_form_is_named_wherever_the_protocol_speaks_of_it(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "forms" / "pet.v1.toml").unlink()
    places = {fault.where for fault in find_faults(folder)}
    assert places == {
        "schedule of pet", "window of q_month3", "window of therapy", "release", "role index_call",
        "role index_injected", "role index_scan", "role index_reported", "role lesion_site",
        "role lesion_visual", "role lesion_uptake", "rule ctc_on_another_day", "rule report_late",
        "rule month3_early", "rule month3_late", "rule negative_with_positive_lesion",
        "rule positive_without_lesion", "rule decided_before_report", "rule injected_after_all",
        "rule injected_or_not",
    }  # fmt: skip


def test_a_missing_folder_and_an_empty_one_are_named(tmp_path: Path) -> None:
    (fault,) = find_faults(tmp_path / "nowhere")
    assert fault.what == "it is missing"
    assert "protocol.toml" in fault.remedy
    assert {fault.file for fault in find_faults(tmp_path)} == {
        "protocol.toml", "codes.toml", "released.toml", "forms",
    }  # fmt: skip


def test_a_form_file_with_a_name_of_its_own_is_told_how_to_be_called(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    (folder / "forms" / "pet.v1.toml").rename(folder / "forms" / "PET.toml")
    named = [fault for fault in find_faults(folder) if fault.where == "file name"]
    assert [(fault.file, fault.remedy) for fault in named] == [
        ("forms/PET.toml", "Rename it, such as q_pre.v1.toml")
    ]


def test_every_fault_is_reported_at_once(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "protocol.toml", '"2/3"', "0.667")
    edited(folder, "protocol.toml", '"q_pre.plan"', '"q_pre.plans"')
    edited(folder, "codes.toml", ', nl = "Helemaal niet zeker"', "")
    edited(folder, "forms/q_pre.v1.toml", '"single"', '"slider"')
    edited(folder, "forms/q_pre.v1.toml", 'codes = "her2_status"', 'codes = "hers"')
    edited(folder, "forms/q_post.v1.toml", "minutes = 4\n", "")
    (folder / "forms" / "therapy.v1.toml").write_text("id = ", encoding="utf-8")
    found = [(fault.file, fault.where) for fault in find_faults(folder)]
    assert sorted(found) == [
        ("codes.toml", "list confidence, code 1"),
        ("forms/q_post.v1.toml", "form"),
        ("forms/q_pre.v1.toml", "question identity"),
        ("forms/q_pre.v1.toml", "question status"),
        ("forms/therapy.v1.toml", "file"),
        ("protocol.toml", "role plan_pre"),
        ("protocol.toml", "study"),
    ]


def test_loading_a_broken_folder_raises_with_every_fault(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "protocol.toml", "target = 20", "target = 0")
    edited(folder, "protocol.toml", '"2/3"', '"two thirds"')
    with pytest.raises(StudyFaults) as caught:
        load_study(folder)
    assert caught.value.faults == find_faults(folder)
    assert len(caught.value.faults) == 2
    assert "protocol.toml: study" in str(caught.value)


def test_a_broken_question_is_not_also_blamed_on_those_who_name_it(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    edited(folder, "forms/pet.v1.toml", 'kind = "date"', 'kind = "day"')
    assert [fault.where for fault in find_faults(folder)] == ["question injected_on"]


def test_a_form_may_be_saved_by_an_editor_that_marks_its_files_or_ends_its_lines_twice(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "study"
    shutil.copytree(SECOND, folder)
    for path in folder.rglob("*.toml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert find_faults(folder) == ()
