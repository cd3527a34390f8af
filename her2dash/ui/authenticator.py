"""streamlit-authenticator with its cookie model replaced by ours.

The package's own cookie is set by a script in the page, names only a user and cannot be revoked.
Ours is set by the sign-in route, is out of reach of scripts, and is only as good as its session row.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Mapping
from typing import Any

import streamlit as st

from her2dash.actions import accounts
from her2dash.actions.desk import Desk
from her2dash.actions.views import Me

# Importing it declares components it brings along; outside a server Streamlit warns about each.
logging.disable(logging.WARNING)
try:
    from streamlit_authenticator import Authenticate, Hasher
    from streamlit_authenticator.controllers import cookie_controller
finally:
    logging.disable(logging.NOTSET)

__all__ = ["COOKIE", "HOSTED", "Hasher", "SessionCookie", "authenticate", "leave", "token_of"]

COOKIE = "her2dash_session"

# The name on an encrypted line: a browser takes it only from this very host, for all of it, and encrypted. No
# neighbour's page and nobody on the line can plant one.
HOSTED = f"__Host-{COOKIE}"

# It encrypts what the package's unused parts would keep; nothing of ours outlives the process with it.
_KEY = secrets.token_hex(32)


def token_of(cookies: Mapping[str, str]) -> str:
    """Return the session that a browser holds, or nothing; what cannot have been planted counts first."""
    return cookies.get(HOSTED) or cookies.get(COOKIE) or ""


class SessionCookie:
    """Stands in for the package's cookie model: says what the session row said a moment ago."""

    def __init__(self, *_: Any) -> None:
        # The original puts a cookie component, an iframe, into every page here.
        self.desk: Desk | None = None
        self.login: str | None = None

    def get_cookie(self) -> dict[str, str] | None:
        """Return whom the session belongs to."""
        return {"username": self.login} if self.login else None

    def set_cookie(self) -> None:
        """Do nothing: only the sign-in route can set a cookie that scripts cannot read."""

    def delete_cookie(self) -> None:
        """Revoke the session row, then send the browser to the route that deletes the cookie."""
        if self.desk is not None:
            accounts.sign_out(self.desk)
        leave()


# Before the first Authenticate is made: its controller makes a cookie model at once.
cookie_controller.CookieModel = SessionCookie


def authenticate(desk: Desk) -> tuple[Any, Me]:
    """Ask the session row, and let the package say the same; raises SignedOut when the row is dead."""
    me = accounts.who(desk)
    known = {"name": me.name, "email": None, "roles": sorted(me.roles)}
    people = {"usernames": {me.login.lower(): known}}
    package = Authenticate(people, COOKIE, _KEY, 0, auto_hash=False, login_sleep_time=0)
    cookie = package.cookie_controller.cookie_model
    cookie.desk, cookie.login = desk, me.login.lower()
    # It would believe its own earlier answer: every run asks again.
    st.session_state["authentication_status"] = None
    package.login(location="unrendered")
    return package, me


def leave() -> None:
    """Send the browser to /auth/logout: the one public way out of a running script."""
    st.logout()
