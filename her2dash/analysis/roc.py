"""How a measurement tells two groups apart at every possible cut: the points of the ROC curve."""

from __future__ import annotations

from collections.abc import Sequence

Curve = tuple[tuple[float, float], ...]
"""Points (share of y at or above a cut, share of x at or above it), from nobody to everybody."""


def roc(x: Sequence[float], y: Sequence[float], *, most: int | None = None) -> Curve:
    """Return the empirical curve of x against y, the highest cut first; an empty group has none.

    Values tied between the groups make a slope, all others steps, so that the area below is the AUC. `most`
    keeps so many of the points, evenly, the first and the last among them.
    """
    import numpy as np

    if len(x) == 0 or len(y) == 0:
        return ()
    above_x, above_y = np.sort(np.asarray(x, dtype=float)), np.sort(np.asarray(y, dtype=float))
    cuts = np.unique(np.concatenate([above_x, above_y]))[::-1]
    xs = 1 - np.searchsorted(above_x, cuts, side="left") / len(x)
    ys = 1 - np.searchsorted(above_y, cuts, side="left") / len(y)
    points = [(0.0, 0.0), *zip(ys.tolist(), xs.tolist(), strict=True)]
    if most is not None and len(points) > most:
        kept = np.unique(np.linspace(0, len(points) - 1, most).round().astype(int))
        points = [points[place] for place in kept]
    return tuple(points)
