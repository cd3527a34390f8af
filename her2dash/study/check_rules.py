"""What the rules of the protocol must keep: every day and question that they name is there."""

from __future__ import annotations

from collections.abc import Iterator

from her2dash.study.check_forms import repeated
from her2dash.study.draft import PROTOCOL, Draft
from her2dash.study.faults import Fault, Place
from her2dash.study.forms import Item, Kind
from her2dash.study.roles import ItemRef
from her2dash.study.rules import Days, Rule, When

DAYS = ("enrolment", "planned", "release")


def rule_faults(draft: Draft) -> Iterator[Fault]:
    """Check every rule."""
    rules = draft.protocol.rules if draft.protocol else ()
    for id in repeated(rule.id for rule in rules):
        yield Place(PROTOCOL, f"rule {id}").fault("this id is used twice", "Give each rule its own id")
    for rule in rules:
        yield from _days_faults(draft, rule, rule.days) if rule.days else ()
        for condition in rule.when:
            yield from _condition_faults(draft, rule, condition)


def _days_faults(draft: Draft, rule: Rule, days: Days) -> Iterator[Fault]:
    place = Place(PROTOCOL, f"rule {rule.id}")
    for name in (days.since, days.until):
        form, _, item = name.partition(".")
        signed = item == "signed" and form in draft.form_names
        found = draft.item(ItemRef(form, item))
        is_date = found is not None and found.kind is Kind.DATE and not _in_rows(draft, ItemRef(form, item))
        if name not in DAYS and not signed and not is_date and not draft.unreadable(ItemRef(form, item)):
            remedy = f"Use {', '.join(DAYS)}, a date that is asked once (pet.scanned_on), or q_pre.signed"
            yield place.fault(f'there is no day "{name}"', remedy)
    if days.at_least is None and days.at_most is None:
        yield place.fault("it allows any number of days", "Add at_least or at_most")
    elif None not in (days.at_least, days.at_most) and (days.at_least or 0) > (days.at_most or 0):
        what = f"at_least {days.at_least} is above at_most {days.at_most}"
        yield place.fault(what, "Exchange them, or mend one")


def _condition_faults(draft: Draft, rule: Rule, condition: When) -> Iterator[Fault]:
    place, item = Place(PROTOCOL, f"rule {rule.id}"), draft.item(condition.item)
    if draft.unreadable(condition.item):
        return
    if item is not None and condition.answered is not None:
        return
    if item is None or not item.kind.coded:
        what = f'it names "{condition.item}", which is no question with a code list'
        yield place.fault(what, "Name a question that is answered by choosing")
        return
    yield from _code_faults(draft, place, condition, item)


def _code_faults(draft: Draft, place: Place, condition: When, item: Item) -> Iterator[Fault]:
    codes = draft.codes.get(item.codes or "")
    if codes is None:
        return
    known = [code.code for code in codes.codes]
    for code in (*(condition.is_ or ()), *(condition.is_not or ())):
        if code not in known:
            yield place.fault(f'list {codes.id} has no code "{code}"', f"Use one of {', '.join(known)}")
    group = condition.group or condition.no_group
    if group is not None and not codes.codes_in(group):
        groups = ", ".join(sorted({code.group for code in codes.codes if code.group}))
        yield place.fault(f'no code of list {codes.id} has the group "{group}"', f"Use one of {groups}")


def _in_rows(draft: Draft, ref: ItemRef) -> bool:
    form = draft.newest().get(ref.form)
    groups = form.form.groups if form else ()
    return any(group.repeats and any(item.id == ref.item for item in group.items) for group in groups)
