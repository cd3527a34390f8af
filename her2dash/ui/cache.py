"""The only caches: results and boards, kept for a state of the data, a choice of patients, a language.

They never go stale: what could change them is part of their name, and the data version is asked
for, through the door, before any of them is looked up. Readers with the same rights share them, except who
treats patients: of the own ones the test is not shown before its release.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from her2dash.access import Role
from her2dash.actions import dashboard, deviations
from her2dash.actions.desk import Office
from her2dash.actions.deviations import Watched
from her2dash.actions.patient_views import Noticed
from her2dash.actions.views import Owed
from her2dash.analysis.findings import Findings
from her2dash.figures.boards import BOARDS
from her2dash.figures.drawn import Board
from her2dash.figures.ready import ready
from her2dash.ui.choice import Choice
from her2dash.ui.reader import Reader
from her2dash.ui.warm import wait_until_warm

T = TypeVar("T")

_MOST = 128


def findings(reader: Reader, version: int, choice: Choice) -> Findings:
    """Return the results of the chosen patients as this data version has them."""
    return _kept(
        reader, version, ("findings", *choice.key()),
        lambda: basis(reader, version, choice).findings(reader.study, choice.subset),
    )  # fmt: skip


def basis(reader: Reader, version: int, choice: Choice) -> dashboard.Basis:
    """Return what boards are made from; after a change only the patients who changed are read again."""
    moment = choice.as_of
    if moment is not None:
        return _kept(
            reader, version, ("basis", moment.isoformat()), lambda: dashboard.basis(reader.desk, as_of=moment)
        )
    return _kept(reader, version, ("basis",), lambda: _renewed(reader))


def _renewed(reader: Reader) -> dashboard.Basis:
    newest = _newest_of(reader)
    newest.basis = dashboard.basis(reader.desk, known=newest.basis)
    return newest.basis


def board(reader: Reader, version: int, choice: Choice, name: str) -> Board:
    """Return the figures of a board, in the reader's language."""
    return _kept(
        reader, version, ("board", name, reader.words.language, *choice.key()),
        lambda: ready(BOARDS[name](findings(reader, version, choice), reader.words)),
    )  # fmt: skip


def who_owes(reader: Reader, version: int, choice: Choice) -> tuple[Owed, ...]:
    """Return who owes a form; lateness moves with the day alone."""
    return _kept(
        reader, version, ("owed", *choice.key()),
        lambda: dashboard.who_owes(reader.desk, as_of=choice.as_of),
    )  # fmt: skip


def noticed(reader: Reader, version: int, choice: Choice) -> tuple[Noticed, ...]:
    """Return what the rules notice; explanations move by themselves, so that the door is asked each time."""
    moment, newest = choice.as_of, _newest_of(reader)
    known = newest.watched
    if moment is not None:
        return _kept(
            reader, version, ("noticed", moment.isoformat()),
            lambda: deviations.all_noticed(reader.desk, as_of=moment, known=known).told,
        )  # fmt: skip
    newest.watched = deviations.all_noticed(reader.desk, known=known)
    return newest.watched.told


def handles(reader: Reader, version: int) -> dict[str, str]:
    """Return the way from a study number to the patient's page."""
    return _kept(reader, version, ("handles",), lambda: dashboard.handles(reader.desk))


def forget() -> None:
    """Drop everything kept: a demo put back to its start counts its data versions anew."""
    _keep.clear()
    _newest.clear()


def _rights(reader: Reader) -> tuple[Hashable, ...]:
    """Return what distinguishes readers: what they may do, and who treats patients of their own."""
    treats = reader.me.id if Role.PHYSICIAN in reader.me.roles else None
    return (tuple(sorted(reader.me.permissions)), treats)


def _kept(reader: Reader, version: int, what: tuple[Hashable, ...], make: Callable[[], T]) -> T:
    office = reader.desk.office
    wait_until_warm()
    # What is late, not yet due or to be expected moves with the day alone.
    name = (*what, id(office), _rights(reader), version, reader.today)
    kept: tuple[Office, T] = _keep(name, office, make)
    return kept[1]


@st.cache_resource(max_entries=_MOST, show_spinner=False)  # noqa: TID251 - the one place for caches
def _keep(name: tuple[Hashable, ...], _office: Office, _make: Callable[[], T]) -> tuple[Office, T]:
    del name  # it is what Streamlit looks for
    # The office is held too, so that another one can never have its id.
    return _office, _make()


@dataclass
class _Newest:
    """What readers with the same rights were told last, from which the next is made; of this office alone."""

    office: Office
    basis: dashboard.Basis | None = None
    watched: Watched | None = None


def _newest_of(reader: Reader) -> _Newest:
    office = reader.desk.office
    return _newest(_rights(reader), id(office), office)


@st.cache_resource(max_entries=_MOST, show_spinner=False)  # noqa: TID251 - the one place for caches
def _newest(rights: tuple[Hashable, ...], number: int, _office: Office) -> _Newest:
    del rights, number
    # The office is held here too: one that came later with its id would be told what another study holds.
    return _Newest(_office)
