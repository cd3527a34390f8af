"""What stands in a backup, and files that are none."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import sqlalchemy as sa

from db.schema import metadata, session
from her2dash.store.database import Database
from tests.filled import filled
from tests.house import House

Change = Callable[[dict[str, Any]], None]


def sign_first_form(house: House, handle: str) -> None:
    study = house.office.study
    first = study.form(study.release.sealed_first)
    house.sign("anna", handle, first.id, filled(study, first, house.clock.now().date()))


def contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table but the sessions, which end with a restore."""
    database = Database(url, create=False)
    with database.reading() as connection:
        found = {
            table.name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=repr)
            for table in metadata.sorted_tables
            if table is not session
        }
    database.dispose()
    return found


def repacked(file: Path, *, change: Change | None = None, copy: bytes | None = None, leave: str = "") -> Path:
    """Pack a backup anew with another manifest, another copy, or one of the two left out."""
    with ZipFile(file) as packed:
        parts = {name: packed.read(name) for name in packed.namelist() if name != leave}
    if copy is not None:
        parts["record.sqlite"] = copy
    if change is not None:
        manifest = json.loads(parts["manifest.json"])
        change(manifest)
        parts["manifest.json"] = json.dumps(manifest).encode()
    other = file.with_name("other.backup")
    with ZipFile(other, "w") as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return other


def heads(said: str) -> dict[str, str]:
    return dict(re.findall(r"^(record|access): ([0-9a-f]{64})$", said, re.MULTILINE))
