"""Which of several answers to one item counts: the newest whose author had seen all before it.

An answer given without having seen the one before is a rival: kept, shown to both, and open until
somebody who has seen them all answers again. Nothing is overwritten silently.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter

from her2dash.actions.views import Answered, Rival
from her2dash.store.sheets import AnswerRow
from her2dash.study.answers import pages
from her2dash.study.model import Form, Value
from her2dash.study.rows import name_of


def settled(rows: Iterable[AnswerRow]) -> dict[str, Answered]:
    """Return what counts now for each item of one sheet, with the rivals that wait for a choice."""
    return {item: _settle(given) for item, given in _by_item(rows)}


def values(rows: Iterable[AnswerRow]) -> dict[str, Value]:
    """Return the answers that count, without those taken back."""
    # Most questions were answered once: in a registry nothing else is done as often as this.
    counting = (
        (item, given[0].value if len(given) == 1 else _settle(given).value) for item, given in _by_item(rows)
    )
    return {item: value for item, value in counting if value is not None}


def _by_item(rows: Iterable[AnswerRow]) -> list[tuple[str, list[AnswerRow]]]:
    """Return the versions of each item, oldest first, by item."""
    found: dict[str, list[AnswerRow]] = {}
    for row in rows:
        found.setdefault(row.item, []).append(row)
    for versions in found.values():
        versions.sort(key=attrgetter("version"))
    return sorted(found.items())


def undecided(form: Form, answered: Mapping[str, Answered]) -> tuple[str, ...]:
    """Return the questions that are asked, and the rows, of which two people said different things.

    Whether a row is there at all is such a question: one adds to it while another removes it.
    """
    if not any(one.rivals for one in answered.values()):
        return ()
    given = {item: one.value for item, one in answered.items() if one.value is not None}
    shown = pages(form, given)
    asked = {item.id for group in shown for item in group.items}
    repeated = {group.id for group in shown}
    return tuple(
        item for item, one in answered.items()
        if one.rivals and (item in asked or name_of(item) in repeated)
    )  # fmt: skip


def _settle(versions: list[AnswerRow]) -> Answered:
    counts, rivals = versions[0], list[AnswerRow]()
    for row in versions[1:]:
        if row.based_on == row.version - 1:
            counts, rivals = row, []
        elif row.value != counts.value:
            rivals.append(row)
    stood = {row.version: row.value for row in versions}
    shown = tuple(
        Rival(row.version, row.value, row.person_name, row.at, stood.get(row.based_on)) for row in rivals
    )
    return Answered(counts.version, versions[-1].version, counts.value, counts.person_name, counts.at, shown)
