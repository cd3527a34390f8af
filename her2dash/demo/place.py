"""Where a demo lives: made when it is not there, and made anew on request."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from her2dash.actions.clock import GivenClock, SystemClock
from her2dash.actions.office import (
    Office,
    can_be_reset,
    make_place,
    open_office,
    refill_demo,
)
from her2dash.actions.premises import Standing, is_demo, replace_demo, what_stands
from her2dash.demo.cohort import known_cohorts, load_cohort
from her2dash.errors import CannotStart, Refused
from her2dash.i18n import N_
from her2dash.settings import Settings, patients_of

_FILE = "sqlite:///"


def demo_settings(cohort: str) -> Settings:
    """Return the settings of a demo: a database of its own, unless HER2DASH_DATABASE_URL names one."""
    return Settings.from_environment({**os.environ, "HER2DASH_DEMO": "1", "HER2DASH_COHORT": cohort})


def survey(settings: Settings) -> Standing:
    """Tell what stands where the demo is wanted; CannotStart where it cannot be made or is not ours."""
    if not settings.patients:
        load_cohort(settings.cohort)
    if settings.apart and not settings.database_url.startswith(_FILE):
        raise CannotStart(N_("Visitors of a demo are kept apart on SQLite only: unset HER2DASH_DEMO_APART."))
    return what_stands(settings)


def beside(settings: Settings) -> tuple[str, ...]:
    """Return this demo's cohort and those of the demos that stand made beside it."""
    if not settings.database_url.startswith(_FILE):
        return (settings.cohort,)
    files = {file.stem.removeprefix("demo-"): file for file in _folder(settings).glob("demo-*.sqlite")}
    known = {name for name in files if name in known_cohorts() or patients_of(name)} - {settings.cohort}
    there = (name for name in sorted(known) if _stands(files[name], files[name].stat().st_mtime_ns))
    return (settings.cohort, *there)


def settings_beside(settings: Settings, cohort: str) -> Settings:
    """Return the settings of a demo that stands beside this one; Refused for one that does not."""
    if cohort == settings.cohort:
        return settings
    if cohort not in beside(settings):
        raise Refused(N_("There is no such study in this demo."))
    file = _folder(settings) / f"demo-{cohort}.sqlite"
    return replace(settings, cohort=cohort, database_url=f"{_FILE}{file}")


@lru_cache(maxsize=64)
def _stands(file: Path, _changed: int) -> bool:
    # asked for with every page: looked at once, and again when it changed
    return is_demo(file)


def file_of(settings: Settings) -> Path:
    """Return the file of a demo on SQLite."""
    return Path(settings.database_url.removeprefix(_FILE))


def _folder(settings: Settings) -> Path:
    return file_of(settings).parent


def is_there(settings: Settings) -> bool:
    """Tell whether the demo that the settings name is made already."""
    return survey(settings) is Standing.DEMO


def prepare(settings: Settings, *, now: datetime | None = None) -> None:
    """Make the demo that the settings name, unless it is there.

    A demo of another version of the app is made anew: it is synthetic. A file is made aside and put in its
    place when it is whole: an interrupted making leaves everything as it was.
    """
    standing, moment = survey(settings), now or SystemClock().now()
    if standing is Standing.DEMO:
        return
    if settings.database_url.startswith(_FILE):
        _make_file(settings, moment, standing)
        return
    if standing is Standing.OTHER_VERSION:
        replace_demo(settings)
    _make(settings, moment)


def reset(office: Office, settings: Settings, *, now: datetime | None = None) -> None:
    """Put the demo back to its start, with days that count from today; people are signed out."""
    if not can_be_reset(office):
        raise Refused(N_("Only a demo on SQLite can be put back to its start."))
    with TemporaryDirectory() as folder:
        fresh = replace(settings, database_url=f"{_FILE}{Path(folder) / 'fresh.sqlite'}")
        _make(fresh, now or SystemClock().now())
        refill_demo(office, fresh)


def _make_file(settings: Settings, now: datetime, standing: Standing) -> None:
    file = file_of(settings)
    with TemporaryDirectory(dir=_made(file.parent), prefix="making-") as folder:
        aside = Path(folder) / file.name
        fresh = replace(settings, database_url=f"{_FILE}{aside}")
        _make(fresh, now)
        if standing is Standing.OTHER_VERSION:
            replace_demo(settings, fresh)
        else:
            _written(aside).replace(file)


def _written(file: Path) -> Path:
    """Return a file that is on the disk as a whole."""
    with file.open("rb+") as made:
        os.fsync(made.fileno())
    return file


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _make(settings: Settings, now: datetime) -> None:
    # what makes a demo is brought in where one is made: most starts find it there
    from her2dash.demo.build import Builder
    from her2dash.demo.registry import Registry

    clock = GivenClock(now)
    make_place(settings, demo=True, clock=clock)
    office = open_office(settings, clock=clock, lasting=False)
    try:
        if settings.patients:
            Registry(office, clock, settings.patients, now).build()
        else:
            Builder(office, clock, load_cohort(settings.cohort), now).build()
    finally:
        office.database.dispose()
