"""The one office of this process, which routes and pages share."""

from __future__ import annotations

import logging
import time
from threading import Lock

from her2dash.actions.desk import Office
from her2dash.actions.office import open_office
from her2dash.errors import CannotStart, StudyFaults
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
        self.fault = CannotStart(N_("her2dash is still starting. Try again in a moment."))
        self.looked = float("-inf")
        self.turn = Lock()


_door = _Door()


def the_office() -> Office:
    """Return the open office; raises CannotStart with the sentence for the page."""
    if _door.office is None:
        raise _door.fault
    return _door.office


def take(office: Office | None) -> None:
    """Make this the office of the process; the tests of pages do, without a server."""
    _door.office = office


def shut() -> None:
    """Close the office at the end."""
    office, _door.office, _door.looked = _door.office, None, float("-inf")
    if office is not None:
        office.database.dispose()


def look_again(settings: Settings) -> Office:
    """Return the office, opening it when it was shut and nobody tried within the last seconds."""
    with _door.turn:
        if _door.office is None and time.monotonic() - _door.looked > LOOK_AGAIN_AFTER:
            _open(settings)
            _door.looked = time.monotonic()
    return the_office()


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
