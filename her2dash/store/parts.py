"""Reading what belongs to one or to many: a query is made once, and asks for some hundred at a time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Column, Connection, Row, Select, bindparam

# A row whose columns nobody counts.
AnyRow = Row[*tuple[Any, ...]]

# SQLite takes 32,766 values in a statement, PostgreSQL 65,535; longer lists are not read faster.
_AT_ONCE = 1000


def parts(ids: Iterable[int]) -> Iterator[list[int]]:
    """Return ids in parts that a database takes in one query."""
    asked = list(ids)
    return (asked[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE))


class OfEach:
    """A query that is asked of one or of many, by a column that says whose a row is."""

    def __init__(self, query: Select[*tuple[Any, ...]], whose: Column[int]) -> None:
        self._of_one = query.where(whose == bindparam("wanted"))
        self._of_many = query.where(whose.in_(bindparam("wanted", expanding=True)))

    def rows(self, connection: Connection, ids: Iterable[int]) -> Iterator[AnyRow]:
        """Run the query for these ids; the order of its rows holds within each of them."""
        asked = list(ids)
        if len(asked) == 1:
            yield from connection.execute(self._of_one, {"wanted": asked[0]}).all()
            return
        for some in parts(asked):
            yield from connection.execute(self._of_many, {"wanted": some}).all()
