"""Libraries that a board wants, brought in while nobody waits: a third of a second."""

from __future__ import annotations

import gc
import importlib
import threading

# No board takes pandas or scipy.stats, half a second and 50 MB: a test starts a process and looks.
_WANTED = ("scipy.optimize", "scipy.special")

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
        # What was brought in until now is never garbage, so that later rounds need not look at it.
        gc.freeze()
        gc.enable()
        _is_warm.set()
