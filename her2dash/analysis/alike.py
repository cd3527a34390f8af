"""Patients who are alike in what is asked of them: many patients have few different answers.

A result that depends on a few fields is asked once for those who are alike in them, not once for each
patient: of 20,000 patients a question of one field takes a few milliseconds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from her2dash.analysis.cases import Case
from her2dash.analysis.columns import Column, column_of, places_before, values_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

K = TypeVar("K", bound=Hashable)
Fields = tuple[str, ...]

_ROOM = 1 << 40
"""So many combinations of values still have numbers that can be multiplied by those of another field."""


class Alike(NamedTuple):
    """One of some patients who are alike, and the places of all of them among the cases."""

    like: Case
    at: NDArray[np.intp]


class Cases(tuple[Case, ...]):
    """The cases of a result; each field is read once, whoever asks for it."""

    _from: tuple[Cases, NDArray[np.intp]] | None = None
    """The cases that these were chosen from, and their places there: nothing is read again."""

    @classmethod
    def of(cls, cases: Iterable[Case]) -> Cases:
        """Return cases as they are, or made ready to be asked."""
        return cases if isinstance(cases, cls) else cls(cases)

    @classmethod
    def after(cls, before: Cases, cases: Iterable[Case]) -> Cases:
        """Return cases most of which were among those before: what was read of these is not read again."""
        found = cls(cases)
        places = places_before(found, before)
        new = {place: found[place] for place in (places < 0).nonzero()[0].tolist()}
        if 2 * len(new) < len(found):
            found._take_over(before, places, new)
        return found

    def alike(self, fields: Fields) -> tuple[Alike, ...]:
        """Return those who are alike in all these fields, in the order of the first of each.

        Of a field with a question mark, as `released_on?`, only whether there is a value is asked.
        """
        import numpy as np

        if not self:
            return ()
        numbers = self._together(fields)
        # small numbers are sorted in one pass
        order = np.argsort(numbers.astype(np.min_scalar_type(numbers.max())), kind="stable")
        breaks = np.flatnonzero(np.diff(numbers[order])) + 1
        # a stable sort leaves the places of each kind rising
        places = sorted(np.split(order, breaks), key=lambda at: int(at[0]))
        return tuple(Alike(self[int(at[0])], at) for at in places)

    def counted(self, fields: Fields, by: Callable[[Case], K]) -> Counter[K]:
        """Return how many there are of each kind; `by` may ask a case for these fields alone."""
        found: Counter[K] = Counter()
        for like, at in self.alike(fields):
            found[by(like)] += len(at)
        return found

    def behind(self, fields: Fields, by: Callable[[Case], K]) -> dict[K, tuple[str, ...]]:
        """Return the patients of each kind in the order of the cases; `by` may ask for these fields alone."""
        return {kind: tuple(self.patients[at].tolist()) for kind, at in self._places(fields, by)}

    def by_number(self, fields: Fields, by: Callable[[Case], K]) -> dict[K, tuple[str, ...]]:
        """Return the patients of each kind in the order of their numbers."""
        ranks, ordered = self.ranks
        return {kind: _sorted(ranks[at], ordered) for kind, at in self._places(fields, by)}

    def values(self, field: str) -> tuple[Hashable, ...]:
        """Return the different values of a field."""
        column = self.column(field)
        # of those known some may be left from before a change
        every = tuple(column.known)
        return tuple(every[number] for number in sorted(set(column.numbers.tolist())))

    def those(self, fields: Fields, which: Callable[[Case], bool]) -> Cases:
        """Return the cases of whom it is true, in their order; `which` may ask for these fields alone."""
        for kind, at in self._places(fields, which):
            if kind:
                found = Cases(map(self.__getitem__, at.tolist()))
                found._from = self, at
                return found
        return Cases()

    def _take_over(self, before: Cases, places: NDArray[np.intp], new: dict[int, Case]) -> None:
        for field, column in before.columns.items():
            fresh = dict(zip(new, values_of(new.values(), field), strict=True))
            self.columns[field] = column.renewed(places, fresh)
        patients = before.patients[places]
        patients[list(new)] = [case.patient for case in new.values()]
        self.__dict__["patients"] = patients
        if "ranks" in before.__dict__ and list(patients) == list(before.patients):
            self.__dict__["ranks"] = before.ranks

    def _places(self, fields: Fields, by: Callable[[Case], K]) -> Iterator[tuple[K, NDArray[np.intp]]]:
        import numpy as np

        found: dict[K, list[NDArray[np.intp]]] = {}
        for like, at in self.alike(fields):
            found.setdefault(by(like), []).append(at)
        for kind, parts in found.items():
            yield kind, np.sort(np.concatenate(parts)) if len(parts) > 1 else parts[0]

    def _together(self, fields: Fields) -> NDArray[np.int64]:
        """Return a number for each case, the same for those who are alike in all the fields."""
        import numpy as np

        numbers, size = np.zeros(len(self), dtype=np.int64), 1
        for column in map(self.column, fields):
            numbers, size = numbers * column.size + column.numbers, size * column.size
            if size > _ROOM:
                _, numbers = np.unique(numbers, return_inverse=True)
                size = int(numbers.max()) + 1
        return numbers

    def column(self, field: str) -> Column:
        """Return a field of all cases as numbers."""
        if field not in self.columns:
            if self._from is None:
                self.columns[field] = column_of(self, field)
            else:
                whole, at = self._from
                self.columns[field] = whole.column(field).at(at)
        return self.columns[field]

    @cached_property
    def columns(self) -> dict[str, Column]:
        """The fields that were read."""
        return {}

    @cached_property
    def patients(self) -> NDArray[np.object_]:
        """The number of each patient."""
        import numpy as np

        if self._from is not None:
            whole, at = self._from
            return whole.patients[at]
        return np.array([case.patient for case in self], dtype=object)

    @cached_property
    def ranks(self) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
        """Where each patient stands among some numbers in their order, and those numbers."""
        import numpy as np

        if self._from is not None:
            (ranks, ordered), at = self._from[0].ranks, self._from[1]
            return ranks[at], ordered
        order = np.array(sorted(range(len(self)), key=self.patients.tolist().__getitem__), dtype=np.intp)
        ranks = np.empty(len(self), dtype=np.intp)
        ranks[order] = np.arange(len(self))
        return ranks, self.patients[order]


def _sorted(ranks: NDArray[np.intp], ordered: NDArray[np.object_]) -> tuple[str, ...]:
    import numpy as np

    return tuple(ordered[np.sort(ranks)].tolist())
