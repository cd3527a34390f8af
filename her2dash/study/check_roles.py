"""What the analysis speaks of leads somewhere, and every code of it has one meaning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from her2dash.study.check_forms import repeated
from her2dash.study.draft import PROTOCOL, Draft
from her2dash.study.faults import Fault, Place
from her2dash.study.forms import CodeList, Kind
from her2dash.study.protocol import Protocol
from her2dash.study.roles import ItemRef, Meaning

_DATES = ("index_injected", "index_scan", "index_reported", "therapy_decided", "sample_on", "ended_on")
_NUMBERS = ("lesion_uptake", "marker_total")
_CHOICES = (
    "index_call", "therapy_outcome", "workup_conclusion", "sample_of", "sample_local", "sample_central",
    "lesion_site", "lesion_visual", "marker_state", "ended", "ended_injected",
)  # fmt: skip


def role_faults(draft: Draft) -> Iterator[Fault]:
    """Check the roles, the marker's rule and the meanings of the protocol."""
    protocol = draft.protocol
    if protocol is None:
        return
    for role, ref in protocol.roles:
        if ref is not None:
            yield from _ref_faults(draft, f"role {role}", ref, _kinds_of(role))
    for ref in protocol.marker.positive if protocol.marker else ():
        yield from _ref_faults(draft, "marker", ref, (Kind.NUMBER,))
    yield from _meaning_faults(draft, protocol)


def _ref_faults(draft: Draft, where: str, ref: ItemRef, kinds: tuple[Kind, ...]) -> Iterator[Fault]:
    if draft.unreadable(ref):
        return
    item, place = draft.item(ref), Place(PROTOCOL, where)
    if item is None:
        what = f'it names the question "{ref}", which is not there'
        yield place.fault(what, "Name a question that a form has, or remove the role")
    elif item.kind not in kinds:
        what = f'it names "{ref}", which is of kind "{item.kind}"'
        yield place.fault(what, f"Name a question of kind {' or '.join(kinds)}")


def _kinds_of(role: str) -> tuple[Kind, ...]:
    if role in _DATES:
        return (Kind.DATE,)
    if role in _NUMBERS:
        return (Kind.NUMBER,)
    if role in _CHOICES or role.startswith(("plan_", "status_", "confidence_")):
        return (Kind.SINGLE, Kind.SCALE)
    return (Kind.SINGLE, Kind.SCALE, Kind.SEVERAL)


def _meaning_faults(draft: Draft, protocol: Protocol) -> Iterator[Fault]:
    meanings, roles = protocol.meanings, protocol.roles
    for key, meaning in meanings:
        if isinstance(meaning, Meaning):
            yield from _mapped(draft, key, meaning, getattr(roles, key))
    yield from _named(draft, "own_uptake", roles.lesion_site, meanings.own_uptake)
    yield from _metastasis_faults(draft, protocol)
    codes = _codes(draft, roles.therapy_agents)
    if codes and not codes.codes_in(meanings.anti_her2_group):
        what = f'no code of list {codes.id} has the group "{meanings.anti_her2_group}"'
        groups = sorted({code.group for code in codes.codes if code.group})
        remedy = f"Let anti_her2_group be one of {', '.join(groups)}"
        yield Place(PROTOCOL, "meaning anti_her2_group").fault(what, remedy)


def _metastasis_faults(draft: Draft, protocol: Protocol) -> Iterator[Fault]:
    ref, named = protocol.roles.sample_of, protocol.meanings.metastasis
    yield from _named(draft, "metastasis", ref, named)
    if _codes(draft, ref) is not None and not named:
        place = Place(PROTOCOL, "meaning metastasis")
        yield place.fault("no origin of a sample speaks for the present disease", "Name one or more")


def _named(draft: Draft, key: str, ref: ItemRef | None, named: Iterable[str]) -> Iterator[Fault]:
    codes = _codes(draft, ref)
    known = [code.code for code in codes.codes] if codes else []
    for code in named:
        if codes and code not in known:
            what = f'list {codes.id} has no code "{code}"'
            yield Place(PROTOCOL, f"meaning {key}").fault(what, f"Use one of {', '.join(known)}")


def _codes(draft: Draft, ref: ItemRef | None) -> CodeList | None:
    item = draft.item(ref) if ref else None
    return draft.codes.get(item.codes or "") if item else None


def _mapped(draft: Draft, key: str, meaning: Meaning, ref: ItemRef | None) -> Iterator[Fault]:
    # A code without a meaning would drop its patients from the endpoint without a word.
    codes = _codes(draft, ref)
    if not codes:
        return
    place = Place(PROTOCOL, f"meaning {key}")
    named = [code for _, part in meaning for code in part]
    known = [code.code for code in codes.codes]
    for code in sorted(set(named) - set(known)):
        yield place.fault(f'list {codes.id} has no code "{code}"', f"Use one of {', '.join(known)}")
    for code in repeated(named):
        yield place.fault(f'code "{code}" has two meanings', "Leave one")
    for code in sorted(set(known) - set(named)):
        what = f'code "{code}" of list {codes.id} has no meaning'
        yield place.fault(what, f"Add it to one of {', '.join(type(meaning).model_fields)}")
