"""Who stands in front of Streamlit, in which language and on the way where; what such a visitor posts."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from html import escape

from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from her2dash.errors import Problem, Refused
from her2dash.i18n import LANGUAGES, N_, Words
from her2dash.ui.browser import fields, local_path
from her2dash.ui.office import named
from her2dash.ui.plain import Html, language_of, message

SIGN_IN = "/sign-in"

_NEWS = {
    "reset": N_("The demo is back at its start."),
    "password": N_("Your password is set. Sign in with it."),
    "late": N_("The time for your code is over, or it was used elsewhere. Sign in again."),
}


@dataclass(frozen=True)
class Visit:
    """What the visitor of the page wants, and what went wrong a moment ago."""

    words: Words
    onward: str = "/"
    chosen: str = ""  # the language, if the visitor chose one
    login: str = ""
    problem: str = ""
    news: str = ""
    study: str = ""  # in a demo the study that is offered, if it is not the first

    @property
    def address(self) -> URL:
        """The address of the sign-in page, for the switch of languages."""
        asked = {"next": self.onward} | ({"study": self.study} if self.study else {})
        return URL(SIGN_IN).include_query_params(**asked)

    @property
    def notice(self) -> Html:
        """The sentence above the form, if there is one."""
        if self.problem:
            return Html(f'<p class="notice bad" id="problem" role="alert">{escape(self.problem)}</p>')
        return Html(f'<p class="notice" role="status">{escape(self.news)}</p>' if self.news else "")


# What is done with what was posted, and what is shown again, with a status, when it is refused.
Act = Callable[[Mapping[str, str], Visit], Awaitable[Response]]
Page = Callable[[Visit, int], Awaitable[Response]]


def visit_of(request: Request, given: Mapping[str, str]) -> Visit:
    """Return what a visitor wants, and in which language."""
    chosen = given.get("lang", "")
    words = Words(language_of(request, chosen))
    return Visit(
        words,
        onward=local_path(given.get("next")),
        chosen=chosen if chosen in LANGUAGES else "",
        login=given.get("login", "")[:80] if request.method == "POST" else "",
        news=words(_NEWS[given["news"]]) if given.get("news") in _NEWS else "",
        study=named(given.get("study", "")),
    )


def arrival(request: Request) -> Visit:
    """Return the visit of who opens a page."""
    return visit_of(request, dict(request.query_params))


async def posted(request: Request, act: Act, page: Page) -> Response:
    """Do what was posted; what is wrong with it is said on the page from which it came."""
    try:
        given = await fields(request)
    except Refused as fault:
        return refused(request, fault)
    visit = visit_of(request, given)
    try:
        return await act(given, visit)
    except Problem as fault:
        return await page(replace(visit, problem=visit.words(fault.text, **fault.values)), 403)


def to_sign_in(visit: Visit, news: str, **asked: str) -> RedirectResponse:
    """Lead to the sign-in page, which tells the news, in the language that the visitor chose."""
    told = {"news": news, **asked} | ({"lang": visit.chosen} if visit.chosen else {})
    return RedirectResponse(str(URL(SIGN_IN).include_query_params(**told)), 303)


def refused(request: Request, fault: Problem) -> Response:
    """Answer a form that is not taken with the reason, and the way back."""
    words = Words(language_of(request))
    back = Html(f'<p><a href="{SIGN_IN}">{escape(words("To the sign-in page"))}</a></p>')
    said = words(fault.text, **fault.values)
    return message(words, heading=words("Refused"), text=said, more=back, status=403)
