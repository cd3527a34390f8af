"""The office of this process, which routes and pages share; in a demo one for each study that is looked at.

What a browser holds says which: the token of a session, behind the name of another study than the first.
"""

from __future__ import annotations

import logging
import time
from contextlib import suppress
from threading import Lock

from her2dash.actions.desk import Desk, Office
from her2dash.actions.office import open_office
from her2dash.demo import begin_visit, beside, settings_at
from her2dash.errors import CannotStart, Refused, StudyFaults
from her2dash.i18n import N_
from her2dash.settings import Settings
from her2dash.ui.passwords import Bcrypt

_log = logging.getLogger(__name__)

# An empty place is looked at again by itself, so that `her2dash init` needs no restart of the server.
LOOK_AGAIN_AFTER = 2.0


class _Door:
    """Holds the open office, or the sentence that says why there is none."""

    def __init__(self) -> None:
        self.office: Office | None = None
        self.others: dict[str, Office] = {}
        self.demo: Settings | None = None
        self.fault = CannotStart(N_("her2dash is still starting. Try again in a moment."))
        self.looked = float("-inf")
        self.turn = Lock()
        self.copying = Lock()  # of a large study it takes seconds, and nobody else need wait for it


_door = _Door()


def the_office(held: str = "") -> Office:
    """Return the open office of what a browser holds; raises CannotStart with the sentence for the page."""
    if _door.office is None:
        raise _door.fault
    return _door.others.get(study_of(held), _door.office)


def desk_at(held: str) -> Desk:
    """Return the desk of what a browser holds; it may lead to a dead session."""
    return the_office(held).desk(bare(held))


def study_of(held: str) -> str:
    """Return the name of the study that a browser is in, nothing for the first."""
    return held.rpartition(".")[0]


def bare(held: str) -> str:
    """Return the token of the session alone."""
    return held.rpartition(".")[2]


def held_in(study: str, token: str) -> str:
    """Return what a browser is given to hold for a session in a study."""
    return f"{study}.{token}" if study in _door.others else token


def take(office: Office | None) -> None:
    """Make this the office of the process; the tests of pages do, without a server."""
    _door.office = office


def shut() -> None:
    """Close the office at the end."""
    office, _door.office, _door.looked = _door.office, None, float("-inf")
    for each in (office, *_door.others.values()):
        if each is not None:
            each.database.dispose()
    _door.others.clear()
    _door.demo = None


def the_studies() -> tuple[str, ...]:
    """Return the studies of this demo that can be looked at, the first first; none outside a demo."""
    return beside(_door.demo) if _door.demo else ()


def named(study: str) -> str:
    """Return a study, or a visitor's copy of one, as an address may name it; nothing for the first."""
    of, _, visitor = study.partition("~")
    if of not in the_studies():
        return ""
    if _door.demo and _door.demo.apart and visitor:
        return study
    return of if of != the_studies()[0] else ""


def of_visitor(settings: Settings, study: str, place: str) -> str:
    """Return a study as the visitor who is in a place finds it: apart, in a copy of the visitor's own."""
    return f"{study}~{place.partition('~')[2]}" if settings.apart else study


def open_beside(settings: Settings, study: str) -> Office:
    """Return the office of a study of a demo; CannotStart or Refused where none can be opened."""
    if study in ("", settings.cohort) or not settings.demo:
        return the_office()
    with _door.turn:
        if study not in _door.others:
            _door.others[study] = open_office(settings_at(settings, study), passwords=Bcrypt())
        return _door.others[study]


def go_in(settings: Settings, study: str) -> str:
    """Return in which study somebody goes in: in a demo whose visitors are apart, in a copy of it."""
    if not settings.apart:
        return study
    of, _, visitor = (study or settings.cohort).partition("~")
    with _door.copying:
        place = begin_visit(settings, of, visitor, the_office().clock.now())
        for gone in [name for name in _door.others if not _still_there(settings, name)]:
            _door.others.pop(gone).database.dispose()
    return place


def _still_there(settings: Settings, place: str) -> bool:
    with suppress(Refused):
        return bool(settings_at(settings, place))
    return False


def look_again(settings: Settings, held: str = "") -> Office:
    """Return the office, opening it when it was shut and nobody tried within the last seconds."""
    with _door.turn:
        if _door.office is None and time.monotonic() - _door.looked > LOOK_AGAIN_AFTER:
            _open(settings)
            _door.looked = time.monotonic()
            _door.demo = settings if settings.demo else None
    if _door.office is not None and (study := study_of(held)) not in _door.others:
        with suppress(CannotStart, Refused):  # then nobody has a session in it
            open_beside(settings, study)
    return the_office(held)


def _open(settings: Settings) -> None:
    try:
        _door.office = open_office(settings, passwords=Bcrypt())
    except CannotStart as fault:
        _door.fault = fault
    except StudyFaults as fault:
        _door.fault = CannotStart(
            N_("There are faults in the study's folder: {n}. Run: her2dash study check"), n=len(fault.faults)
        )
    except Exception as fault:  # a database that does not answer: the operator reads the log
        # the driver's type alone: its message can hold the address with its password
        _log.error("The database could not be opened: %s", type(fault.__cause__ or fault).__name__)
        _door.fault = CannotStart(N_("The database does not answer. The server's log says more."))
