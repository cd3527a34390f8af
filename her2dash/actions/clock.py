"""Time is given, not taken: the one place that asks the machine what time it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Something that tells the time in UTC."""

    def now(self) -> datetime:
        """Return this moment, with its zone."""
        ...


class SystemClock:
    """The machine's time."""

    def now(self) -> datetime:
        """Return this moment, with its zone."""
        return datetime.now(UTC)  # noqa: TID251 - the clock itself


class GivenClock:
    """A time that somebody sets: the demo and the tests live through months in seconds."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """Return the time that was set."""
        return self._at

    def set(self, at: datetime) -> None:
        """Set the time."""
        self._at = at

    def advance(self, **by: float) -> None:
        """Move on, by `minutes=5` or `days=90`."""
        self._at += timedelta(**by)
