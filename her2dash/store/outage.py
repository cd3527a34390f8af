"""When the database cannot serve now: what it says in codes, told as a sentence.

A transaction in which this happens is rolled back as a whole, so nothing half written stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, TimeoutError

from her2dash.errors import OutOfReach
from her2dash.i18n import N_

_BUSY = N_("The record is held by somebody who writes for long. Try again in a moment.")
_FULL = N_(
    "There is no room left where the record is kept, so nothing can be added. Tell who runs the server."
)
_GONE = N_("The record cannot be reached at the moment. What showed “Saved” is kept. Try again in a moment.")

# https://www.sqlite.org/rescode.html
_SQLITE = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _GONE,
    sqlite3.SQLITE_CANTOPEN: _GONE,
}
# https://www.postgresql.org/docs/current/errcodes-appendix.html: codes and classes, the first that fits.
_POSTGRES = {
    "53100": _FULL,
    "53": _BUSY,  # no memory, too many connections
    "55P03": _BUSY,  # waited for a lock, in vain
    "57014": _BUSY,  # took longer than the server allows
    "57P": _GONE,  # shuts down, crashed, or is starting
    "58030": _GONE,
    "08": _GONE,
}


@contextmanager
def in_words() -> Iterator[None]:
    """Raise OutOfReach in place of what a database says that is out of reach, busy or full."""
    try:
        yield
    except TimeoutError as error:
        raise OutOfReach(_BUSY) from error
    except DBAPIError as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        raise OutOfReach(sentence) from error


def _sentence(error: DBAPIError) -> str | None:
    if isinstance(error.orig, sqlite3.Error):
        # The low byte is the error, the rest says more of it.
        return _SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(error.orig, "sqlstate", None)
    if state is None:  # nobody was there to give a code
        return _GONE if isinstance(error, OperationalError | InterfaceError) else None
    return next((said for code, said in _POSTGRES.items() if state.startswith(code)), None)
