"""A patient's answers at each time side by side, and the lesions: as far as the reader may read the forms."""

from __future__ import annotations

from collections.abc import Iterator

from her2dash.actions.desk import Work
from her2dash.actions.dossier import Dossier
from her2dash.actions.patient_views import Asked, Differs, SideBySide, Told, When
from her2dash.actions.rights import reads
from her2dash.analysis.waterfall import Bar, waterfall
from her2dash.study.forms import Kind
from her2dash.study.model import ItemRef

# The question that says which form belongs to a time: the first of these that the study has.
_FORMS = {
    "pre": ("plan_pre", "status_pre", "confidence_pre"),
    "post": ("plan_post", "status_post", "confidence_post"),
    "m3": ("plan_later", "confidence_later", "as_intended"),
}

# The same thing asked at several times, in other words each time.
_SAME = {
    "status": ("status_pre", "status_post"),
    "plan": ("plan_pre", "plan_post", "plan_later"),
    "agents": ("agents_pre", "agents_post", "agents_later"),
    "confidence": ("confidence_pre", "confidence_post", "confidence_later"),
}


def side_by_side(work: Work, one: Dossier) -> SideBySide:
    """Return every question of the times that the reader may read, answered at one of them or more."""
    forms = {time: form for time, form in _forms(work).items() if reads(work, one.patient, form)}
    found: dict[str, dict[str, Asked]] = {}
    for time, form in forms.items():
        for name, asked in _asked(work, one, form):
            found.setdefault(name, {})[time] = asked
    rows = (
        Told(name if name in _SAME else None, own, _differences(work, own)) for name, own in found.items()
    )
    return SideBySide(
        tuple(When(time, form, one.signed(form) is not None, _late(one, time, form))
              for time, form in forms.items()),
        tuple(row for row in rows if any(each.value is not None for each in row.asked.values())),
    )  # fmt: skip


def lesions(work: Work, one: Dossier) -> tuple[Bar, ...] | None:
    """Return the lesions of the index test; None while they are not signed or not to be read."""
    ref = work.study.roles.lesion_uptake
    if ref is None or one.signed(ref.form) is None or not reads(work, one.patient, ref.form):
        return None
    return waterfall(work.study, one.last_signed())


def _forms(work: Work) -> dict[str, str]:
    roles = work.study.roles
    found = {
        time: next((ref for name in names if (ref := getattr(roles, name))), None)
        for time, names in _FORMS.items()
    }
    return {time: ref.form for time, ref in found.items() if ref is not None}


def _asked(work: Work, one: Dossier, form: str) -> Iterator[tuple[str, Asked]]:
    """Return the questions of a form with their signed answers, those outside rows, under a common name."""
    sheet, signature = one.sheets.get(form), one.signed(form)
    given = one.signed_values(form, signature) if signature else {}
    definition = work.study.form(form, sheet.form_version if sheet else None)
    for group in definition.groups:
        for item in () if group.repeats else group.items:
            yield _name(work, ItemRef(form, item.id)), Asked(item, given.get(item.id))


def _name(work: Work, ref: ItemRef) -> str:
    """Return what a question is called across the times: by its role, else by its own name."""
    for name, roles in _SAME.items():
        if any(getattr(work.study.roles, role) == ref for role in roles):
            return name
    return f"item.{ref.item}"


def _late(one: Dossier, time: str, form: str) -> bool:
    """Tell whether answers from before the test were signed, or signed again, after its release."""
    signature, release = one.signed(form), one.patient.release_event
    return time == "pre" and signature is not None and release is not None and signature.event_id > release


def _differences(work: Work, own: dict[str, Asked]) -> dict[str, Differs]:
    """Return for each answered time how its answer differs from the answer before it; codes alone compare."""
    found: dict[str, Differs] = {}
    before: Asked | None = None
    for time, asked in own.items():
        if not asked.item.kind.coded or asked.value is None:
            continue
        if before is not None and before.item.codes == asked.item.codes:
            found[time] = _differs(work, before, asked)
        before = asked
    return found


def _differs(work: Work, before: Asked, after: Asked) -> Differs:
    was, now = _codes(before), _codes(after)
    if set(was) == set(now):
        return Differs.SAME
    if after.item.kind is not Kind.SCALE:
        return Differs.OTHER
    rank = work.study.codelist(after.item.codes).position
    return Differs.HIGHER if rank(now[0]) > rank(was[0]) else Differs.LOWER


def _codes(asked: Asked) -> tuple[str, ...]:
    return (asked.value,) if isinstance(asked.value, str) else asked.value or ()
