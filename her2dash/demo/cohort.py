"""A demo's cohort as data: people, patients, and what happens to each on which day."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict

from her2dash.access import Role
from her2dash.errors import CannotStart


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DemoPerson(_Frozen):
    """An invented person."""

    login: str
    name: str
    roles: tuple[Role, ...]
    site: str | None = None


class DemoRelease(_Frozen):
    """The release of the index test, with a reason where the order was broken."""

    day: int
    reason: str | None = None


class DemoPatient(_Frozen):
    """An invented patient; days count back from the day on which the demo is made."""

    number: str
    physician: str
    age: int
    dilemma: str
    enrolled: int
    planned: int
    release: DemoRelease | None = None
    forms: Mapping[str, Mapping[str, Any]] = {}


class Cohort(_Frozen):
    """A synthetic study."""

    study: str
    person: tuple[DemoPerson, ...]
    usual: Mapping[str, Mapping[str, Any]]
    patient: tuple[DemoPatient, ...]


def known_cohorts() -> tuple[str, ...]:
    """Return the names of the cohorts that come with the app."""
    found = (file.name for file in files("her2dash.demo").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def load_cohort(name: str) -> Cohort:
    """Read a cohort; CannotStart, with those there are, for one there is not."""
    if name not in known_cohorts():
        known = ", ".join(known_cohorts())
        raise CannotStart("There is no demo cohort {name}; there is {known}.", name=name, known=known)
    raw = tomllib.loads((files("her2dash.demo") / f"{name}.toml").read_text(encoding="utf-8"))
    raw["patient"] = [_with_forms(patient, raw["usual"]) for patient in raw["patient"]]
    return Cohort.model_validate(raw)


def _with_forms(patient: dict[str, Any], usual: Mapping[str, Any]) -> dict[str, Any]:
    forms = {form: patient.pop(form) for form in usual if form in patient}
    return {**patient, "forms": forms}
