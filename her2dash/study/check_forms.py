"""What one form or code list must keep, beyond its shape."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from her2dash.study.draft import CODES, Draft, DraftForm
from her2dash.study.faults import Fault, Place
from her2dash.study.forms import AskIf, Item, Kind
from her2dash.study.reading import FORM_FILE

# A physician answers between two patients: the ceiling that keeps a form at four minutes.
MOST_REQUIRED = 12
MOST_PAGES = 4

# Which limits belong to which kind.
_LIMITS = {
    "minimum": {Kind.NUMBER},
    "maximum": {Kind.NUMBER},
    "earliest": {Kind.DATE},
    "latest": {Kind.DATE},
    "not_before": {Kind.DATE},
    "max_length": {Kind.TEXT},
    "impossible": {Kind.NUMBER},
    "unusual": {Kind.NUMBER},
    "unit": {Kind.NUMBER},
    "missing": {Kind.NUMBER, Kind.DATE},
}


def repeated(names: Iterable[str]) -> list[str]:
    """Return the names that stand there more than once."""
    return [name for name, times in Counter(names).items() if times > 1]


def list_faults(draft: Draft) -> Iterator[Fault]:
    """Check every code list."""
    for codes in draft.codes.values():
        place = Place(CODES, f"list {codes.id}")
        if not codes.codes:
            yield place.fault("it has no code", "Add one, or remove the list")
        for code in repeated(code.code for code in codes.codes):
            yield place.fault(f'code "{code}" stands there twice', "Give each option a code of its own")


def form_faults(draft: Draft) -> Iterator[Fault]:
    """Check every form."""
    for form in draft.forms:
        yield from _name_faults(form)
        yield from _size_faults(form)
        items = form.form.items
        for n, item in enumerate(items):
            place = Place(form.file, f"question {item.id}")
            yield from _list_of(draft, item, place)
            yield from _limit_faults(item, place)
            before = {earlier.id: earlier for earlier in items[:n]}
            for condition in item.ask_if:
                yield from condition_faults(draft, form, condition, before, place)
            yield from _not_before_faults(form, item, before, place)


def _name_faults(draft: DraftForm) -> Iterator[Fault]:
    form, name = draft.form, draft.file.removeprefix("forms/")
    if not FORM_FILE.fullmatch(name):
        yield Place(draft.file, "file name").fault(
            f"{name} is not ID.vN.toml", "Rename it, such as q_pre.v1.toml"
        )
    elif name != f"{form.id}.v{form.version}.toml":
        what = f'the name does not match id "{form.id}" and version {form.version} inside'
        yield Place(draft.file, "file name").fault(
            what, f"Rename it to {form.id}.v{form.version}.toml, or mend them"
        )
    for id in repeated(item.id for item in form.items):
        yield Place(draft.file, f"question {id}").fault(
            "this id is used twice", "Give each question its own id"
        )
    for id in repeated(group.id for group in form.groups):
        yield Place(draft.file, f"page {id}").fault("this id is used twice", "Give each page its own id")


def _size_faults(draft: DraftForm) -> Iterator[Fault]:
    form, place = draft.form, Place(draft.file, "form")
    required = sum(item.required for item in form.items)
    if required > MOST_REQUIRED:
        what = f"{required} required questions can be asked, at most {MOST_REQUIRED} may"
        yield place.fault(what, "Remove some, or let required = false")
    if len(form.groups) > MOST_PAGES:
        yield place.fault(
            f"it has {len(form.groups)} pages, at most {MOST_PAGES} may be", "Put pages together"
        )
    if not form.groups:
        yield place.fault("it has no page", "Begin one with [[groups]]")
    for group in form.groups:
        if not group.items and not draft.unread:
            yield Place(draft.file, f"page {group.id}").fault("it has no question", "Add [[groups.items]]")


def _list_of(draft: Draft, item: Item, place: Place) -> Iterator[Fault]:
    if item.kind.coded and item.codes is None:
        yield place.fault(
            f'kind "{item.kind}" needs a code list', 'Add codes = "NAME of a list in codes.toml"'
        )
    elif not item.kind.coded and item.codes is not None:
        yield place.fault(f'kind "{item.kind}" has no code list', 'Remove "codes", or change the kind')
    elif item.codes is not None and item.codes not in draft.list_names:
        known = ", ".join(sorted(draft.list_names))
        yield place.fault(
            f'there is no code list "{item.codes}"', f"Add it to {CODES}, or use one of {known}"
        )


def _limit_faults(item: Item, place: Place) -> Iterator[Fault]:
    for limit, kinds in _LIMITS.items():
        if getattr(item, limit) is not None and item.kind not in kinds:
            yield place.fault(
                f'"{limit}" does not limit a question of kind "{item.kind}"', f'Remove "{limit}"'
            )
    if item.minimum is not None and item.maximum is not None and item.minimum > item.maximum:
        what = f"minimum {item.minimum} is above maximum {item.maximum}"
        yield place.fault(what, "Exchange them, or mend one")


def condition_faults(
    draft: Draft, form: DraftForm, condition: AskIf, before: dict[str, Item], place: Place
) -> Iterator[Fault]:
    """Check one condition; `before` holds the questions that it may look at."""
    asked = before.get(condition.item)
    if asked is None:
        yield from _not_earlier(form, "ask_if", condition.item, place)
        return
    codes = draft.codes.get(asked.codes or "")
    known = [code.code for code in codes.codes] if codes else []
    for value in (*(condition.is_ or ()), *(condition.is_not or ())):
        if codes and value not in known:
            what = f'ask_if waits for "{value}" of {asked.id}, a code that list {codes.id} does not have'
            yield place.fault(what, f"Use one of {', '.join(known)}")
    if condition.at_least is not None:
        yield from _at_least_faults(asked, (condition.at_least, *known), place)


def _at_least_faults(asked: Item, values: tuple[str, ...], place: Place) -> Iterator[Fault]:
    if asked.kind not in (Kind.NUMBER, Kind.SCALE) or not all(_is_number(value) for value in values):
        what = f"at_least cannot compare {asked.id}, which is not a number or a scale with numbers for codes"
        yield place.fault(what, "Use is or is_not")


def _is_number(value: str) -> bool:
    try:
        return Decimal(value).is_finite()
    except InvalidOperation:
        return False


def _not_before_faults(form: DraftForm, item: Item, before: dict[str, Item], place: Place) -> Iterator[Fault]:
    if item.not_before is None:
        return
    earlier = before.get(item.not_before)
    if earlier is None:
        yield from _not_earlier(form, "not_before", item.not_before, place)
    elif earlier.kind is not Kind.DATE:
        yield place.fault(f'not_before names "{earlier.id}", which is not a date', "Name a date question")


def _not_earlier(form: DraftForm, key: str, id: str, place: Place) -> Iterator[Fault]:
    if form.item(id) is not None:
        what = f'{key} points forward to "{id}", or to the question itself'
        yield place.fault(what, "Name a question that stands before this one")
    elif id not in form.unread:
        yield place.fault(
            f'{key} names "{id}", which this form does not have', "Name an earlier question of this form"
        )
