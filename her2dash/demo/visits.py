"""A copy of a demo for each of its visitors, kept as long as somebody is in it.

It is named study~visitor; whoever knows the name may come in, so that it cannot be guessed.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from secrets import choice
from string import ascii_lowercase, digits

from her2dash.actions.door import IDLE, LASTS
from her2dash.actions.premises import copy_demo
from her2dash.demo.place import file_of, settings_beside
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.settings import Settings

MOST = 100
"""So many copies at once; who comes when all are in use is asked to come later."""

ROOM = 2_000_000_000
"""Bytes of all copies together: a study of 20,000 patients takes half a gigabyte."""

_NAME = re.compile(r"([a-z0-9][a-z0-9-]{0,39})~([a-z0-9]{20})")
_SIGNS = ascii_lowercase + digits


def settings_at(settings: Settings, place: str) -> Settings:
    """Return the settings of a study, or of a visitor's copy of one; Refused for what is not there."""
    named = _NAME.fullmatch(place)
    if named is None or not settings.apart:
        return settings_beside(settings, place)
    study = settings_beside(settings, named[1])
    file = _visits(settings) / f"{place}.sqlite"
    if not file.is_file():
        raise Refused(N_("This demo was put away, since nobody was in it for long. Begin another."))
    return replace(study, database_url=f"sqlite:///{file}")


def begin_visit(settings: Settings, study: str, visitor: str, now: datetime) -> str:
    """Return the name of a visitor's copy, made unless it is there; Refused when all are taken."""
    place = f"{study}~{visitor or _new_visitor()}"
    if _NAME.fullmatch(place) is None:
        raise Refused(N_("There is no such study in this demo."))
    original, file = settings_beside(settings, study), _visits(settings) / f"{place}.sqlite"
    if not file.is_file():
        _clear_interrupted(settings, now)
        _make_room(settings, file_of(original).stat().st_size, now)
        aside = file.with_suffix(".making")
        copy_demo(original, replace(original, database_url=f"sqlite:///{aside}"))
        aside.replace(file)
    return place


def _clear_interrupted(settings: Settings, now: datetime) -> None:
    """Throw away the copies whose making was cut off: nobody can come in, and they would stay for ever."""
    for part in _visits(settings).glob("*~*.making*"):  # with the journal that SQLite leaves beside it
        if _idle(part, now) > IDLE:  # a younger one may be in the making for another visitor
            part.unlink(missing_ok=True)


def _make_room(settings: Settings, wanted: int, now: datetime) -> None:
    """Throw away what nobody was in for long, and for want of room what nobody is in."""
    kept = sorted(_visits(settings).glob("*~*.sqlite"), key=_used)
    while kept and (
        _idle(kept[0], now) > LASTS or len(kept) >= MOST or sum(map(_size, kept)) + wanted > ROOM
    ):
        if _idle(kept[0], now) <= IDLE:  # somebody may still be signed in
            raise Refused(N_("All places of this demo are taken. Try again in half an hour."))
        for part in _parts(kept.pop(0)):
            part.unlink(missing_ok=True)


def _idle(file: Path, now: datetime) -> timedelta:
    # whoever does anything is written down, so that the file or its journal changes
    return timedelta(seconds=now.timestamp() - _used(file))


def _used(file: Path) -> float:
    return max(part.stat().st_mtime for part in _parts(file) if part.exists())


def _size(file: Path) -> int:
    return file.stat().st_size


def _parts(file: Path) -> tuple[Path, ...]:
    return (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm")))


def _visits(settings: Settings) -> Path:
    return file_of(settings).parent / "visits"


def _new_visitor() -> str:
    return "".join(choice(_SIGNS) for _ in range(20))
