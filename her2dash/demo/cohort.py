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


class DemoDeed(_Frozen):
    """Something that somebody does on a day, counted back from the day on which the demo is made."""

    day: int


class DemoRelease(DemoDeed):
    """The release of the index test, with a reason where the order was broken."""

    reason: str | None = None


class DemoReassignment(DemoDeed):
    """The patient goes to another physician."""

    physician: str


class DemoReplanning(DemoDeed):
    """The index test is planned for another day."""

    planned: int


class DemoGivingUp(DemoDeed):
    """A form is closed as not obtained."""

    form: str
    reason: str


class DemoExplanation(DemoDeed):
    """A query is explained."""

    rule: str
    text: str


class DemoAnswer(DemoDeed):
    """A question about a signed form is answered by who fills that form."""

    text: str


class DemoInquiry(DemoDeed):
    """The monitor asks about a signed answer, or the form as a whole; answered and closed, where it is."""

    form: str
    item: str | None = None
    text: str
    answered: DemoAnswer | None = None
    closed: DemoDeed | None = None


class DemoLock(DemoDeed):
    """The investigator locks a signed form, or without one all of a patient's record."""

    form: str | None = None


class DemoCorrection(DemoDeed):
    """A signed form is opened again and changed; unsigned, it stays open."""

    reason: str
    answers: Mapping[str, Any]
    signed: bool = True


class DemoProxy(_Frozen):
    """Who answers for the person that a form is addressed to, and from which source."""

    role: Role
    source: str


class DemoForm(DemoDeed):
    """A form that is filled: signed, or begun as far as its draft names the questions."""

    answers: Mapping[str, Any]
    by: DemoProxy | None = None
    draft: tuple[str, ...] | None = None
    corrections: tuple[DemoCorrection, ...] = ()


class DemoPatient(_Frozen):
    """An invented patient."""

    number: str
    physician: str
    age: int
    dilemma: str
    enrolled: int
    planned: int
    release: DemoRelease | None = None
    reassigned: DemoReassignment | None = None
    replanned: DemoReplanning | None = None
    not_obtained: tuple[DemoGivingUp, ...] = ()
    explained: tuple[DemoExplanation, ...] = ()
    asked: tuple[DemoInquiry, ...] = ()
    locked: tuple[DemoLock, ...] = ()
    forms: Mapping[str, DemoForm] = {}

    def physician_on(self, day: int) -> str:
        """Return the login of the referring physician on a day."""
        moved = self.reassigned
        return moved.physician if moved and day <= moved.day else self.physician


class Cohort(_Frozen):
    """A synthetic study; `usual_row` holds what the rows of a repeating group share."""

    study: str
    reference: str = ""
    person: tuple[DemoPerson, ...]
    usual: Mapping[str, Mapping[str, Any]]
    usual_row: Mapping[str, Mapping[str, Any]] = {}
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
    said = {form: patient.pop(form) for form in usual if form in patient}
    forms = {form: _form({**usual[form], **said[form]}, patient["enrolled"]) for form in said}
    return {**patient, "forms": forms}


def _form(said: dict[str, Any], enrolled: int) -> dict[str, Any]:
    """Part how a form is filled from its answers; without a day it is filled `after` days of enrolment."""
    own = {key: said.pop(key) for key in DemoForm.model_fields if key in said}
    return {"day": enrolled - said.pop("after", 0), **own, "answers": said}
