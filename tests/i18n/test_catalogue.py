"""The catalogues are complete: what the interface can say in English it can say in every other language."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from her2dash.i18n import LANGUAGES
from tests.i18n.extraction import calls, messages

OTHERS = sorted(set(LANGUAGES) - {"en"})


@cache
def catalogue(language: str) -> Catalog:
    with (files("her2dash") / "locale" / f"{language}.po").open("rb") as stream:
        return read_po(stream, abort_invalid=True)


def names(text: str) -> set[str]:
    """Return the {names} that a sentence wants filled."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def texts(message: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the one text of a message, or the two of a plural."""
    return (message,) if isinstance(message, str) else tuple(message or ())


def test_the_source_is_read_also_where_one_call_stands_inside_another() -> None:
    found = messages()
    assert {"Sign in", "Two answers differ", "You are signed out. Sign in again to go on."} <= found.keys()
    assert len(found) > 300


def test_no_sentence_is_put_together_before_it_is_translated() -> None:
    built = (ast.JoinedStr, ast.BinOp)
    assert [place for place, call in calls() if isinstance(call.args[0], built)] == []


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    said = {entry.id: entry for entry in catalogue(language) if entry.id}
    lacking = {
        message: place
        for message, place in messages().items()
        if message not in said or said[message].fuzzy or not all(texts(said[message].string) or [""])
    }
    assert lacking == {}


@pytest.mark.parametrize("language", OTHERS)
def test_no_translation_is_left_of_a_message_that_is_gone(language: str) -> None:
    left = [entry.id for entry in catalogue(language) if entry.id and entry.id not in messages()]
    assert left == []
    assert catalogue(language).obsolete == {}


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_fills_the_same_names(language: str) -> None:
    wrong = []
    for entry in catalogue(language):
        # A plural's one text may say "one" in words, in either language.
        wanted = names(texts(entry.id)[-1])
        *ones, many = (names(text) for text in texts(entry.string))
        if many != wanted or any(one | {"n"} != wanted | {"n"} for one in ones):
            wrong.append(entry.id)
    assert wrong == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_keeps_the_marks_at_both_ends_of_a_sentence(language: str) -> None:
    marks = {".", ":", ",", "?", "!"}
    wrong = [
        (english, said)
        for entry in catalogue(language)
        if entry.id
        for english, said in zip(texts(entry.id), texts(entry.string), strict=True)
        if ({english[-1], said[-1]} & marks and english[-1] != said[-1])
        or any(english.count(sign) != said.count(sign) for sign in ("**", "`", "\n"))
    ]
    assert wrong == []
