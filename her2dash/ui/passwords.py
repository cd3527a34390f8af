"""Passwords are hashed by streamlit-authenticator's hasher (bcrypt, cost 12)."""

from __future__ import annotations

import unicodedata

from her2dash.actions.password_rules import LONGEST
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.ui.authenticator import Hasher


class Bcrypt:
    """What the door asks of a hasher (`her2dash.actions.passwords.Passwords`)."""

    def hash(self, password: str) -> str:
        """Return what may be stored of a password; refuses one that is too long to be hashed whole."""
        typed = _as_typed_anywhere(password)
        # The hasher would raise, and cutting off silently would weaken a passphrase.
        if len(typed.encode()) > LONGEST:
            raise Refused(N_("A password may have at most {longest} characters."), longest=LONGEST)
        return str(Hasher.hash(typed))

    def matches(self, password: str, hashed: str) -> bool:
        """Tell whether a password is the one that was stored; a too long one costs the same time."""
        typed = _as_typed_anywhere(password)
        fits = len(typed.encode()) <= LONGEST
        return bool(Hasher.check_pw(typed if fits else "", hashed)) and fits


def _as_typed_anywhere(password: str) -> str:
    # One keyboard sends an accented letter as one character, another as two.
    return unicodedata.normalize("NFKC", password)
