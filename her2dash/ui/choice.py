"""Which patients a board shows and as of when: the address is the memory, the widgets are views of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import streamlit as st

from her2dash.analysis.subset import Definition, Subset
from her2dash.i18n import N_
from her2dash.ui.reader import Reader

NAMES = ("site", "dilemma", "period", "sealed", "test", "as-of")
"""The filters as the address calls them; the last is the moment and no filter."""

SHOW = "show"
"""What the address calls the category whose patients are listed."""

EVERYBODY = Subset()

_QUARTER = re.compile(r"\d{4}Q[1-4]")

_KEPT = "her2dash.choice"
_BOARD = "her2dash.board"

DEFINITIONS = {
    Definition.READER: N_("the reader's result of the patient"),
    Definition.ANY_LESION: N_("any positive lesion"),
}
_SEALED = {"yes": True, "no": False}


@dataclass(frozen=True)
class Choice:
    """A subset of the patients, and the moment as of which they are shown; None is now."""

    subset: Subset = EVERYBODY
    as_of: datetime | None = None

    @property
    def live(self) -> bool:
        """Whether the board moves with the data."""
        return self.as_of is None

    def key(self) -> tuple[str, ...]:
        """Return the choice as text, for names of kept things."""
        return (*self.subset.key(), self.as_of.isoformat() if self.as_of else "")


def read(reader: Reader, query: Mapping[str, str]) -> Choice:
    """Return the choice that an address holds; what it cannot mean is passed over."""
    study = reader.study
    sites = {site.code for site in study.sites}
    dilemmas = {code.code for code in study.codelist(study.dilemmas).codes}
    site, dilemma = query.get("site"), query.get("dilemma")
    subset = Subset(
        site=site if site in sites else None,
        dilemma=dilemma if dilemma in dilemmas else None,
        period=period if (period := query.get("period")) and _QUARTER.fullmatch(period) else None,
        sealed=_SEALED.get(query.get("sealed", "")),
        definition=Definition.ANY_LESION if query.get("test") == "any_lesion" else Definition.READER,
    )
    return Choice(subset, _past(reader, query.get("as-of")))


def not_meant(reader: Reader, query: Mapping[str, str]) -> tuple[str, ...]:
    """Return the parts of an address that name nothing here: a page passes over them, a file must not."""
    now = read(reader, query)
    meant = {
        "site": now.subset.site, "dilemma": now.subset.dilemma, "period": now.subset.period,
        "sealed": now.subset.sealed, "test": query.get("test") in {*Definition} or None, "as-of": now.as_of,
    }  # fmt: skip
    return tuple(name for name, value in meant.items() if query.get(name) and value is None)


def kept(reader: Reader, query: Mapping[str, str]) -> dict[str, str]:
    """Return the parts of an address that the choice is made of: those of it that mean something."""
    lost = not_meant(reader, query)
    return {name: query[name] for name in NAMES if name in query and name not in lost}


def current(reader: Reader, board: str) -> Choice:
    """Return what the address says; another board begins with the choice of the one before it."""
    told = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    came_from = st.session_state.get(_BOARD)
    if not told and came_from not in (None, board):
        told = st.session_state.get(_KEPT, {})
        st.query_params.update(told)
    st.session_state[_BOARD], st.session_state[_KEPT] = board, told
    return read(reader, told)


def put(name: str, value: str | None) -> None:
    """Write one part of the choice into the address."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def mirror(key: str, value: object) -> None:
    """Let a widget show what the address says.

    Only where it does not: a value that is assigned is sent to the browser, and would undo a choice that was
    made there while this run was under way.
    """
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value


def clear() -> None:
    """Show everybody again, as of now."""
    for name in (*NAMES, SHOW):
        st.query_params.pop(name, None)


def in_words(reader: Reader, choice: Choice) -> str:
    """Return the choice as a sentence."""
    words, subset = reader.words, choice.subset
    if subset.everybody:
        said = [words("All patients")]
    else:
        only = [
            words("site {site}", site=subset.site) if subset.site else "",
            reader.dilemma(subset.dilemma) if subset.dilemma else "",
            words("enrolled in {period}", period=period_name(subset.period)) if subset.period else "",
            {True: words("sealed before the test"), False: words("not sealed before the test")}.get(
                subset.sealed, ""
            )
            if subset.sealed is not None
            else "",
        ]
        said = [words("Only: {filters}", filters=", ".join(each for each in only if each))]
    if subset.definition is not Definition.READER:
        said.append(words("test read by {definition}", definition=words(DEFINITIONS[subset.definition])))
    return "; ".join(said) + "."


def period_name(period: str) -> str:
    """Return a quarter as people write it.

    >>> period_name("2026Q1")
    'Q1 2026'
    """
    year, _, number = period.partition("Q")
    return f"Q{number} {year}"


def _past(reader: Reader, told: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told) if told else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and moment < reader.now else None
