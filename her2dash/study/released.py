"""A released form or code list never changes: its digest stands in released.toml."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from her2dash.study.draft import CODES, RELEASED, Draft
from her2dash.study.faults import Fault, Place


def form_print(path: Path) -> str:
    """Return the digest of a form file, the same on every system: line ends are read as one newline."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def list_print(table: Any) -> str:
    """Return the digest of a code list: of what it says, not of how the file is laid out."""
    said = json.dumps(table, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(said.encode()).hexdigest()


def folder_print(folder: Path) -> str:
    """Return one digest over every file of the folder that says something about the study."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.toml")):
        total.update(f"{path.relative_to(folder).as_posix()} {form_print(path)}\n".encode())
    return total.hexdigest()


def released_faults(draft: Draft) -> Iterator[Fault]:
    """Say which released form or list is no longer what was released."""
    for part in ("forms", "codes"):
        entries = draft.released.get(part, {})
        if isinstance(entries, dict):
            for name, digest in entries.items():
                yield from _compare(draft.prints.get((part, name)), digest, part, name)
        else:
            place = Place(RELEASED, part)
            yield place.fault("it is not a table", f'Write [{part}] and below it lines of name = "digest"')
    for key in sorted(set(draft.released) - {"forms", "codes"}):
        yield Place(RELEASED, key).fault(f'unknown key "{key}"', "Remove it; known keys: forms, codes")


def _compare(found: str | None, released: object, part: str, name: str) -> Iterator[Fault]:
    place = Place(f"forms/{name}.toml", "released form") if part == "forms" else Place(CODES, f"list {name}")
    if found is None:
        yield place.fault("it was released and is no longer there", "Put it back: answers were given to it")
    elif found != released:
        yield place.fault(
            f"it was changed after its release (its digest is {found}, {RELEASED} has {released})",
            f"Put it back as it was, and {_instead(part, name)}",
        )


def _instead(part: str, name: str) -> str:
    if part == "codes":
        return f"make the change in a new list {name}_2, with a new version of the forms that use it"
    stem, _, version = name.rpartition(".v")
    following = int(version) + 1 if version.isdigit() else 2
    return f"make a v{following}: forms/{stem}.v{following}.toml"
