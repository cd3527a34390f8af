"""The sign-in page: plain HTML that works without scripts; in a demo, one button per person."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import HTMLResponse

from her2dash.access import Role
from her2dash.i18n import N_, Words
from her2dash.ui.demo_studies import study_links
from her2dash.ui.plain import Html, page, render
from her2dash.ui.visit import Visit

# Each part with what its holder sees first; the rights themselves stand in access.py.
PARTS: dict[Role, tuple[str, str]] = {
    Role.PHYSICIAN: (N_("Referring physician"), N_("answers the questionnaires of their own patients")),
    Role.COORDINATOR: (N_("Coordinator"), N_("enrols patients and records the therapy")),
    Role.IMAGING: (N_("Imaging"), N_("records the PET and releases it")),
    Role.LABORATORY: (N_("Laboratory"), N_("records the laboratory's forms")),
    Role.PI: (N_("Principal investigator"), N_("sees enrolment and the endpoints")),
    Role.MONITOR: (N_("Monitor"), N_("reads everything and changes nothing")),
    Role.ADMIN: (N_("Administrator"), N_("manages people and their roles")),
}


def password_page(visit: Visit, *, study: str, status: int = 200) -> HTMLResponse:
    """Ask for name and password."""
    words = visit.words
    wrong = ' aria-invalid="true" aria-describedby="problem"' if visit.problem else ""
    body = render(
        "password.html",
        heading=words("Sign in"),
        purpose=_purpose(words, study),
        notice=visit.notice,
        next=visit.onward,
        chosen=visit.chosen,
        login=visit.login,
        login_label=words("User name"),
        login_more=Html(wrong + ("" if visit.login else " autofocus")),
        password_label=words("Password"),
        password_more=Html(wrong + (" autofocus" if visit.login else "")),
        button=words("Sign in"),
        first=words("Do you have an invitation code? Set your password here."),
        forgotten=words("Forgotten your password? Ask the study office for a new code."),
    )
    title = words("Error: {what}", what=words("Sign in")) if visit.problem else words("Sign in")
    return page(words, title=title, body=body, address=visit.address, status=status)


def demo_page(
    visit: Visit,
    *,
    study: str,
    people: Sequence[tuple[str, str, Role]],
    tour: bool,
    apart: bool = False,
    status: int = 200,
) -> HTMLResponse:
    """Offer one button per person, and the way back to the start of the demo."""
    words = visit.words
    body = render(
        "demo.html",
        heading=words("Try her2dash"),
        purpose=_purpose(words, study),
        notice=visit.notice,
        next=visit.onward,
        chosen=visit.chosen,
        study=visit.study,
        studies=study_links(words, visit.study),
        tour=_tour(visit) if tour else Html(""),
        own=_own(visit, apart=apart),
        choose=words("Go in as"),
        parts=Html("".join(_part(words, *one) for one in people)),
        reset=_reset(visit, apart=apart),
    )
    return page(words, title=words("Demo"), body=body, address=visit.address, demo=True, status=status)


def _purpose(words: Words, study: str) -> str:
    return words(
        "Physicians answer the questionnaires of a study here, and its investigators watch, live, "
        "whether it reaches its answer. Study: {study}.",
        study=study,
    )


def _tour(visit: Visit) -> Html:
    words = visit.words
    hint = words(
        "Four steps, two minutes: the results, a physician's work-list, one form, and what its signature "
        "moves."
    )
    return render(
        "tour.html", study=visit.study, chosen=visit.chosen, button=words("Take the tour"), hint=hint
    )


def _reset(visit: Visit, *, apart: bool) -> Html:
    """Offer the way back to the start; who has no copy yet has nothing that could be put back."""
    words = visit.words
    if not apart:
        hint = words("Whatever was entered in this demo is then gone, for every visitor.")
    elif visit.study:
        hint = words("Whatever was entered in this copy is then gone.")
    else:
        return Html("")
    button = words("Put the demo back to its start")
    return render("reset.html", study=visit.study, chosen=visit.chosen, button=button, hint=hint)


def _own(visit: Visit, *, apart: bool) -> str:
    """Say whose the entries are that somebody makes here."""
    words = visit.words
    if not apart:
        return ""
    if visit.study:
        return words(
            "Whoever opens the address of this page, on another screen too, sees this copy of the demo; "
            "nobody else does."
        )
    return words("You get your own copy of the demo: what you enter appears to nobody else.")


def _part(words: Words, login: str, name: str, role: Role) -> Html:
    part, sees = PARTS[role]
    return render("part.html", login=login, name=name, part=words(part), sees=words(sees))
