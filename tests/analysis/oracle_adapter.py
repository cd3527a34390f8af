"""The bridge from the oracle's words to our public functions: `compute(statistic, inputs)` for its check.py.

Translates names only; a number that needs more than a name does not belong here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.analysis import bridge_counts, bridge_values

STATISTICS = bridge_counts.STATISTICS | bridge_values.STATISTICS


def compute(statistic: str, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Return the statistic of these inputs under the oracle's names."""
    if statistic not in STATISTICS:
        raise NotImplementedError(statistic)
    return STATISTICS[statistic](inputs)
