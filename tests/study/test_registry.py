"""The study as a registry: more sites and patients, everything else the study's own."""

from __future__ import annotations

import re

import pytest

from her2dash.settings import LARGEST_REGISTRY
from her2dash.study.load import load_study
from her2dash.study.registry import as_registry

STUDY = load_study()


@pytest.mark.parametrize(
    ("patients", "sites"), [(1, 4), (40, 4), (201, 5), (2000, 40), (LARGEST_REGISTRY, 99)]
)
def test_it_has_a_site_for_every_fifty_patients_its_own_first(patients: int, sites: int) -> None:
    found = as_registry(STUDY, patients).sites
    assert len(found) == sites
    assert found[: len(STUDY.sites)] == STUDY.sites


def test_every_site_has_a_name_of_its_own_and_is_marked_as_invented() -> None:
    names = [site.name for site in as_registry(STUDY, LARGEST_REGISTRY).sites]
    assert len(set(names)) == len(names)
    assert all(name.endswith("(invented)") for name in names)


def test_every_site_can_number_its_patients_as_the_protocol_says() -> None:
    for site in as_registry(STUDY, LARGEST_REGISTRY).sites:
        assert re.fullmatch(STUDY.number_pattern, f"{site.code}-999")


def test_it_asks_the_same_and_counts_as_another_study_for_what_was_kept_of_it() -> None:
    found = as_registry(STUDY, 2000)
    assert (found.forms, found.codes, found.schedule, found.threshold) == (
        STUDY.forms,
        STUDY.codes,
        STUDY.schedule,
        STUDY.threshold,
    )
    assert found.target == 2500
    assert len({found.digest, as_registry(STUDY, 2001).digest, STUDY.digest}) == 3
