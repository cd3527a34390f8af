"""What repeating groups, sums and hanging questions must keep, beyond their shape."""

from __future__ import annotations

from collections.abc import Iterator

from her2dash.study.check_forms import condition_faults
from her2dash.study.draft import CODES, Draft, DraftForm
from her2dash.study.faults import Fault, Place
from her2dash.study.forms import Conflict, Group, Item, Kind, Sum


def row_faults(draft: Draft) -> Iterator[Fault]:
    """Check every form for what can be answered more than once, must add up, or may lack an answer."""
    for form in draft.forms:
        for group in form.form.groups:
            yield from _group_faults(form, group)
        yield from _outside_faults(form)
        for rule in form.form.sums:
            yield from _sum_faults(form, rule)
        for conflict in form.form.conflicts:
            yield from _conflict_faults(draft, form, conflict)
        for item in form.form.items:
            yield from _item_faults(draft, form, item)


def _group_faults(form: DraftForm, group: Group) -> Iterator[Fault]:
    place = Place(form.file, f"page {group.id}")
    if group.repeats is None:
        if group.ask_if or group.at_least:
            yield place.fault("only a repeating page has ask_if or at_least", "Add repeats, or remove them")
        return
    if form.item(group.id) is not None:
        yield place.fault(f'a question is called "{group.id}" too', "Give the page another id")
    if group.at_least > group.at_most:
        what = f"at_least {group.at_least} is above at_most {group.at_most}"
        yield place.fault(what, "Exchange them, or mend one")
    earlier = _before(form, group)
    for condition in group.ask_if:
        if condition.item not in earlier and condition.item not in form.unread:
            what = f'ask_if names "{condition.item}", which no earlier page that is asked once holds'
            yield place.fault(what, "Name an earlier question outside repeating pages")


def _before(form: DraftForm, group: Group) -> set[str]:
    before = form.form.groups[: form.form.groups.index(group)]
    return {item.id for each in before if each.repeats is None for item in each.items}


def _outside_faults(form: DraftForm) -> Iterator[Fault]:
    """A question outside a repeating page cannot ask about one of its rows: which row would it be?"""
    home = {item.id: group for group in form.form.groups for item in group.items}
    for item in form.form.items:
        named = [condition.item for condition in item.ask_if] + [item.not_before or item.id]
        for other in named:
            group = home.get(other)
            if group is not None and group.repeats is not None and group is not home[item.id]:
                what = f'it looks at "{other}", which is answered once in every row of {group.id}'
                place = Place(form.file, f"question {item.id}")
                yield place.fault(what, "Name a question that is asked once")


def _sum_faults(form: DraftForm, rule: Sum) -> Iterator[Fault]:
    place = Place(form.file, f"sum {rule.total}")
    once = {item.id: item for group in form.form.groups if group.repeats is None for item in group.items}
    for name in (rule.total, *rule.parts):
        item = once.get(name)
        if item is None and name not in form.unread:
            yield place.fault(
                f'"{name}" is no question that is asked once', "Name a number question of this form"
            )
        elif item is not None and item.kind is not Kind.NUMBER:
            yield place.fault(f'"{name}" is of kind "{item.kind}", not a number', "Name a number question")


def _conflict_faults(draft: Draft, form: DraftForm, rule: Conflict) -> Iterator[Fault]:
    place = Place(form.file, f"conflict at {rule.at}")
    once = {item.id: item for group in form.form.groups if group.repeats is None for item in group.items}
    for name in (rule.at, *(condition.item for condition in rule.when)):
        if name not in once and name not in form.unread:
            yield place.fault(f'"{name}" is no question that is asked once', "Name a question of this form")
    for condition in rule.when:
        if condition.item in once:
            yield from condition_faults(draft, form, condition, once, place)


def _item_faults(draft: Draft, form: DraftForm, item: Item) -> Iterator[Fault]:
    place = Place(form.file, f"question {item.id}")
    if item.kind is Kind.ROW:
        yield place.fault('kind "row" is not for a question', "Let the page repeat instead")
    if item.missing is not None and item.missing not in draft.list_names:
        known = ", ".join(sorted(draft.list_names))
        yield place.fault(
            f'there is no code list "{item.missing}"', f"Add it to {CODES}, or use one of {known}"
        )
    if item.impossible is not None and item.minimum is None and item.maximum is None:
        what = '"impossible" says why a limit is there, and there is none'
        yield place.fault(what, "Add minimum or maximum")
    if item.whole and item.kind is not Kind.NUMBER:
        yield place.fault(f'"whole" does not fit a question of kind "{item.kind}"', 'Remove "whole"')
    if item.unusual is not None and item.unusual.below is None and item.unusual.above is None:
        yield place.fault('"unusual" has no limit', "Add below or above")
