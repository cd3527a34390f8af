"""What stays on one line wherever words are wrapped: on a page, in a box of a board, in a report."""

from __future__ import annotations

import re

# A day and a time as both languages write them, and the blank between a number and the word after it.
_DAY = re.compile(r"\b\d{1,2} \w{3,5}\.? \d{4}\b|\b\d\d:\d\d [A-Z]{3,4}\b")
_P = re.compile(r"\bp (?=[<\d])")
_COUNTED = re.compile(r"(?<=\d) (?=[^\W\d])")


def unbroken(text: str) -> str:
    """Return a text in which no line ends in a day, in "p < 0.01" or "p 0.84", or before a percent sign."""
    return _signs_joined(_DAY.sub(lambda day: day[0].replace(" ", "\u00a0"), text))


def compact(text: str) -> str:
    """Return the same for a narrow cell, where a day may stand in two lines: day and month, and the year."""
    return _signs_joined(_DAY.sub(lambda day: day[0].replace(" ", "\u00a0", 1), text))


def _signs_joined(text: str) -> str:
    return _P.sub("p\u00a0", text.replace(" %", "\u00a0%").replace("< 0", "<\u00a00"))


def together(text: str) -> str:
    """Return a short text in which a number besides stays with the word that it counts."""
    return _COUNTED.sub("\u00a0", unbroken(text))
