"""Enrolling: once, and only with what the study allows."""

from __future__ import annotations

from datetime import date

import pytest

from her2dash.actions import patients
from her2dash.errors import Refused
from tests.house import House


def test_a_patient_is_enrolled_once_however_often_the_button_is_pressed(house: House) -> None:
    desk = house.desk("carla")
    said = {
        "number": "01-001", "site": "01", "physician": "anna", "age": 54, "eligible": True,
        "dilemma": house.office.study.codelist(house.office.study.dilemmas).codes[0].code,
        "consent_on": date(2026, 3, 1), "planned_on": date(2026, 3, 12), "key": "one press",
    }  # fmt: skip
    assert patients.enrol(desk, **said) == patients.enrol(desk, **said)
    assert len(patients.patients(desk)) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"number": "X"}, "looks like"),
        ({"age": 7}, "Age at consent"),
        ({"dilemma": "none of these"}, "Choose the dilemma"),
        ({"consent_on": date(2027, 1, 1)}, "future"),
        ({"eligible": False}, "eligible"),
        ({"physician": "carla"}, "referring physician"),
        ({"site": "99"}, "no site"),
    ],
)
def test_a_wrong_enrolment_is_refused_with_what_is_allowed(
    house: House, wrong: dict[str, object], sentence: str
) -> None:
    said: dict[str, object] = {
        "number": "01-001", "site": "01", "physician": "anna", "age": 54, "eligible": True,
        "dilemma": house.office.study.codelist(house.office.study.dilemmas).codes[0].code,
        "consent_on": date(2026, 3, 1), "planned_on": date(2026, 3, 12), "key": "one press",
    }  # fmt: skip
    with pytest.raises(Refused, match=sentence):
        patients.enrol(house.desk("carla"), **{**said, **wrong})
