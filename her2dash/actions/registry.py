"""What passed through the door, and who may come in before it: the test of the door reads this."""

from __future__ import annotations

from collections.abc import Callable
from typing import ParamSpec, TypeVar

from her2dash.access import Permission

P = ParamSpec("P")
R = TypeVar("R")

guarded: dict[str, Permission] = {}
entrances: set[str] = set()


def entrance(body: Callable[P, R]) -> Callable[P, R]:
    """Mark a function that works before anybody is signed in; the test of the door knows each by name."""
    entrances.add(f"{body.__module__}.{body.__name__}")
    return body
