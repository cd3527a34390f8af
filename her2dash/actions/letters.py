"""Letters and figures drawn by lot that nobody mistakes for one another, on paper or over the telephone."""

from __future__ import annotations

from secrets import choice

_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def drawn(groups: int, each: int) -> str:
    """Return so many groups of so many letters, a hyphen between them; a letter is worth 4.95 bits."""
    return "-".join("".join(choice(_LETTERS) for _ in range(each)) for _ in range(groups))
