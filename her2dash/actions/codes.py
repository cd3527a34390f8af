"""Codes of six figures, a new one every 30 seconds, as any authenticator app makes them (RFC 6238, SHA-1)."""

from __future__ import annotations

from datetime import datetime
from hmac import compare_digest

import pyotp

EACH = 30
"""Seconds for which a code stands; with six figures and SHA-1 all that every app can do."""

DRIFT = 1
"""Steps before and after this one whose code is taken too: clocks differ, and people type (RFC 6238, 5.2)."""


def new_secret() -> str:
    """Draw a secret of 160 bits (RFC 4226, 4: what is recommended), in base32."""
    return pyotp.random_base32()


def link(secret: str, *, login: str, study: str) -> str:
    """Return what an app reads from the QR code."""
    return pyotp.TOTP(secret).provisioning_uri(name=login, issuer_name=f"her2dash {study}")


def step_of(moment: datetime) -> int:
    """Return the number of the 30 seconds in which a moment lies, counted from 1970 (RFC 6238, 4.2)."""
    return int(moment.timestamp()) // EACH


def code_of(secret: str, step: int) -> str:
    """Return the code of a step: by time is by count, with the step as the count (RFC 6238, 4)."""
    return pyotp.HOTP(secret).at(step)


def step_of_code(secret: str, typed: str, at: datetime) -> int | None:
    """Return the step whose code was typed, none where it is the code of none near this moment."""
    code = "".join(typed.split())
    if not (code.isascii() and code.isdecimal()):
        return None
    now = step_of(at)
    near = range(now - DRIFT, now + DRIFT + 1)
    found = [step for step in near if compare_digest(code_of(secret, step), code)]
    return found[-1] if found else None
