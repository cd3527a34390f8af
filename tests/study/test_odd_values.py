"""Whatever stands in a study's files, the answer is a list of faults, never a crash."""

from __future__ import annotations

import copy
import json
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from her2dash.study.load import find_faults
from tests.study.folders import SECOND

FILES = ["protocol.toml", "codes.toml", "forms/referral.v1.toml"]
ODD: list[Any] = [7, True, "", "x", [], [3], {}, [{}]]


def as_toml(value: Any) -> str:
    """Write a value as inline TOML; JSON's texts, numbers and lists are TOML's."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {as_toml(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(as_toml(part) for part in value) + "]"
    return json.dumps(value)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the path to everything in a file."""
    entries = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, part in entries:
        yield (*path, key)
        yield from places(part, (*path, key))


def replaced(whole: dict[str, Any], path: tuple[Any, ...], odd: Any) -> dict[str, Any]:
    """Return a copy in which one place holds something odd."""
    changed: Any = copy.deepcopy(whole)
    part = changed
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = odd
    result: dict[str, Any] = changed
    return result


@pytest.mark.parametrize("odd", ODD, ids=json.dumps)
@pytest.mark.parametrize("file", FILES)
def test_anything_odd_anywhere_is_answered_with_faults_that_name_a_remedy(
    file: str, odd: Any, tmp_path: Path
) -> None:
    folder = tmp_path / "study"
    shutil.copytree(SECOND, folder)
    whole = tomllib.loads((folder / file).read_text(encoding="utf-8"))
    for path in places(whole):
        changed = replaced(whole, path, odd)
        text = "\n".join(f"{key} = {as_toml(part)}" for key, part in changed.items())
        (folder / file).write_text(text, encoding="utf-8")
        for fault in find_faults(folder):
            assert fault.file, path
            assert fault.where, path
            assert fault.what, path
            assert fault.remedy, path
