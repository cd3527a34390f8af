"""Fields of many cases as columns of small numbers, equal values with the same number."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from her2dash.analysis.cases import Case

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class Column(NamedTuple):
    """The number of each case's value, and the number of each value known: every one is below `size`."""

    numbers: NDArray[np.int32]
    known: Mapping[Hashable, int]

    @property
    def size(self) -> int:
        """How many different values there may be."""
        return len(self.known)

    def at(self, places: NDArray[np.intp]) -> Column:
        """Return the column of the cases at these places."""
        return Column(self.numbers[places], self.known)

    def renewed(self, places: NDArray[np.intp], fresh: Mapping[int, Hashable]) -> Column:
        """Return the column of cases that were at these places, with the values of those who are new."""
        known, numbers = dict(self.known), self.numbers[places]
        for place, value in fresh.items():
            numbers[place] = known.setdefault(value, len(known))
        return Column(numbers, known)


def column_of(cases: Sequence[Case], field: str) -> Column:
    """Read a field of all cases."""
    import numpy as np

    values = values_of(cases, field)
    known = {value: number for number, value in enumerate(dict.fromkeys(values))}
    return Column(np.fromiter(map(known.__getitem__, values), dtype=np.int32, count=len(values)), known)


def values_of(cases: Iterable[Case], field: str) -> list[Hashable]:
    """Return the value of a field for each case; of one with a question mark whether there is a value."""
    values: list[Hashable] = list(map(attrgetter(field.removesuffix("?")), cases))
    return [value is not None for value in values] if field.endswith("?") else values


def places_before(cases: Sequence[Case], before: Iterable[Case]) -> NDArray[np.intp]:
    """Return where each case stood before, -1 for those who are new or changed."""
    import numpy as np

    # the same row is the same object: nothing of it has to be compared
    stood = {id(case): place for place, case in enumerate(before)}
    return np.fromiter((stood.get(id(case), -1) for case in cases), dtype=np.intp, count=len(cases))
