"""Study folders for tests: a copy of ours, with small edits, as an author would make them."""

from __future__ import annotations

import shutil
from pathlib import Path

from her2dash.study.load import HER2PET

SECOND = Path(__file__).parent / "second"


def copied(to: Path) -> Path:
    """Copy our study, its forms not yet released, so that they may still be edited."""
    folder = to / "study"
    shutil.copytree(HER2PET, folder)
    (folder / "released.toml").write_text("", encoding="utf-8")
    return folder


def edited(folder: Path, file: str, old: str, new: str) -> None:
    """Replace the first occurrence of a text in a file; it must be there."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} does not hold {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
