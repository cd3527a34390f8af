"""The three files of the analysis data set: read with every fault named, written as they are read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from her2dash.analysis.dataset import Dataset, Lesion, Patient
from her2dash.analysis.files import NAMES, read_files, read_folder, write_files
from her2dash.analysis.reading import WrongData

SCENARIOS = Path(__file__).parent / "oracle" / "scenarios"
PATIENTS = (
    "patient_id,included,pet_result,anti_her2_therapy,conventional_her2,biopsy_her2,ctc_count,ctc_her2_pos\n"
)
LESIONS = "patient_id,lesion_id,site,suvmax\n"
ANSWERS = "patient_id,timepoint,confidence,plan\n"


def files(patients: str = "", lesions: str = "", answers: str = "") -> dict[str, str]:
    texts = (PATIENTS + patients, LESIONS + lesions, ANSWERS + answers)
    return dict(zip(NAMES, texts, strict=True))


def faults(texts: dict[str, str]) -> list[str]:
    with pytest.raises(WrongData) as wrong:
        read_files(texts)
    return [str(fault) for fault in wrong.value.faults]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("H01,2,,,,,,", "patients.csv, line 2, column included: '2'; allowed: 1, 0"),
        ("H01,,,,,,,", "patients.csv, line 2, column included: ''; allowed: 1, 0"),
        (",1,,,,,,", "patients.csv, line 2, column patient_id: ''; allowed: a text"),
        ("H01,1,POS,,,,,", "column pet_result: 'POS'; allowed: positive, negative, equivocal, not_eval"),
        ("H01,1,,maybe,,,,", "column anti_her2_therapy: 'maybe'; allowed: yes, no, pending, not_evaluable"),
        ("H01,1,,,low,,,", "column conventional_her2: 'low'; allowed: positive, negative, equi"),
        ("H01,1,,,,low,,", "column biopsy_her2: 'low'; allowed: positive, negative, equivocal"),
        ("H01,1,,,,,-1,0", "column ctc_count: '-1'; allowed: a whole number from 0"),
        ("H01,1,,,,,1.5,0", "column ctc_count: '1.5'; allowed: a whole number from 0"),
        ("H01,1,,,,,2,3", "column ctc_her2_pos: '3'; allowed: at most ctc_count (2)"),
        ("H01,1,,,,,0", "patients.csv, line 2: '7 cells'; allowed: 8, as in line 1"),
        ("H01,1,,,,,,\nH01,1,,,,,,", "patients.csv, line 3, column patient_id: 'H01'; allowed: each once"),
        ('H01,1,,,,,,"', "allowed: comma-separated cells, quotes closed"),
    ],
)  # fmt: skip
def test_a_bad_patient_is_named_with_its_place_and_what_is_allowed(row: str, fault: str) -> None:
    found = faults(files(row))
    assert any(fault in each for each in found), found


@pytest.mark.parametrize(
    ("lesion", "answer", "fault"),
    [
        ("H01,L1,bone,3,2", "", "lesions.csv, line 2: '5 cells'"),
        ("H01,L1,bone,-1", "",
         "lesions.csv, line 2, column suvmax: '-1'; allowed: a finite number from 0 with a decimal point"),
        ("H01,L1,bone,nan", "", "column suvmax: 'nan'"),
        ("H01,L1,bone,inf", "", "column suvmax: 'inf'"),
        ("H01,L1,bone,1_0", "", "column suvmax: '1_0'"),
        ("H01,L1,bone,\u0663", "", "column suvmax: '\u0663'"),
        ('H01,L1,bone,"3,5"', "", "column suvmax: '3,5'"),
        ("H01,L1,bone,1e400", "", "column suvmax: '1e400'"),
        ("H01,L1,bone,2\nH01,L1,bone,3", "", "line 3, column lesion_id: 'L1'; allowed: each once"),
        ("H09,L1,bone,2", "", "line 2, column patient_id: 'H09'; allowed: a patient of patients.csv"),
        ("", "H01,later,3,chemo", "line 2, column timepoint: 'later'; allowed: pre, post, m3"),
        ("", "H01,pre,0,chemo", "column confidence: '0'; allowed: a whole number from 1 to 5"),
        ("", "H01,pre,99,chemo",
         "questionnaires.csv, line 2, column confidence: '99'; allowed: a whole number from 1 to 5"),
        ("", "H01,pre,3,surgery", "column plan: 'surgery'; allowed: anti_her2, chemo, endocrine, other"),
        ("", "H01,pre,3,chemo\nH01,pre,3,chemo", "line 3, column timepoint: 'pre'; allowed: each once"),
    ],
)  # fmt: skip
def test_a_bad_lesion_or_answer_is_named_too(lesion: str, answer: str, fault: str) -> None:
    found = faults(files("H01,1,,,,,,", lesion, answer))
    assert any(fault in each for each in found), found


def test_every_fault_of_all_three_files_is_told_at_once() -> None:
    found = faults(files("H01,x,y,z,,,,", "H02,L1,bone,-", "H03,never,0,none"))
    assert [each.split(",")[0] for each in found] == [
        *["patients.csv"] * 3, *["lesions.csv"] * 2, *["questionnaires.csv"] * 4,
    ]  # fmt: skip


def test_a_missing_file_and_a_missing_column_are_named() -> None:
    texts = files()
    del texts["lesions.csv"]
    texts["patients.csv"] = "patient_id,included\n"
    found = faults(texts)
    assert any(each.startswith("lesions.csv: 'no such file'") for each in found)
    assert "patients.csv, line 1, column pet_result: '0 columns of this name'; allowed: exactly one" in found


def test_more_columns_a_byte_order_mark_and_other_line_ends_are_read() -> None:
    texts = files()
    texts["patients.csv"] = "\ufeff" + PATIENTS.replace("\n", ",note\r\n") + "H01,1,positive,yes,,,,,well\r\n"
    (patient,) = read_files(texts).patients
    assert (patient.patient_id, patient.pet_result, patient.included) == ("H01", "positive", True)


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    for name, text in files().items():
        (tmp_path / name).write_text(text)
    (tmp_path / "lesions.csv").write_bytes(b"patient_id\xff")
    with pytest.raises(WrongData, match=r"lesions.csv: 'byte 10'; allowed: text in UTF-8"):
        read_folder(tmp_path)


@pytest.mark.parametrize("scenario", ["complete20", "interim09"])
def test_what_is_written_is_read_back_the_same(scenario: str) -> None:
    dataset = read_folder(SCENARIOS / scenario)
    again = read_files(write_files(dataset))
    assert (again.patients, again.lesions) == (dataset.patients, dataset.lesions)
    assert again.questionnaires == dataset.questionnaires


@settings(derandomize=True, deadline=None, max_examples=300)
@example(10 / 3)
@example(3.33333333333333)
@example(1e-05)
@example(-0.0)
@given(st.floats(min_value=0, allow_infinity=False))
def test_every_number_that_can_be_written_is_read_back_the_same(uptake: float) -> None:
    texts = write_files(Dataset((Patient("H01", True),), (Lesion("H01", "L1", "bone", uptake),), ()))
    assert read_files(texts).lesions[0].suvmax == uptake


@pytest.mark.parametrize(
    ("cell", "number"),
    [("3.33333333333333", 3.33333333333333), ("1e-05", 1e-5), ("007.50", 7.5), (".5", 0.5)],
)
def test_a_number_is_read_as_r_writes_it(cell: str, number: float) -> None:
    assert read_files(files("H01,1,,,,,,\n", f"H01,L1,bone,{cell}\n")).lesions[0].suvmax == number


@pytest.mark.parametrize(("count", "read"), [("999999999999999", True), ("1000000000000000", False)])
def test_a_count_has_up_to_fifteen_digits_and_the_fault_says_so(count: str, read: bool) -> None:
    texts = files(f"H01,1,,,,,{count},0\n")
    if read:
        assert read_files(texts).patients[0].ctc_count == int(count)
    else:
        assert f"'{count}'; allowed: a whole number from 0 to 999999999999999" in faults(texts)[0]


@pytest.mark.parametrize("told", ["1", "5"])
def test_the_ends_of_the_scale_are_read(told: str) -> None:
    assert read_files(files("H01,1,,,,,,\n", "", f"H01,pre,{told},\n")).questionnaires[0].confidence == int(
        told
    )
