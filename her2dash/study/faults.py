"""A fault of a study folder in words that its author can act on: file, place, what is wrong, remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from her2dash.study.forms import AskIf, Code, Conflict, Sum, Unusual
from her2dash.study.protocol import Release, Window
from her2dash.study.roles import Marker, Meanings, Roles
from her2dash.study.rules import Days, When


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that keeps a study folder from being used."""

    file: str
    where: str
    what: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.where}: {self.what}. {self.remedy}."


@dataclass(frozen=True)
class Place:
    """Where in the folder we are reading."""

    file: str
    where: str

    def fault(self, what: str, remedy: str) -> Fault:
        """Return a fault of this place."""
        return Fault(self.file, self.where, what, remedy)


# The tables that stand inside another piece, to name the keys that they know.
_INNER: dict[str, type[BaseModel]] = {
    "ask_if": AskIf,
    "codes": Code,
    "window": Window,
    "release": Release,
    "roles": Roles,
    "meanings": Meanings,
    "marker": Marker,
    "unusual": Unusual,
    "sums": Sum,
    "conflicts": Conflict,
    "days": Days,
    "when": When,
    **{
        name: field.annotation
        for name, field in Meanings.model_fields.items()
        if isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel)
    },
}

_REMEDIES = {
    "bool_type": "Write true or false, without quotes",
    "bool_parsing": "Write true or false, without quotes",
    "int_type": "Write a whole number, without quotes",
    "int_parsing": "Write a whole number, without quotes",
    "int_from_float": "Write a whole number",
    "string_type": "Write text in quotes",
    "string_too_short": "Write something between the quotes",
    "tuple_type": "Write a list: [ … ]",
    "model_type": "Write a table: { … }",
    "decimal_parsing": "Write a number",
    "decimal_type": "Write a number",
    "string_pattern_mismatch": "Use small letters, digits and underscores only; a name begins with a letter",
}


def shape_faults(place: Place, kind: type[BaseModel], error: ValidationError) -> Iterator[Fault]:
    """Say in our words what pydantic found in one piece."""
    for detail in error.errors(include_url=False):
        yield place.fault(*_told(kind, detail))


def _told(kind: type[BaseModel], detail: ErrorDetails) -> tuple[str, str]:
    *outer, key = _path(detail["loc"])
    name = ".".join([*outer, key])
    context: Mapping[str, Any] = detail.get("ctx", {})
    if detail["type"] == "missing":
        return f'"{name}" is missing', f'Add "{key}"'
    if detail["type"] == "extra_forbidden":
        return f'unknown key "{name}"', _known(_owner(kind, outer), key)
    given = _shown(detail["input"])
    if "remedy" in context:
        return f'"{name}" is {given}: it {detail["msg"]}', str(context["remedy"])
    if "expected" in context:
        return f'"{name}" is {given}, which is unknown', f"Use one of {context['expected']}"
    return f'"{name}" is {given}', _REMEDIES.get(detail["type"], detail["msg"])


def _path(loc: tuple[int | str, ...]) -> list[str]:
    # ("ask_if", 0, "is") reads ask_if[1].is: people count from one
    steps: list[str] = []
    for step in loc:
        if isinstance(step, int):
            steps[-1] += f"[{step + 1}]"
        else:
            steps.append(step)
    return steps or ["this"]


def _owner(kind: type[BaseModel], outer: list[str]) -> type[BaseModel]:
    return _INNER.get(outer[-1].split("[")[0], kind) if outer else kind


def _known(kind: type[BaseModel], key: str) -> str:
    keys = [field.alias or name for name, field in kind.model_fields.items()]
    close = get_close_matches(key, keys, n=1)
    guess = f'Write "{close[0]}", or remove it' if close else "Remove it"
    return f"{guess}; known keys: {', '.join(keys)}"


def _shown(value: object) -> str:
    text = f'"{value}"' if isinstance(value, str) else str(value)
    return text if len(text) <= 60 else f"{text[:57]}…"
