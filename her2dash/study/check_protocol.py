"""What the protocol must keep, beyond its shape: every name in it leads somewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from her2dash.study.check_forms import repeated
from her2dash.study.draft import CODES, PROTOCOL, Draft
from her2dash.study.faults import Fault, Place
from her2dash.study.forms import Kind
from her2dash.study.protocol import ROLE_NAMES, Protocol, Schedule, Window
from her2dash.study.roles import ItemRef

ANCHORS = ("enrolment", "planned", "release")


def protocol_faults(draft: Draft) -> Iterator[Fault]:
    """Check the protocol against itself, the forms and the code lists."""
    protocol = draft.protocol
    if protocol is None:
        return
    yield from _study_faults(draft, protocol)
    yield from _place_faults(protocol)
    for row in protocol.schedule:
        yield from _row_faults(draft, protocol, row)
    yield from _scheduling_faults(draft, protocol)
    yield from _release_faults(draft, protocol)


def _study_faults(draft: Draft, protocol: Protocol) -> Iterator[Fault]:
    place = Place(PROTOCOL, "study")
    for key in ("dilemmas", "not_obtained"):
        name = getattr(protocol, key)
        if name and name not in draft.list_names:
            what = f'{key} names the code list "{name}", which is not there'
            remedy = f"Add it to {CODES}, or name one of {', '.join(sorted(draft.list_names))}"
            yield place.fault(what, remedy)
    for key in ("languages", "sites", "events", "schedule"):
        # Where something was left out for a fault of its own, emptiness is no second one.
        if not getattr(protocol, key) and not draft.faults:
            yield place.fault(f'"{key}" is empty', "Add at least one")
    for language in repeated(protocol.languages):
        yield place.fault(f'language "{language}" stands there twice', "Remove one")
    try:
        ZoneInfo(protocol.zone)
    except (ZoneInfoNotFoundError, ValueError):
        yield place.fault(f'zone "{protocol.zone}" is unknown', "Use a name such as Europe/Amsterdam")
    try:
        re.compile(protocol.number_pattern)
    except re.error as error:
        yield place.fault(
            f"number_pattern is not a pattern: {error}", "Write one such as '[0-9]{2}-[0-9]{3}'"
        )


def _place_faults(protocol: Protocol) -> Iterator[Fault]:
    for code in repeated(site.code for site in protocol.sites):
        yield Place(PROTOCOL, f"site {code}").fault("this code is used twice", "Give each site its own code")
    for id in repeated(event.id for event in protocol.events):
        yield Place(PROTOCOL, f"event {id}").fault("this id is used twice", "Give each event its own id")


def _row_faults(draft: Draft, protocol: Protocol, row: Schedule) -> Iterator[Fault]:
    place = Place(PROTOCOL, f"schedule of {row.form}")
    if row.form not in draft.form_names:
        yield place.fault(f'there is no form "{row.form}"', _forms(draft))
    events = [event.id for event in protocol.events]
    if row.event not in events:
        yield place.fault(f'there is no event "{row.event}"', f"Use one of {', '.join(events)}")
    if not row.filled_by:
        yield place.fault("nobody fills it", f"Name roles in filled_by: {', '.join(ROLE_NAMES)}")
    for role in sorted({*row.filled_by, *row.read_by, *row.read_after_release} - set(ROLE_NAMES)):
        yield place.fault(f'there is no role "{role}"', f"Use one of {', '.join(ROLE_NAMES)}")
    if row.window is not None:
        yield from _window_faults(draft, row.window, Place(PROTOCOL, f"window of {row.form}"))


def _window_faults(draft: Draft, window: Window, place: Place) -> Iterator[Fault]:
    if window.due < window.opens:
        yield place.fault(
            f"it is due ({window.due}) before it opens ({window.opens})", "Let due be opens or later"
        )
    if window.late_after < window.due:
        what = f"it is late ({window.late_after}) before it is due ({window.due})"
        yield place.fault(what, "Let late_after be due or later")
    if window.anchor in ANCHORS:
        return
    remedy = f"Use {', '.join(ANCHORS)}, or a date of a form such as pet.scanned_on"
    form, _, name = window.anchor.partition(".")
    ref = ItemRef(form, name)
    item = draft.item(ref)
    if item is not None and item.kind is not Kind.DATE:
        yield place.fault(f'anchor "{ref}" is a question of kind "{item.kind}", not a date', remedy)
    elif item is None and not draft.unreadable(ref):
        yield place.fault(f'there is no anchor "{window.anchor}"', remedy)


def _scheduling_faults(draft: Draft, protocol: Protocol) -> Iterator[Fault]:
    for form in repeated(row.form for row in protocol.schedule):
        yield Place(PROTOCOL, f"schedule of {form}").fault("the form is scheduled twice", "Remove one")
    for form in sorted(draft.form_names - draft.scheduled):
        yield Place(PROTOCOL, "schedule").fault(
            f'form "{form}" is not scheduled', f'Add [[schedule]] with form = "{form}"'
        )


def _release_faults(draft: Draft, protocol: Protocol) -> Iterator[Fault]:
    for key, form in protocol.release:
        if form and form not in draft.form_names:
            yield Place(PROTOCOL, "release").fault(f'{key} names "{form}", which is no form', _forms(draft))


def _forms(draft: Draft) -> str:
    return f"Use one of {', '.join(sorted(draft.form_names))}, or add forms/ID.v1.toml"
