"""One patient's lesions of the index test, the highest uptake first, each with its visual class."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from her2dash.analysis.answered import Answers, one, rows_of
from her2dash.analysis.references import lesions_of
from her2dash.analysis.states import Call

if TYPE_CHECKING:
    from her2dash.study.model import Study


class Bar(NamedTuple):
    """A lesion: its row in the form, the codes of its site and visual class, what they mean, its uptake.

    `at_own`: its site takes up the tracer by itself.
    """

    lesion: int
    site: str | None
    visual: str | None
    call: Call
    uptake: float | None
    at_own: bool


def waterfall(study: Study, signed: Answers) -> tuple[Bar, ...]:
    """Return the lesions by uptake, those without a value last; equal ones in the order of the form."""
    classes, own = rows_of(signed, study.roles.lesion_visual), study.meanings.own_uptake
    bars = (
        Bar(each.lesion, each.site, one(classes.get(each.lesion)), each.call, each.uptake, each.site in own)
        for each in lesions_of(study, signed)
    )
    return tuple(sorted(bars, key=lambda bar: (bar.uptake is None, -(bar.uptake or 0.0), bar.lesion)))
