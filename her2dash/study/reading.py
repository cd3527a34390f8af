"""From TOML to types, every piece on its own, so that one fault hides no other."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from her2dash.study.draft import CODES, PROTOCOL, RELEASED, Draft, DraftForm
from her2dash.study.faults import Place, shape_faults
from her2dash.study.forms import CodeList, Form, Group, Item
from her2dash.study.protocol import Event, Protocol, Release, Schedule, Site
from her2dash.study.released import form_print, list_print
from her2dash.study.roles import Marker, Meanings, Roles
from her2dash.study.rules import Rule
from her2dash.study.text import Text

Piece = TypeVar("Piece", bound=BaseModel)
Raw = dict[str, Any]

FORM_FILE = re.compile(r"([a-z][a-z0-9_]*)\.v([1-9][0-9]*)\.toml")

# What stands in for a broken part, so that the rest can still be checked; nothing made of it is ever used.
_NO_TEXT = Text({})
_FORM: Raw = {"title": _NO_TEXT, "intro": _NO_TEXT, "meaning": _NO_TEXT, "minutes": 1, "version": 1}
_PROTOCOL: Raw = {
    "id": "unread", "version": "unread", "title": _NO_TEXT, "short": _NO_TEXT, "registry": "", "zone": "UTC",
    "languages": (), "target": 1, "threshold": "1/1", "number_pattern": "", "minimum_age": 0,
    "remind_days": 0, "exact_up_to": 1, "dilemmas": "", "sites": (), "events": (), "schedule": (),
    "release": Release(form="", sealed_first=""), "roles": Roles(), "meanings": Meanings(anti_her2_group=""),
}  # fmt: skip


def read_folder(folder: Path) -> Draft:
    """Read a study folder as far as it goes."""
    draft = Draft()
    protocol = _toml(draft, folder, PROTOCOL)
    if protocol is not None:
        _read_protocol(draft, protocol)
    _read_lists(draft, _toml(draft, folder, CODES) or {})
    draft.released = _toml(draft, folder, RELEASED) or {}
    paths = sorted((folder / "forms").glob("*.toml"))
    if not paths:
        draft.faults.append(Place("forms", "folder").fault("there is no form", "Add forms/ID.v1.toml"))
    for path in paths:
        raw = _toml(draft, folder, f"forms/{path.name}")
        named = FORM_FILE.fullmatch(path.name)
        draft.form_names |= {named[1]} if named else set()
        if raw is not None:
            draft.forms.append(_read_form(draft, path, raw))
    return draft


def _toml(draft: Draft, folder: Path, name: str) -> Raw | None:
    place = Place(name, "file")
    try:
        return tomllib.loads((folder / name).read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except FileNotFoundError:
        draft.faults.append(place.fault("it is missing", f"Add {name} to {folder}"))
    except UnicodeDecodeError:
        draft.faults.append(place.fault("it is not written in UTF-8", "Save it as UTF-8"))
    except tomllib.TOMLDecodeError as error:
        draft.faults.append(place.fault(f"it is not TOML: {error}", "Mend the line that is named"))
    return None


def _piece(
    draft: Draft, kind: type[Piece], raw: Any, place: Place, instead: Mapping[str, Any] | None = None
) -> Piece | None:
    """Read one piece; note its faults, and read it again without the parts that have one."""
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        draft.faults.extend(shape_faults(place, kind, error))
        wrong = {detail["loc"][0] for detail in error.errors() if detail["loc"]}
    rest = {key: part for key, part in raw.items() if key not in wrong} if isinstance(raw, dict) else {}
    try:
        return kind.model_validate({**(instead or {}), **rest})
    except ValidationError:
        return None


def _tables(draft: Draft, raw: Raw, key: str, place: Place) -> list[Raw]:
    rows = raw.get(key, [])
    if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
        return rows
    draft.faults.append(place.fault(f'"{key}" is not a list of tables', f"Begin each with [[{key}]]"))
    return []


# The tables of the protocol that are read one by one, and what each is known by.
_ROWS = (
    ("sites", Site, "code"), ("events", Event, "id"), ("schedule", Schedule, "form"), ("rules", Rule, "id"),
)  # fmt: skip


def _read_protocol(draft: Draft, raw: Raw) -> None:
    rows: dict[str, tuple[BaseModel, ...]] = {}
    names: dict[str, frozenset[str]] = {}
    for key, kind, name in _ROWS:
        word = "schedule of" if kind is Schedule else key[:-1]
        tables = _tables(draft, raw, key, Place(PROTOCOL, key)) if key in raw else []
        places = (Place(PROTOCOL, f"{word} {row.get(name, n)}") for n, row in enumerate(tables, 1))
        pieces = (
            _piece(draft, kind, row, place, {"title": _NO_TEXT} if kind in (Event, Rule) else None)
            for row, place in zip(tables, places, strict=True)
        )
        rows[key] = tuple(piece for piece in pieces if piece)
        names[key] = frozenset(str(row.get(name)) for row in tables)
    parts: dict[str, Any] = {key: pieces for key, pieces in rows.items() if key in raw}
    for key, part in (("release", Release), ("roles", Roles), ("meanings", Meanings), ("marker", Marker)):
        if key in raw:
            parts[key] = _piece(draft, part, raw[key], Place(PROTOCOL, key)) or _PROTOCOL.get(key)
    draft.protocol = _piece(draft, Protocol, {**raw, **parts}, Place(PROTOCOL, "study"), _PROTOCOL)
    draft.scheduled = names["schedule"]


def _read_lists(draft: Draft, raw: Raw) -> None:
    draft.list_names = frozenset(raw)
    for name, table in raw.items():
        place = Place(CODES, f"list {name}")
        entry = {**table, "id": name} if isinstance(table, dict) else table
        codes = _piece(draft, CodeList, entry, place)
        draft.prints["codes", name] = list_print(table)
        if codes:
            draft.codes[name] = codes


def _read_form(draft: Draft, path: Path, raw: Raw) -> DraftForm:
    file = f"forms/{path.name}"
    named = FORM_FILE.fullmatch(path.name)
    unread: set[str] = set()
    groups = []
    for n, table in enumerate(_tables(draft, raw, "groups", Place(file, "form")), 1):
        place = Place(file, f"page {table.get('id', n)}")
        items = _read_items(draft, table, place, unread)
        instead: Raw = {"id": f"page_{n}", "title": _NO_TEXT, "items": items}
        group = _piece(draft, Group, {**table, "items": items}, place, instead)
        groups.append(group or Group.model_validate(instead))
    instead = {**_FORM, "id": named[1] if named else "unread", "groups": tuple(groups)}
    form = _piece(draft, Form, {**raw, "groups": tuple(groups)}, Place(file, "form"), instead)
    draft.prints["forms", path.name.removesuffix(".toml")] = form_print(path)
    return DraftForm(file, form or Form.model_validate(instead), frozenset(unread))


def _read_items(draft: Draft, group: Raw, place: Place, unread: set[str]) -> tuple[Item, ...]:
    items = []
    for n, table in enumerate(_tables(draft, group, "items", place), 1):
        name = str(table.get("id", f"{n} of {place.where}"))
        item = _piece(draft, Item, table, Place(place.file, f"question {name}"))
        if item:
            items.append(item)
        else:
            unread.add(name)
    return tuple(items)
