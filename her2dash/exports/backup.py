"""A backup as one file: a zip that holds a copy of the database, and the manifest of that very copy."""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

from pydantic import ValidationError

from her2dash.actions.backup import State, must_take, put_copy, state_of, take_copy
from her2dash.errors import Refused
from her2dash.exports.manifest import Manifest, manifest_of
from her2dash.i18n import N_
from her2dash.settings import Settings

MANIFEST, COPY = "manifest.json", "record.sqlite"
UNPROVEN = ".unproven"

# A manifest is read into memory whole; that of a registry of 20,000 has some 100 kB.
_LONGEST = 64 * 1024 * 1024


@dataclass(frozen=True)
class Made:
    """A backup that was written: where it stands, what it says of itself, and the proof of its record."""

    file: Path
    manifest: Manifest
    state: State


def make_backup(settings: Settings, file: Path, made: datetime) -> Made:
    """Copy a place that may be at work, verify the copy, and write both as one file, or nothing.

    A record that does not hold is written beside, as FILE.unproven: better than nothing, and no backup.
    Refused where FILE is there already or cannot be written, CannotStart where the app could not open the
    place.
    """
    _must_be_new(file)
    with _written(), TemporaryDirectory(dir=file.parent, prefix=".backup-") as folder:
        copy = Path(folder) / COPY
        state = state_of(take_copy(settings, copy), at=made)
        manifest = manifest_of(state, made=made, copy_hash=_hash(copy))
        name = file if state.findings else file.with_name(file.name + UNPROVEN)
        _pack(copy, manifest, Path(folder) / file.name, name)
        return Made(name, manifest, state)


def manifest_in(file: Path) -> Manifest:
    """Return what a backup says of itself; Refused for a file that is none, or is damaged there."""
    try:
        with ZipFile(file) as opened:
            if opened.getinfo(MANIFEST).file_size > _LONGEST:
                raise BadZipFile(f"its manifest is longer than {_LONGEST} bytes")
            return Manifest.model_validate_json(opened.read(MANIFEST))
    except OSError as error:
        raise Refused(N_("{file} cannot be read: {why}."), file=file, why=error.strerror or error) from error
    except KeyError as error:
        raise Refused(N_("{file} is no backup of ours: there is no manifest in it."), file=file) from error
    except BadZipFile as error:
        raise Refused(N_("{file} is no backup, or it is damaged: {why}."), file=file, why=error) from error
    except (ValidationError, zlib.error) as error:
        raise Refused(
            N_("The manifest in {file} cannot be read: it is damaged, or of a later version of the app."),
            file=file,
        ) from error


def restore_backup(settings: Settings, file: Path, now: datetime) -> State:
    """Put a backup into the empty place of the settings, and return what then stands there.

    Refused for a damaged file, CannotStart for a place that is not empty or a backup that does not fit it;
    nothing is changed then.
    """
    manifest = manifest_in(file)
    must_take(settings, manifest.stamp)
    with _written(), TemporaryDirectory() as folder:
        copy = Path(folder) / COPY
        _unpack(file, copy)
        if _hash(copy) != manifest.copy_hash:
            raise Refused(N_("The data in {file} are not those of its manifest: it is damaged."), file=file)
        put_copy(settings, copy, at=now)
    return state_of(settings, at=manifest.made, noted=manifest.heads)


def _must_be_new(file: Path) -> None:
    if file.exists():
        raise Refused(
            N_("{file} is there already; a backup replaces nothing. Choose another name."), file=file
        )
    if not file.parent.is_dir():
        raise Refused(N_("There is no folder {folder}. Make it, or name another."), folder=file.parent)


def _pack(copy: Path, manifest: Manifest, aside: Path, file: Path) -> None:
    """Write the zip aside, readable to its owner alone, and give it its name when it is whole on the disk."""
    _must_be_new(file)
    with open(aside, "xb", opener=_private) as raw:
        with ZipFile(raw, "w", ZIP_DEFLATED) as packed:
            packed.writestr(MANIFEST, manifest.model_dump_json(indent=2))
            packed.write(copy, COPY)
        raw.flush()
        os.fsync(raw.fileno())
    _must_be_new(file)  # it may have come meanwhile
    aside.rename(file)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _unpack(file: Path, copy: Path) -> None:
    try:
        with ZipFile(file) as opened, opened.open(COPY) as packed, copy.open("xb") as written:
            shutil.copyfileobj(packed, written)
    except KeyError as error:
        raise Refused(N_("{file} is no whole backup: the data are missing in it."), file=file) from error
    except (BadZipFile, zlib.error, EOFError) as error:
        raise Refused(N_("{file} is no backup, or it is damaged: {why}."), file=file, why=error) from error


def _hash(file: Path) -> str:
    with file.open("rb") as content:
        return file_digest(content, "sha256").hexdigest()


@contextmanager
def _written() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Refused(N_("The copy could not be written: {why}."), why=error.strerror or error) from error
