"""What a form is made of: code lists, items, groups of items, and when an item is asked.

An item of a repeating group is answered once in every row; her2dash.study.rows says how that is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from her2dash.errors import NotFound
from her2dash.i18n import N_
from her2dash.study.text import Text

# A code (single, scale), a number with a point, an ISO date, words; or the codes chosen of several.
Value = str | tuple[str, ...]
Answers = Mapping[str, Value]

# Stands where a typed text was that was blanked since: the question is answered, what hangs on it is asked.
# A control sign, which nobody can type (study/values.py refuses it).
BLANKED = "\x18"

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
CodeName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_]+$", max_length=40)]


class Frozen(BaseModel):
    """A piece of the study: read once, never changed, and no key that nobody knows."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Named(Frozen):
    """A piece of a form that is found by its name; the name is enough of a hash to look it up quickly."""

    id: Name

    def __hash__(self) -> int:
        return hash(self.id)


class Kind(StrEnum):
    """How an item is answered."""

    SINGLE = "single"
    SEVERAL = "several"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    SCALE = "scale"
    ROW = "row"  # the row of a repeating group itself; no form file asks for it

    @property
    def coded(self) -> bool:
        """Whether its answers are codes of a list."""
        return self in (Kind.SINGLE, Kind.SEVERAL, Kind.SCALE)


class Code(Frozen):
    """One option: what is stored, what is shown, and the group that the analysis puts it in."""

    code: CodeName
    label: Text
    group: Name | None = None
    alone: bool = False  # "none of these": cannot be chosen together with another


class CodeList(Named):
    """The options of a question, in the order in which they are shown."""

    codes: tuple[Code, ...]
    proposed: bool = False  # the wording is ours, not the trial's

    def labels(self, language: str) -> dict[str, str]:
        """Return what is shown for each code, in order."""
        return {code.code: code.label[language] for code in self.codes}

    def code(self, code: str) -> Code:
        """Return the option that is stored as this code."""
        for known in self.codes:
            if known.code == code:
                return known
        raise NotFound(N_("The list {list} has no such code."), list=self.id)

    def codes_in(self, group: str) -> tuple[str, ...]:
        """Return the codes that belong to a group."""
        return tuple(code.code for code in self.codes if code.group == group)

    def position(self, code: str) -> int:
        """Return the place of a code in the list, from 1: a scale's point as a number."""
        return self.codes.index(self.code(code)) + 1


class AskIf(Frozen):
    """One condition on an earlier item of the same form; an unanswered item meets only answered = false."""

    item: str
    is_: tuple[str, ...] | None = Field(default=None, alias="is")
    is_not: tuple[str, ...] | None = None
    at_least: str | None = None
    answered: bool | None = None

    @model_validator(mode="after")
    def _one_condition(self) -> AskIf:
        given = [c for c in (self.is_, self.is_not, self.at_least, self.answered) if c is not None]
        if len(given) != 1:
            remedy = (
                "Write exactly one of is, is_not, at_least, answered; several conditions are several tables"
            )
            raise PydanticCustomError(
                "one_condition", "holds {n} conditions", {"n": len(given), "remedy": remedy}
            )
        return self


class Unusual(Frozen):
    """Numbers that are possible and rare: they are kept, and the signer is asked why they are right."""

    below: Decimal | None = None
    above: Decimal | None = None
    ask: Text

    def holds(self, value: Value) -> bool:
        """Tell whether a number lies outside the usual."""
        number = Decimal(str(value))
        return (self.below is not None and number < self.below) or (
            self.above is not None and number > self.above
        )


class Item(Named):
    """One question. Nothing is preselected: a definition cannot even say so."""

    kind: Kind
    label: Text
    hint: Text | None = None
    codes: str | None = None
    required: bool = False  # to sign; saving is always possible
    ask_if: tuple[AskIf, ...] = ()  # all of them must hold
    minimum: Decimal | None = None  # beyond the two a number is impossible, and refused
    maximum: Decimal | None = None
    impossible: Text | None = None  # why, in the clinic's words
    unusual: Unusual | None = None
    whole: bool = False  # a count: no decimals
    unit: str | None = None
    missing: str | None = None  # the code list of reasons for which there can be no answer
    earliest: Literal["today"] | None = None
    latest: Literal["today"] | None = None
    not_before: str | None = None  # an earlier date of the same form
    max_length: int | None = Field(default=None, gt=0)
    proposed: bool = False


class Group(Named):
    """Related questions: one page of the form. With `repeats`, the page holds any number of rows of them."""

    title: Text
    items: tuple[Item, ...]
    repeats: Text | None = None  # what one row is called, such as "Lesion"
    ask_if: tuple[AskIf, ...] = ()  # of a repeating group; all of them must hold
    at_least: int = Field(default=0, ge=0)
    at_most: int = Field(default=30, gt=0)


class Sum(Frozen):
    """Numbers of a form that must add up."""

    total: Name
    parts: tuple[Name, ...]


class Conflict(Frozen):
    """Answers of a form that cannot all be right: all conditions hold. `say` tells why, at one question."""

    when: tuple[AskIf, ...] = Field(min_length=1)
    at: Name
    say: Text


class Form(Named):
    """One version of a form, as its signer reads it."""

    version: int = Field(gt=0)
    title: Text
    intro: Text
    meaning: Text  # what the signature says
    minutes: int = Field(gt=0)
    groups: tuple[Group, ...]
    sums: tuple[Sum, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    proposed: bool = False

    @property
    def items(self) -> tuple[Item, ...]:
        """Every question of the form, in order."""
        return tuple(item for group in self.groups for item in group.items)

    def item(self, id: str) -> Item:
        """Return one question."""
        for item in self.items:
            if item.id == id:
                return item
        raise NotFound(N_("The form {form} has no question {item}."), form=self.id, item=id)
