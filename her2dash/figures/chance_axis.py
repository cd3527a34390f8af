"""The axis of a chance, from 0 to 1, written as the language writes numbers: plotly writes a point."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from her2dash.figures.numbers import decimal
from her2dash.i18n import Words

TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def chance_axis(words: Words) -> Mapping[str, Any]:
    """Return the ticks of an axis of chances; the ends are whole numbers."""
    told = [decimal(tick, words, digits=0 if tick in (0, 1) else 1) for tick in TICKS]
    return {"tickvals": list(TICKS), "ticktext": told}
