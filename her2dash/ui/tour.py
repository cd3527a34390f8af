"""The tour of a demo: four steps through the real app, which end with a signed form and a moved endpoint.

Where a visitor is in it stands in a cookie, since each step goes on as another person, in another session.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

import streamlit as st

from her2dash.access import Role
from her2dash.actions import dashboard
from her2dash.figures.numbers import share
from her2dash.figures.unbroken import unbroken
from her2dash.i18n import N_
from her2dash.ui import cache
from her2dash.ui.choice import Choice
from her2dash.ui.plain import Html
from her2dash.ui.reader import Reader

COOKIE = "her2dash_tour"


@dataclass(frozen=True)
class Step:
    """As whom a step is taken, what is seen and done in it, and the words of the button to the next one."""

    role: Role
    told: str
    onward: str


STEPS = (
    Step(
        Role.PI,
        N_(
            "The investigator sees where the study stands: how many patients, how often the therapy followed "
            "the PET so far, and who owes a form. Keep “Concordant so far” in mind."
        ),
        N_("Next: the physician"),
    ),
    Step(
        Role.PHYSICIAN,
        N_(
            "A referring physician has a work-list of the own patients, made for a phone, and receives "
            "nothing of the results: they are not in this page's traffic either."
        ),
        N_("Next: the coordinator"),
    ),
    Step(
        Role.COORDINATOR,
        N_(
            "A treatment decision is lacking. Record it: the shortest answer is that there was no drug "
            "treatment, on a day, from a source. Each answer is saved when it is given. Then check your "
            "answers and sign; a demo asks no password."
        ),
        N_("Signed? See what moved"),
    ),
    Step(Role.PI, N_("The signature moved the dashboard by itself, on every open screen."), ""),
)
_FORM_STEP = 3


@dataclass(frozen=True)
class Tour:
    """At which step a visitor is, and when the tour began."""

    step: int
    begun: datetime

    def written(self) -> str:
        """Return what the cookie holds."""
        return f"{self.step}.{int(self.begun.timestamp())}"


def tour_of(cookies: Mapping[str, str]) -> Tour | None:
    """Return the tour that a browser is on; none for a cookie that is not ours."""
    step, _, begun = cookies.get(COOKIE, "").partition(".")
    if step not in {str(n) for n, _ in enumerate(STEPS, start=1)} or not (
        begun.isdecimal() and len(begun) < 12
    ):
        return None
    return Tour(int(step), datetime.fromtimestamp(int(begun), UTC))


def tour_strip(reader: Reader, tour: Tour) -> Html:
    """Return the strip that says what this step shows, with the ways on and out."""
    words = reader.words
    said, ways = _step(reader, tour)
    count = escape(words("Step {n} of {all}.", n=tour.step, all=len(STEPS)))
    leave = f'<button type="submit" name="step" value="0">{escape(words("End the tour"))}</button>'
    return Html(
        f'<form class="her2-tour" method="post" action="/demo/tour" aria-label="{escape(words("Tour"))}">'
        f'<p><strong>{count}</strong> {escape(said)}</p><p class="her2-ways">{ways}{leave}</p></form>'
    )


def _step(reader: Reader, tour: Tour) -> tuple[str, str]:
    """Return what is said at a step, and the button to the next one, or to what is lacking for it."""
    words, step = reader.words, STEPS[tour.step - 1]
    if step.role not in reader.me.roles:
        return words("The tour waits while you look around."), _button(tour.step, words("Go on with it"))
    if step.onward:
        return words(step.told), _button(tour.step + 1, words(step.onward))
    if moved := _moved(reader, tour):
        return f"{words(step.told)} {moved}", ""
    said = words("Nothing was signed since the tour began, so nothing moved.")
    return said, _button(_FORM_STEP, words("Back to the form"))


def onward_from_receipt(reader: Reader) -> Html | None:
    """Return the way on where the form of the tour was just signed; the strip is out of sight there."""
    tour = tour_of(st.context.cookies) if reader.desk.office.demo else None
    if tour is None or tour.step != _FORM_STEP:
        return None
    button = _button(tour.step + 1, reader.words("The tour goes on: see what moved"))
    return Html(f'<form class="her2-ways" method="post" action="/demo/tour">{button}</form>')


def _button(step: int, label: str) -> str:
    return f'<button type="submit" name="step" value="{step}" class="her2-onward">{escape(label)}</button>'


def _moved(reader: Reader, tour: Tour) -> str | None:
    """Return what the endpoint was when the tour began and is now; none where it is the same."""
    words, version = reader.words, dashboard.data_version(reader.desk)
    before, now = (
        cache.findings(reader, version, Choice(as_of=moment)).endpoint for moment in (tour.begun, None)
    )
    if (before.observed, before.evaluable) == (now.observed, now.evaluable):
        return None
    moved = words(
        "Concordant when the tour began: {before}, now: {now}. Patients whose outcome is known: {known}, "
        "now: {more}.",
        before=share(before.observed, words), now=share(now.observed, words),
        known=before.evaluable.total, more=now.evaluable.total,
    )  # fmt: skip
    return unbroken(moved)
