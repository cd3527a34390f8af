"""The messages of the interface, read from the source: what stands literally where words are made.

Babel's own extractor passes over a call inside the arguments of another, so the source is parsed here.
"""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import her2dash
import pages
from her2dash import errors

# A message with a plural is the pair of its two texts, any other message its text.
Message = str | tuple[str, str]

_HOMES = tuple(Path(package.__path__[0]) for package in (her2dash, pages))
_PROBLEMS = {
    name for name, kind in inspect.getmembers(errors, inspect.isclass) if issubclass(kind, errors.Problem)
}


@cache
def calls() -> tuple[tuple[str, ast.Call], ...]:
    """Return every call of the source that makes or marks words, with its place."""
    return tuple(
        (f"{path.relative_to(home.parent)}:{node.lineno}", node)
        for home in _HOMES
        for path in sorted(home.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args and _makes_words(node, path)
    )


@cache
def messages() -> dict[Message, str]:
    """Return every message with the place where it is first used."""
    found: dict[Message, str] = {}
    for place, call in calls():
        for message in _texts(call):
            found.setdefault(message, place)
    return found


def _makes_words(call: ast.Call, path: Path) -> bool:
    name, owner = _name(call.func), _name(getattr(call.func, "value", None))
    own_text = name == "__init__" and path == Path(errors.__file__)
    return name in {"words", "N_"} | _PROBLEMS or (name == "count" and owner == "words") or own_text


def _name(node: object) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _texts(call: ast.Call) -> Iterator[Message]:
    texts = [arg.value for arg in call.args[:2] if isinstance(arg, ast.Constant)]
    said = [text for text in texts if isinstance(text, str)]
    if _name(call.func) == "count" and len(said) > 1:
        yield said[0], said[1]
    else:
        yield from said[:1]
