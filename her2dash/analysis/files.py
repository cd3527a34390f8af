"""The three files of the analysis data set: what their columns hold, how they are read and written.

patients.csv: patient_id, included (1 or 0), pet_result, anti_her2_therapy, conventional_her2, biopsy_her2,
ctc_count, ctc_her2_pos. lesions.csv: patient_id, lesion_id, site, suvmax. questionnaires.csv: patient_id,
timepoint, confidence, plan. UTF-8, comma, a decimal point; more columns are allowed.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Generic, TypeVar

from her2dash.analysis.dataset import (
    BIOPSY,
    CONVENTIONAL,
    PLANS,
    POINTS,
    TIMES,
    Dataset,
    Lesion,
    Patient,
    Questionnaire,
)
from her2dash.analysis.reading import (
    Cell,
    DataFault,
    FileReader,
    Row,
    WrongData,
    decimal_number,
    one_of,
    or_missing,
    some_text,
    whole_number,
)
from her2dash.analysis.states import Call, Therapy

PATIENTS, LESIONS, QUESTIONNAIRES = "patients.csv", "lesions.csv", "questionnaires.csv"
NAMES = (PATIENTS, LESIONS, QUESTIONNAIRES)

PATIENT_COLUMNS: dict[str, Cell] = {
    "patient_id": some_text,
    "included": lambda cell: one_of("1", "0")(cell) == "1",
    "pet_result": lambda cell: Call(one_of(*Call)(cell or Call.PENDING)),
    "anti_her2_therapy": lambda cell: Therapy(one_of(*Therapy)(cell or Therapy.PENDING)),
    "conventional_her2": or_missing(one_of(*CONVENTIONAL)),
    "biopsy_her2": or_missing(one_of(*BIOPSY)),
    "ctc_count": or_missing(whole_number(least=0)),
    "ctc_her2_pos": or_missing(whole_number(least=0)),
}
LESION_COLUMNS: dict[str, Cell] = {
    "patient_id": some_text,
    "lesion_id": some_text,
    "site": str,
    "suvmax": or_missing(decimal_number),
}
QUESTIONNAIRE_COLUMNS: dict[str, Cell] = {
    "patient_id": some_text,
    "timepoint": one_of(*TIMES),
    "confidence": or_missing(whole_number(least=1, most=POINTS)),
    "plan": or_missing(one_of(*PLANS)),
}
COLUMNS = (PATIENT_COLUMNS, LESION_COLUMNS, QUESTIONNAIRE_COLUMNS)
# The first columns of each file, in this order.
KEYS = {
    PATIENTS: ("patient_id",),
    LESIONS: ("patient_id", "lesion_id"),
    QUESTIONNAIRES: ("patient_id", "timepoint"),
}
T = TypeVar("T")


def read_folder(folder: Path) -> Dataset:
    """Return the data set of a folder; raises WrongData with every fault of its three files."""
    texts, faults = {}, []
    for name in NAMES:
        if not (folder / name).is_file():
            continue
        try:
            texts[name] = (folder / name).read_bytes().decode()
        except UnicodeDecodeError as wrong:
            faults.append(DataFault(name, 0, "", f"byte {wrong.start}", "text in UTF-8"))
    if faults:
        raise WrongData(tuple(faults))
    return read_files(texts)


def read_files(texts: Mapping[str, str]) -> Dataset:
    """Return the data set of three texts by file name; raises WrongData with every fault."""
    readers = [FileReader(name, columns) for name, columns in zip(NAMES, COLUMNS, strict=True)]
    patients, lesions, answers = readers
    people = _once(patients, patients.rows(texts.get(PATIENTS)), Patient)
    found = _once(lesions, lesions.rows(texts.get(LESIONS)), Lesion)
    told = _once(answers, answers.rows(texts.get(QUESTIONNAIRES)), Questionnaire)
    _check_cells(patients, people)
    known = {patient.patient_id for _, patient in people}
    _check_patients(lesions, ((line, lesion.patient_id) for line, lesion in found), known)
    _check_patients(answers, ((line, answer.patient_id) for line, answer in told), known)
    if faults := tuple(fault for reader in readers for fault in reader.faults):
        raise WrongData(faults)
    return Dataset(tuple(people.rows), tuple(found.rows), tuple(told.rows))


@dataclass
class Lines(Generic[T]):
    """The rows of a file and the lines they stand in."""

    numbers: list[int]
    rows: list[T]

    def __iter__(self) -> Iterator[tuple[int, T]]:
        return zip(self.numbers, self.rows, strict=True)


def _once(reader: FileReader, rows: Iterable[Row], kind: Callable[..., T]) -> Lines[T]:
    """Return the rows; a second one with the same key is a fault."""
    key = KEYS[reader.name]
    seen: set[object] = set()
    kept = Lines[T]([], [])
    for line, cells in rows:
        same = cells[: len(key)]
        if same in seen and None not in same:
            reader.fault(line, key[-1], str(same[-1]), "each once")
        seen.add(same)
        kept.numbers.append(line)
        kept.rows.append(kind(*cells))
    return kept


def _check_patients(reader: FileReader, rows: Iterable[tuple[int, str]], known: set[str]) -> None:
    for line, patient in rows:
        if patient not in known and patient is not None:
            reader.fault(line, "patient_id", patient, f"a patient of {PATIENTS}")


def _check_cells(reader: FileReader, rows: Iterable[tuple[int, Patient]]) -> None:
    """More cells with HER2 than cells cannot be."""
    for line, patient in rows:
        count, her2 = patient.ctc_count, patient.ctc_her2_pos
        if count is not None and her2 is not None and her2 > count:
            reader.fault(line, "ctc_her2_pos", str(her2), f"at most ctc_count ({count})")


def write_files(dataset: Dataset) -> dict[str, str]:
    """Return the three files of a data set as texts by file name."""
    tables = (dataset.patients, dataset.lesions, dataset.questionnaires)
    texts = {}
    for name, columns, rows in zip(NAMES, COLUMNS, tables, strict=True):
        buffer = StringIO()
        writer = csv.writer(buffer, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([_written(cell) for cell in row] for row in rows)
        texts[name] = buffer.getvalue()
    return texts


def _written(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    return "" if value is None else str(value)
