"""What a repeating group takes: answers in rows that are there, rows once added, not too many of them."""

from __future__ import annotations

from her2dash.actions.dossier import Dossier
from her2dash.actions.settling import values
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.study.model import Answers, Form, Group, Item, Kind, Value
from her2dash.study.rows import group_of, name_of, repeating, row_of, rows


def row_must_be_there(one: Dossier, definition: Form, asked: Item, kept: Value | None) -> None:
    """Refuse an answer in a row that is not there, and a row that cannot be put back."""
    row = row_of(asked.id)
    if row is None:
        return
    if asked.kind is Kind.ROW:
        if kept is not None:
            _row_must_come_back(one, definition, asked.id)
        return
    group = group_of(definition, name_of(asked.id))
    if row not in rows(group, values(one.answers.get(definition.id, ()))):
        raise Refused(N_("This row was removed. Add it again to answer here."))


def _row_must_come_back(one: Dossier, definition: Form, row: str) -> None:
    """Refuse a row that nobody ever added, and one too many: adding gives the numbers."""
    given = one.answers.get(definition.id, ())
    if not any(answer.item == row for answer in given):
        raise Refused(N_("There was no such row. Add one with the button."))
    if row not in values(given):
        must_have_room(repeating(definition, name_of(row)), values(given))


def row_must_follow(definition: Form, asked: Item, given: Answers) -> None:
    """Refuse an answer in a row that was not added before it, and a row that leaves a number out."""
    row = row_of(asked.id)
    if row is None:
        return
    if asked.kind is not Kind.ROW:
        there = f"{group_of(definition, name_of(asked.id)).id}:{row}" in given
    else:
        group = repeating(definition, name_of(asked.id))
        must_have_room(group, given)
        there = row == len(rows(group, given)) + 1
    if not there:
        raise Refused(N_("Rows are numbered 1, 2, 3 ..., and each stands before what is answered in it."))


def must_have_room(group: Group, given: Answers) -> None:
    """Refuse one more row where there are as many as the form takes."""
    if len(rows(group, given)) >= group.at_most:
        raise Refused(
            N_("There are {most} of these already, the most that this form takes."), most=group.at_most
        )
