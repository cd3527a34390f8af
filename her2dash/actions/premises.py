"""What stands where a demo is wanted: only nothing gives way to it, or a demo that this app cannot open."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from her2dash.actions.registry import entrance
from her2dash.errors import CannotStart
from her2dash.i18n import N_
from her2dash.settings import Settings
from her2dash.store import history, place
from her2dash.store.database import Database


class Standing(StrEnum):
    """What gives way to a demo, and the demo that need not be made again."""

    NOTHING = "nothing"
    DEMO = "demo"
    OTHER_VERSION = "demo of another version"


@entrance
def what_stands(settings: Settings) -> Standing:
    """Tell what stands at the address of a demo; CannotStart where it is not ours to replace.

    Nothing there is changed by looking.
    """
    file = _file(settings)
    if file is None:
        return _in_database(settings)
    if not file.exists():
        return Standing.NOTHING
    return _of_ours(*place.stamp_in(file), where=str(file))


@entrance
def is_demo(file: Path) -> bool:
    """Tell whether a file of SQLite is a demo that this version of the app can open."""
    revision, facts = place.stamp_in(file)
    return facts.get("kind") == "demo" and revision == history.head()


@entrance
def copy_demo(source: Settings, target: Settings) -> None:
    """Make a demo that holds what another holds now, in a new file; CannotStart for what is no demo."""
    if what_stands(source) is not Standing.DEMO:
        raise CannotStart(N_("Only a demo of this version of the app is copied; nothing was made."))
    database = Database(target.database_url)
    try:
        database.copy_from(Database(source.database_url, create=False))
    finally:
        database.dispose()


@entrance
def replace_demo(settings: Settings, fresh: Settings | None = None) -> None:
    """Put a fresh demo in the place of one that this app cannot open; without one, clear the ground."""
    if what_stands(settings) is not Standing.OTHER_VERSION:
        raise CannotStart(N_("Only a demo of another version of the app is replaced; nothing was changed."))
    database = Database(settings.database_url, create=False)
    try:
        if fresh is not None:
            database.copy_from(Database(fresh.database_url, create=False))
        else:
            with database.writing() as connection:
                place.clear(connection)
    finally:
        database.dispose()


def _file(settings: Settings) -> Path | None:
    kind, _, file = settings.database_url.partition(":///")
    return Path(file.partition("?")[0]) if kind.partition("+")[0] == "sqlite" and file else None


def _in_database(settings: Settings) -> Standing:
    database = Database(settings.database_url, create=False)
    try:
        with database.reading() as connection:
            revision, facts = place.stamp_of(connection)
            # Tables of ours without a stamp are a making that was interrupted: it goes on where it stopped.
            if not history.tables(connection) or (revision and not facts):
                return Standing.NOTHING
        return _of_ours(revision, facts, where=database.url.database or "")
    finally:
        database.dispose()


def _of_ours(revision: str | None, facts: dict[str, str], *, where: str) -> Standing:
    kind = facts.get("kind") if revision else None
    if kind is None:
        raise CannotStart(
            N_(
                "There is something else at {where} already, and nothing was changed. "
                "Move it away, or name another database in HER2DASH_DATABASE_URL."
            ),
            where=where,
        )
    if kind != "demo":
        raise CannotStart(
            N_("This database is stamped as {kind}: her2dash demo opens demos, her2dash serve studies."),
            kind=kind,
        )
    return Standing.DEMO if revision == history.head() else Standing.OTHER_VERSION
