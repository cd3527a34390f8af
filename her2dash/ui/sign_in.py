"""The routes in front of Streamlit: sign-in, the demo's buttons, sign-out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from her2dash.actions import accounts
from her2dash.actions.desk import Desk
from her2dash.errors import SecondStep
from her2dash.settings import Settings
from her2dash.ui.authenticator import token_of
from her2dash.ui.browser import (
    SECOND,
    address_of,
    give_cookie,
    give_step_cookie,
    local_path,
    sign_in_address,
    take_cookie,
)
from her2dash.ui.office import bare, go_in, held_in, named, open_beside, study_of, the_office
from her2dash.ui.plain import file_routes
from her2dash.ui.sign_in_page import demo_page, password_page
from her2dash.ui.visit import Visit, arrival, posted, to_sign_in

# A hasher is busy for a quarter of a second: two at a time leave the pages their processor.
HASHING = CapacityLimiter(2)


class Reception:
    """Lets people in and out; the actions decide, this only speaks HTTP."""

    def __init__(self, settings: Settings, reset_demo: Callable[[str], None]) -> None:
        self.settings = settings
        self.reset_demo = reset_demo

    def routes(self) -> list[BaseRoute]:
        """Return the routes; a demo has no password field, and the real thing no open button."""
        ours: list[BaseRoute] = [
            Route("/sign-in", self.show),
            *file_routes(),
            Route("/auth/logout", self.leave),
        ]
        if self.settings.demo:
            ours += [
                Route("/sign-in/demo", self.enter, methods=["POST"]),
                Route("/demo/reset", self.reset, methods=["POST"]),
            ]
        else:
            ours.append(Route("/sign-in", self.check, methods=["POST"]))
        return ours

    async def show(self, request: Request) -> Response:
        """Show the page; also to somebody signed in, who may want to be somebody else."""
        return await self._page(arrival(request), 200)

    async def check(self, request: Request) -> Response:
        """Check a name and a password."""
        return await self._let_in(request)

    async def enter(self, request: Request) -> Response:
        """Enter the demo as one of its people."""
        return await self._let_in(request)

    async def leave(self, request: Request) -> Response:
        """Sign out, unless another site sent the browser here; then only the way in is shown."""
        came_from = urlsplit(request.headers.get("referer", ""))
        if not _asked_for_here(request, came_from.netloc):
            return RedirectResponse("/sign-in", 303)
        back = came_from.path + (f"?{came_from.query}" if came_from.query else "")
        token = token_of(request.cookies)
        if token:
            if self.settings.demo and back and await to_thread.run_sync(_lives, token):
                # Who signs out ended the session first: this is another tab, of the role before.
                return RedirectResponse(local_path(back), 303)
            await to_thread.run_sync(accounts.end_session, the_office(token), bare(token))
        response = RedirectResponse(sign_in_address(back, named(study_of(token))), 303)
        take_cookie(response)
        return response

    async def reset(self, request: Request) -> Response:
        """Put the demo back to its start; anybody on its sign-in page may."""

        async def put_back(_: Mapping[str, str], visit: Visit) -> Response:
            await to_thread.run_sync(self.reset_demo, visit.study)
            return to_sign_in(visit, "reset")

        return await posted(request, put_back, self._page)

    async def _let_in(self, request: Request) -> Response:
        async def let_in(given: Mapping[str, str], visit: Visit) -> Response:
            who = Arrival(
                given,
                address_of(request, self.settings),
                token_of(request.cookies),
                visit.chosen,
                visit.study,
            )
            try:
                held = await to_thread.run_sync(self._token, who, limiter=HASHING)
            except SecondStep as halfway:
                return self._lead_on(request, visit, halfway.token)
            response = RedirectResponse(visit.onward, 303)
            give_cookie(response, request, self.settings, held)
            return response

        return await posted(request, let_in, self._page)

    def _token(self, who: Arrival) -> str:
        study = go_in(self.settings, who.study) if self.settings.demo else ""
        office, login = open_beside(self.settings, study), who.given.get("login", "").strip()
        replaces = bare(who.held)
        if self.settings.demo:
            token = accounts.enter_demo(office, login=login, replaces=replaces or None)
        else:
            password = who.given.get("password", "")
            token = accounts.sign_in(
                office, login=login, password=password, address=who.address, replaces=replaces or None
            )
        if replaces and the_office(who.held) is not office:  # it was left for another study
            accounts.end_session(the_office(who.held), replaces)
        keep_language(office.desk(token), who.language)
        return held_in(study, token)

    def _lead_on(self, request: Request, visit: Visit, step: str) -> Response:
        """Lead who gave a right password to the second step."""
        asked = {"next": visit.onward} | ({"lang": visit.chosen} if visit.chosen else {})
        response = RedirectResponse(f"{SECOND}?{urlencode(asked)}", 303)
        give_step_cookie(response, request, self.settings, step)
        return response

    async def _page(self, visit: Visit, status: int) -> Response:
        return await to_thread.run_sync(self._drawn, visit, status)

    def _drawn(self, visit: Visit, status: int) -> Response:
        office = open_beside(self.settings, visit.study.partition("~")[0])
        study = office.study.title[visit.words.language]
        if self.settings.demo:
            people, tour = accounts.demo_people(office), self.settings.cohort != "published"
            return demo_page(
                visit, study=study, people=people, tour=tour, apart=self.settings.apart, status=status
            )
        return password_page(visit, study=study, status=status)


@dataclass(frozen=True)
class Arrival:
    """Somebody who wants in: what was typed, from where, what the browser held, what was chosen."""

    given: Mapping[str, str]
    address: str
    held: str
    language: str
    study: str


def keep_language(desk: Desk, chosen: str) -> None:
    """Keep the language that somebody chose on the way in, if any, as that of the pages."""
    if chosen and accounts.who(desk).language != chosen:
        accounts.set_language(desk, language=chosen)


def _lives(token: str) -> bool:
    return accounts.is_open(the_office(token), bare(token)) is not None


def _asked_for_here(request: Request, referer: str) -> bool:
    site = request.headers.get("sec-fetch-site", "none")
    return site in ("same-origin", "none") and referer in ("", request.headers.get("host"))
