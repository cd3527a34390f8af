"""Opening a study on a database: of this study, at the newest revision, and either a demo or real."""

from __future__ import annotations

from her2dash.access import Role
from her2dash.actions.accounts import SYSTEM
from her2dash.actions.clock import Clock, SystemClock
from her2dash.actions.desk import Desk, Office
from her2dash.actions.passwords import NoPasswords, Passwords
from her2dash.actions.registry import entrance
from her2dash.errors import CannotStart, Refused
from her2dash.i18n import N_
from her2dash.settings import Settings
from her2dash.store import history, people, place
from her2dash.store.database import Database
from her2dash.store.ledger import Author, Deed, Ledger
from her2dash.study.load import load_study
from her2dash.study.model import Study
from her2dash.study.registry import as_registry

__all__ = [
    "Desk", "Office", "can_be_reset", "make_place", "open_office", "refill_demo", "upgrade_place",
]  # fmt: skip


@entrance
def make_place(settings: Settings, *, demo: bool = False, clock: Clock | None = None) -> None:
    """Make an empty place: tables, the stamp, and the named system person of the command line."""
    study = _study(settings)
    database = Database(settings.database_url)
    now, kind = (clock or SystemClock()).now(), "demo" if demo else "real"
    try:
        _must_be_empty(database)
        history.upgrade(database)
        with database.writing() as connection:
            place.stamp(connection, study=study.id, kind=kind, made=now.isoformat())
            ledger, login, name = Ledger(connection), SYSTEM, "Command line"
            system = people.add_person(
                ledger, login=login, name=name, site=None, language="en", password_hash=None, at=now
            )
            made = {"study": study.id, "kind": kind, "person": system, "login": login, "name": name}
            people.grant(ledger, who=system, role=Role.ADMIN.value, granted=True, at=now)
            ledger.close(Author(system, None, "command"), Deed("place.made", detail=made), now)
    finally:
        database.dispose()


@entrance
def upgrade_place(settings: Settings) -> None:
    """Bring an existing place to the newest revision of the schema."""
    database = Database(settings.database_url, create=False)
    try:
        history.upgrade(database)
    finally:
        database.dispose()


@entrance
def open_office(
    settings: Settings, *, clock: Clock | None = None, passwords: Passwords | None = None,
    lasting: bool = True,
) -> Office:  # fmt: skip
    """Open the place that the settings name; CannotStart, with what to do, where it is not fit.

    Not `lasting`, a file of SQLite may be lost by a power cut: a demo is made aside like that.
    """
    study = _study(settings)
    database = Database(settings.database_url, create=False, lasting=lasting)
    try:
        with database.reading() as connection:
            revision = history.revision_of(connection)
            facts = place.facts(connection) if revision else {}
        _check(facts, revision, study.id, settings.demo)
    except Exception:
        database.dispose()  # the server looks again every other second: nothing may be left open
        raise
    return Office(study, database, clock or SystemClock(), passwords or NoPasswords(), settings.demo)


@entrance
def can_be_reset(office: Office) -> bool:
    """Tell whether this is a demo that can be put back to its start while it is open."""
    return office.demo and office.database.is_sqlite


@entrance
def refill_demo(office: Office, source: Settings) -> None:
    """Replace everything in an open demo by another demo, in one step."""
    if not can_be_reset(office):
        raise Refused(N_("Only a demo on SQLite can be put back to its start."))
    office.database.copy_from(Database(source.database_url, create=False))
    office.looked_at.clear()


def _study(settings: Settings) -> Study:
    study = load_study(settings.study)
    return as_registry(study, settings.patients) if settings.patients else study


def _must_be_empty(database: Database) -> None:
    with database.reading() as connection:
        # Tables of ours without a stamp are a making that was interrupted: it goes on where it stopped.
        begun = history.revision_of(connection) is not None and not place.facts(connection)
        if history.tables(connection) and not begun:
            raise CannotStart(N_("There is a database here already; nothing was changed."))


def _check(facts: dict[str, str], revision: str | None, study: str, demo: bool) -> None:
    if revision is None or not facts:
        raise CannotStart(N_("There is no study here yet. Begin with: her2dash init, or try: her2dash demo"))
    if revision != history.head():
        raise CannotStart(N_("The database is of another version of the app. Run: her2dash init --upgrade"))
    if facts["study"] != study:
        raise CannotStart(
            N_("The database holds the study {found}, not {wanted}."), found=facts["study"], wanted=study
        )
    if (facts["kind"] == "demo") != demo:
        raise CannotStart(
            N_("This database is stamped as {kind}: her2dash demo opens demos, her2dash serve studies."),
            kind=facts["kind"],
        )
