"""What a cohort says, its forms ask: nothing that somebody wrote there gets lost unnoticed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

import pytest

from her2dash.demo.answers import answers_of
from her2dash.demo.cohort import DemoForm, DemoPatient, known_cohorts, load_cohort
from her2dash.study.answers import counted
from her2dash.study.load import load_study
from her2dash.study.rows import name_of

STUDY = load_study()


def said_of_patients(name: str) -> Iterator[tuple[DemoPatient, str, DemoForm, Mapping[str, Any]]]:
    """Go through the forms of a cohort, each with what is said of this patient alone."""
    raw = tomllib.loads((files("her2dash.demo") / f"{name}.toml").read_text(encoding="utf-8"))
    for patient, own in zip(load_cohort(name).patient, raw["patient"], strict=True):
        for form, filled in patient.forms.items():
            yield patient, form, filled, {key: own[form][key] for key in filled.answers if key in own[form]}


def test_there_is_a_study_in_progress_and_one_with_the_published_margins() -> None:
    assert known_cohorts() == ("in-progress", "published")


@pytest.mark.parametrize("name", known_cohorts())
def test_a_cohort_knows_every_form_of_the_study_and_no_other(name: str) -> None:
    known = set(STUDY.forms) if name == "in-progress" else set(STUDY.forms) - {"status"}
    assert set(load_cohort(name).usual) == known


@pytest.mark.parametrize("name", known_cohorts())
def test_a_cohort_answers_questions_that_its_forms_have(name: str) -> None:
    for patient, form, filled, _ in said_of_patients(name):
        asked = {item.id for item in STUDY.form(form).items} | {
            g.id for g in STUDY.form(form).groups if g.repeats
        }
        assert (patient.number, form, {name_of(key) for key in filled.answers} - asked) == (
            patient.number,
            form,
            set(),
        )


@pytest.mark.parametrize("name", known_cohorts())
def test_what_is_said_of_one_patient_alone_is_asked_of_that_patient(name: str) -> None:
    rows = load_cohort(name).usual_row
    for patient, form, filled, own in said_of_patients(name):
        wanted = {key for key, value in own.items() if value}
        answers = answers_of(STUDY.form(form), filled.answers, rows, lambda _day: "2026-01-01")
        asked = {name_of(key) for key in counted(STUDY.form(form), answers)}
        assert (patient.number, form, {name_of(key) for key in wanted} - asked) == (
            patient.number,
            form,
            set(),
        )


@pytest.mark.parametrize("name", known_cohorts())
def test_a_cohort_says_where_it_comes_from_and_that_it_is_synthetic(name: str) -> None:
    assert load_cohort(name).reference.startswith("Synthetic")
    assert ("10.1007/s00259-018-4099-8" in load_cohort(name).reference) is (name == "published")


@pytest.mark.parametrize("name", known_cohorts())
def test_every_person_of_a_cohort_is_marked_as_invented(name: str) -> None:
    assert all(person.name.endswith("(invented)") for person in load_cohort(name).person)
