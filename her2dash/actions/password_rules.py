"""What a password must be: long, and not soon guessed; no other rules (NIST SP 800-63B-4, 3.1.1)."""

from __future__ import annotations

from collections.abc import Iterable

from her2dash.errors import Refused
from her2dash.i18n import N_

SHORTEST = 15
"""Characters, where a password is the only factor (NIST SP 800-63B-4, 3.1.1.2)."""

LONGEST = 72
"""Bytes: the hasher reads no further."""

_GUESSED_LATE = 3
"""On zxcvbn's scale of 0 to 4: more than 10^8 guesses, breached passwords and the own names counted first."""


def must_be_strong(password: str, about: Iterable[str]) -> None:
    """Refuse a password that is too short, too long, or soon guessed by who knows the words `about` a person.

    No letters, figures or signs are demanded, and nobody has to change a password because time has passed.
    """
    if len(password) < SHORTEST:
        raise Refused(
            N_("A password has {shortest} characters or more; a few words in a row are easy to remember."),
            shortest=SHORTEST,
        )
    if len(password.encode()) > LONGEST:
        raise Refused(N_("A password may have at most {longest} characters."), longest=LONGEST)
    # its lists of words are brought in where somebody chooses a password, not at every start
    from zxcvbn import zxcvbn

    if zxcvbn(password, user_inputs=list(about))["score"] < _GUESSED_LATE:
        raise Refused(
            N_(
                "This password is guessed soon: it repeats itself, or is made of names, keys in a row or "
                "known passwords. Take a few words that do not belong together."
            )
        )
