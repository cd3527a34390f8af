"""What the events say, gathered while a chain is checked, and the places where something does not hold."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from her2dash.store.ledger import GENESIS

RECORD, ACCESS, CASES, TRIGGERS = "record", "access", "cases", "triggers"
CHANGED = "was changed after it was written"

# What is no event's: how it is called where it does not hold.
_BESIDE = {CASES: "the rows of the statistics", TRIGGERS: "the protection of the rows"}


@dataclass(frozen=True)
class Break:
    """Where something does not hold, and why; `event` is the event that it breaks."""

    chain: str
    event: int
    why: str

    def __str__(self) -> str:
        return f"{_BESIDE.get(self.chain) or f'{self.chain} event {self.event}'}: {self.why}"


@dataclass
class Added:
    """A person as an event added one; `password` is the mark of the newest password that an event gave."""

    event: int
    at: object
    login: object
    name: object
    site: object
    password: object
    password_event: int


@dataclass
class Links:
    """What the events of the chains say."""

    covered: dict[tuple[str, int], tuple[int, str]] = field(default_factory=dict)
    people: dict[int, Added] = field(default_factory=dict)
    named: dict[int, tuple[str, int]] = field(default_factory=dict)  # person -> chain and first event
    factors: dict[int, tuple[object, int]] = field(default_factory=dict)  # person -> mark, event that gave it
    made: tuple[datetime, Mapping[str, Any]] | None = None
    last: dict[str, tuple[int, str]] = field(
        default_factory=lambda: {RECORD: (0, GENESIS), ACCESS: (0, GENESIS)}
    )


def gather(chain: str, event: Mapping[str, Any], said: Links) -> bool:
    """Take in what an event says; tell whether it has the shape that events of ours have."""
    who, key = event["person_id"], event["id"]
    if isinstance(who, int):
        said.named.setdefault(who, (chain, key))
    if chain == ACCESS:
        return True
    detail, rows = _parsed(event["detail"]), _parsed(event["rows"])
    if not isinstance(detail, dict) or not isinstance(rows, list) or not all(map(_is_row, rows)):
        return False
    for table, row, row_hash in rows:
        said.covered[table, row] = (key, row_hash)
    if key == 1 and event["deed"] == "place.made":
        said.made = (event["at"], detail)
    _gather_person(event, detail, said)
    return True


def _gather_person(event: Mapping[str, Any], detail: Mapping[str, Any], said: Links) -> None:
    who, key = detail.get("person"), event["id"]
    if not isinstance(who, int):
        return
    said.named.setdefault(who, (RECORD, key))
    if event["deed"] in ("place.made", "person.added"):
        login, name, site = (detail.get(each) for each in ("login", "name", "site"))
        said.people.setdefault(who, Added(key, event["at"], login, name, site, None, key))
    if "factor" in detail:
        said.factors[who] = (detail["factor"], key)
    if "password" in detail and who in said.people:
        said.people[who].password, said.people[who].password_event = detail["password"], key


def _parsed(text: object) -> object:
    try:
        return json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None


def _is_row(row: object) -> bool:
    return isinstance(row, list) and [type(part) for part in row] == [str, int, str]
