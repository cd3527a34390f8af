"""Rules that look across forms: a deviation is listed with the patient, a query waits for an explanation."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from her2dash.study.forms import Frozen, Name
from her2dash.study.roles import Ref
from her2dash.study.text import Text


class Days(Frozen):
    """Whole days from one day to another, and how many are allowed.

    A day is "enrolment", "planned", "release", a date that a form holds ("pet.scanned_on"), or the day on
    which a form was first signed ("q_month3.signed").
    """

    since: str
    until: str
    at_least: int | None = None
    at_most: int | None = None


class When(Frozen):
    """One condition on the signed answers to a question, in whatever row they stand."""

    item: Ref
    is_: tuple[str, ...] | None = Field(default=None, alias="is")
    is_not: tuple[str, ...] | None = None
    group: str | None = None  # one of the answers belongs to this group of its code list
    no_group: str | None = None  # there are answers, and none belongs to it
    answered: bool | None = None

    @model_validator(mode="after")
    def _one_condition(self) -> When:
        all_of_them = (self.is_, self.is_not, self.group, self.no_group, self.answered)
        given = [each for each in all_of_them if each is not None]
        if len(given) != 1:
            remedy = "Write exactly one of is, is_not, group, no_group, answered; several are several tables"
            raise PydanticCustomError(
                "one_condition", "holds {n} conditions", {"n": len(given), "remedy": remedy}
            )
        return self


class Rule(Frozen):
    """What is noticed by itself: days outside what is allowed, or answers that do not fit together."""

    id: Name
    sort: Literal["deviation", "query"]
    title: Text
    days: Days | None = None
    when: tuple[When, ...] = ()  # all of them hold
    proposed: bool = False

    @model_validator(mode="after")
    def _one_kind(self) -> Rule:
        if (self.days is None) == (not self.when):
            remedy = "Write days, or one or more tables of when"
            raise PydanticCustomError("one_kind", "needs days or when, and not both", {"remedy": remedy})
        return self
