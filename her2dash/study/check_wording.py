"""Every wording stands in every language of the study."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from her2dash.study.draft import CODES, PROTOCOL, Draft, DraftForm
from her2dash.study.faults import Fault, Place
from her2dash.study.text import Text


def wording_faults(draft: Draft) -> Iterator[Fault]:
    """Check the wording of the protocol, of every code list and of every form."""
    languages = draft.protocol.languages if draft.protocol else ()
    if not draft.protocol or not languages:
        return
    for place, key, text in _wordings(draft):
        yield from _compare(place, key, text, languages)


def _compare(place: Place, key: str, text: Text, languages: tuple[str, ...]) -> Iterator[Fault]:
    if not text:  # it could not be read, and that has been said
        return
    for language in languages:
        if language not in text:
            yield place.fault(f'"{key}" has no wording in "{language}"', f'Add {key}.{language} = "…"')
    for language, words in text.items():
        if language not in languages:
            what = f'"{key}" has a wording in "{language}", which is not a language of the study'
            yield place.fault(what, f"Remove it, or add it to languages; now: {', '.join(languages)}")
        elif not words.strip():
            yield place.fault(f'"{key}" is empty in "{language}"', "Write the words")


def _wordings(draft: Draft) -> Iterator[tuple[Place, str, Text]]:
    if draft.protocol:
        yield from _of(draft.protocol, Place(PROTOCOL, "study"))
        for event in draft.protocol.events:
            yield from _of(event, Place(PROTOCOL, f"event {event.id}"))
        for rule in draft.protocol.rules:
            yield from _of(rule, Place(PROTOCOL, f"rule {rule.id}"))
        if draft.protocol.marker:
            yield from _of(draft.protocol.marker, Place(PROTOCOL, "marker"))
    for codes in draft.codes.values():
        for code in codes.codes:
            yield from _of(code, Place(CODES, f"list {codes.id}, code {code.code}"))
    for form in draft.forms:
        yield from _of_form(form)


def _of_form(draft: DraftForm) -> Iterator[tuple[Place, str, Text]]:
    yield from _of(draft.form, Place(draft.file, "form"))
    for rule in draft.form.conflicts:
        yield from _of(rule, Place(draft.file, f"conflict at {rule.at}"))
    for group in draft.form.groups:
        yield from _of(group, Place(draft.file, f"page {group.id}"))
    for item in draft.form.items:
        yield from _of(item, Place(draft.file, f"question {item.id}"))
        if item.unusual:
            yield from _of(item.unusual, Place(draft.file, f"question {item.id}, unusual"))


def _of(piece: BaseModel, place: Place) -> Iterator[tuple[Place, str, Text]]:
    for key, value in piece:
        if isinstance(value, Text):
            yield place, key, value
