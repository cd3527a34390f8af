"""What the rules notice about everybody, by rule: how many patients, and who they are, each a link."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from her2dash.actions.patient_views import Noticed
from her2dash.analysis.findings import Findings
from her2dash.figures.sentences import DataTable
from her2dash.study.rules import Rule
from her2dash.ui import cache
from her2dash.ui.behind import one_of
from her2dash.ui.choice import Choice
from her2dash.ui.figure import draw_table
from her2dash.ui.messages import escaped
from her2dash.ui.navigation import link
from her2dash.ui.reader import Reader

AT_ONCE = 2000
"""Of more patients the rules are asked on request only: the first look reads every answer."""

ALL_RULES = 60
"""Up to so many are listed rule by rule; of more, one rule is chosen."""

MOST = 50
"""More links than this nobody reads: then one is searched by number instead."""

_ASKED = "her2dash.noticed"


def draw_deviations(reader: Reader, version: int, choice: Choice, found: Findings) -> None:
    """Draw deviations and queries of the chosen patients below the board."""
    words, n = reader.words, len(found.cases)
    st.header(words("Deviations and queries"), anchor=False)
    everyone = len(cache.findings(reader, version, Choice(as_of=choice.as_of)).cases)
    if everyone > AT_ONCE and not st.session_state.get(_ASKED):
        st.markdown(words("The rules read every answer of {n} patients; the first look takes a while.",
                          n=everyone))  # fmt: skip
        st.button(words("Look for deviations and queries"), key="look-for-deviations", on_click=_ask)
        return
    wanted = {case.patient for case in found.cases}
    noticed = [one for one in cache.noticed(reader, version, choice) if one.number in wanted]
    st.markdown(
        words(
            "n = {n} enrolled, {x} of them with a deviation or a query. A deviation is listed and asks "
            "nothing of anybody; a query waits for a correction or an explanation.",
            n=n, x=len({one.number for one in noticed}),
        )
    )  # fmt: skip
    _draw_patients(reader, noticed)
    with st.expander(words("All rules in numbers"), key="noticed-numbers"):
        draw_table(_table(reader, noticed))


def _ask() -> None:
    st.session_state[_ASKED] = True


def _of_rule(noticed: Sequence[Noticed], rule: Rule) -> list[Noticed]:
    return [one for one in noticed if one.rule.id == rule.id]


def _table(reader: Reader, noticed: Sequence[Noticed]) -> DataTable:
    """Return every rule with its counts, also those that nobody breaks: that is told too."""
    words, rows = reader.words, []
    for rule in reader.study.rules:
        own = _of_rule(noticed, rule)
        explained = sum(one.explained is not None for one in own)
        rows.append((reader.text(rule.title), str(len(own)), str(explained) if _is_query(rule) else "–"))
    heads = (words("What is noticed"), words("Patients"), words("Explained"))
    return DataTable(words("What the rules of the protocol notice"), heads, tuple(rows))


def _is_query(rule: Rule) -> bool:
    return rule.sort == "query"


def _draw_patients(reader: Reader, noticed: Sequence[Noticed]) -> None:
    words, rules = reader.words, [rule for rule in reader.study.rules if _of_rule(noticed, rule)]
    if not rules:
        st.markdown(words("The rules notice nothing."))
    elif len(noticed) > ALL_RULES:
        for rule in _chosen(reader, rules, noticed):
            _draw_rule(reader, rule, _of_rule(noticed, rule))
    else:
        _draw_kind(reader, words("Deviations"), [rule for rule in rules if not _is_query(rule)], noticed)
        _draw_kind(reader, words("Queries"), [rule for rule in rules if _is_query(rule)], noticed)


def _chosen(reader: Reader, rules: Sequence[Rule], noticed: Sequence[Noticed]) -> list[Rule]:
    titles = {rule.id: f"{reader.text(rule.title)} ({len(_of_rule(noticed, rule))})" for rule in rules}
    chosen = st.selectbox(
        reader.words("Patients by rule"), list(titles), index=None, key="noticed.rule",
        format_func=titles.__getitem__, placeholder=reader.words("Choose a rule"),
    )  # fmt: skip
    return [rule for rule in rules if rule.id == chosen]


def _draw_kind(reader: Reader, title: str, rules: Sequence[Rule], noticed: Sequence[Noticed]) -> None:
    if rules:
        st.subheader(title, anchor=False)
    for rule in rules:
        _draw_rule(reader, rule, _of_rule(noticed, rule))


def _draw_rule(reader: Reader, rule: Rule, own: Sequence[Noticed]) -> None:
    with st.container(key=f"noticed-{rule.id}", gap=None):
        st.markdown(escaped(f"{reader.text(rule.title)} ({len(own)})"))
        numbers = list(dict.fromkeys(one.number for one in own))
        wanted = numbers if len(own) <= MOST else one_of(reader, numbers, rule.id)
        with st.container(horizontal=True, key=f"noticed-patients-{rule.id}", gap="medium"):
            for one in (each for each in own if each.number in wanted):
                link("patient", _label(reader, one), patient=one.handle)


def _label(reader: Reader, one: Noticed) -> str:
    """Return the patient, and how many days there were, or whether the query is explained."""
    words = reader.words
    patient = words("Patient {number}", number=one.number)
    if one.is_query:
        state = words("explained") if one.explained else words("not explained")
        return f"{patient}, {state}"
    if one.days is None:
        return patient
    return words.count("{patient}, {n} day", "{patient}, {n} days", one.days, patient=patient)
