"""Libraries that a board wants, brought in while nobody waits: most of a second."""

from __future__ import annotations

import importlib
import threading

_WANTED = ("pandas", "scipy.optimize", "scipy.special", "scipy.stats")

_is_warm = threading.Event()
_is_warm.set()


def warm_up() -> None:
    """Begin to bring the libraries in, beside everything else."""
    _is_warm.clear()
    threading.Thread(target=_bring, name="her2dash-warm-up", daemon=True).start()


def wait_until_warm() -> None:
    """Wait for what was begun: who finds a library half brought in fails."""
    _is_warm.wait(60)


def _bring() -> None:
    try:
        for module in _WANTED:
            importlib.import_module(module)
    finally:
        _is_warm.set()
