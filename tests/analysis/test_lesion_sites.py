"""Lesions patient by patient, and site by site."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from her2dash.analysis.cases import Case
from her2dash.analysis.dataset import Dataset
from her2dash.analysis.extract import dataset_of
from her2dash.analysis.lesion_rows import lesion_rows
from her2dash.analysis.lesion_sites import LesionSites, lesion_sites
from her2dash.analysis.references import CaseLesion
from her2dash.analysis.states import Call

from .patients import NOBODY

LESIONS = {
    "01": [("bone", 2.0), ("liver", 7.5), ("bone", None)],
    "02": [("lung", 9.0), ("liver", 9.0)],
    "03": [("bone", None)],
    "05": [(None, 0.0)],
    "09": [("bone", 30.0), ("bone", None)],
}

OWN = ("liver", "spleen")


def cases() -> list[Case]:
    # 04 has no lesion, 09 is not included
    return [
        replace(NOBODY, patient=who, index_call=Call.POSITIVE, included=who != "09")
        for who in ("01", "02", "03", "04", "05", "09")
    ]


def lesions() -> dict[str, Sequence[CaseLesion]]:
    return {
        who: [CaseLesion(n, site, Call.POSITIVE, value) for n, (site, value) in enumerate(of, start=1)]
        for who, of in LESIONS.items()
    }


def sites() -> LesionSites:
    dataset: Dataset = dataset_of(cases(), groups={}, lesions=lesions())
    return lesion_sites(dataset, OWN)


def test_the_patient_with_the_highest_lesion_is_first_and_so_is_the_lesion() -> None:
    rows = lesion_rows([case for case in cases() if case.included], lesions(), OWN)
    assert [(row.patient, [lesion.uptake for lesion in row.lesions]) for row in rows] == [
        ("02", [9.0, 9.0]),
        ("01", [7.5, 2.0]),
        ("05", [0.0]),
    ]
    assert [row.highest.site for row in rows] == ["liver", "liver", ""]
    assert [row.highest.at_own for row in rows] == [True, True, False]


def test_only_measured_lesions_of_included_patients_count() -> None:
    found = sites()
    assert (found.measured, found.unmeasured, found.at_own) == (5, 2, 2)
    assert found.uptake == {"bone": (2.0,), "liver": (7.5, 9.0), "lung": (9.0,), "": (0.0,)}
    assert found.patients == {"bone": 1, "liver": 2, "lung": 1, "": 1}


def test_each_patient_has_one_highest_site_or_no_measured_lesion() -> None:
    found = sites()
    assert found.highest_at == {"liver": ("01", "02"), "": ("05",)}
    assert found.without == ("03", "04")


def test_rows_and_sites_say_the_same_of_the_highest_lesion() -> None:
    rows = lesion_rows([case for case in cases() if case.included], lesions(), OWN)
    assert {row.patient: row.highest.site for row in rows} == {
        who: site for site, some in sites().highest_at.items() for who in some
    }


def test_sites_stand_in_the_order_of_the_study_and_others_after_them() -> None:
    assert sites().order(["liver", "brain", "bone"]) == ("liver", "bone", "", "lung")


def test_the_lesions_of_a_site_are_counted_by_class() -> None:
    # classes from 0, 1, 2, 4, 8, 16, 32
    assert sites().classes(("liver", "bone", "")) == (
        (0, 0, 0, 1, 1, 0, 0),
        (0, 0, 1, 0, 0, 0, 0),
        (1, 0, 0, 0, 0, 0, 0),
    )


def test_no_lesion_at_all_is_no_fault() -> None:
    found = lesion_sites(dataset_of(cases(), groups={}, lesions={}), OWN)
    assert (found.measured, found.order(["bone"]), found.with_own) == (0, (), ())
    assert found.without == ("01", "02", "03", "04", "05")
