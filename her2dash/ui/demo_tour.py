"""The route of the demo's tour: each step goes on as its person, where there is something to do."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from her2dash.access import Role
from her2dash.actions import accounts, worklist
from her2dash.actions.desk import Desk
from her2dash.errors import Problem
from her2dash.settings import Settings
from her2dash.study.windows import State
from her2dash.ui.authenticator import token_of
from her2dash.ui.browser import fields, give_cookie, page_of
from her2dash.ui.demo_roles import enter_as
from her2dash.ui.office import bare, desk_at, named, of_visitor, study_of, the_office
from her2dash.ui.tour import COOKIE, STEPS, Tour, tour_of
from her2dash.ui.visit import refused


class Guide:
    """Leads from step to step; without a demo there is no such route."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def routes(self) -> list[BaseRoute]:
        """Return the route, none outside a demo."""
        return [Route("/demo/tour", self.lead, methods=["POST"])] if self.settings.demo else []

    async def lead(self, request: Request) -> Response:
        """Go to the step that was asked for; any other ends the tour, on the page where it is pressed."""
        try:
            given = await fields(request)
            step = int(given["step"]) if given.get("step") in _NUMBERS else 0
            if not step:
                return _ended(page_of(request))
            held, onward = await to_thread.run_sync(self._go_on, token_of(request.cookies), step, given)
        except Problem as fault:
            return refused(request, fault)
        response = RedirectResponse(onward, 303)
        give_cookie(response, request, self.settings, held)
        before = tour_of(request.cookies)
        tour = Tour(step, before.begun if before and step > 1 else the_office().clock.now())
        response.set_cookie(COOKIE, tour.written(), path="/", httponly=True, samesite="lax")
        return response

    def _go_on(self, held: str, step: int, given: Mapping[str, str]) -> tuple[str, str]:
        language, study = given.get("lang", ""), study_of(held) or named(given.get("study", ""))
        if accounts.is_open(the_office(held), bare(held)) is not None:
            language = accounts.who(desk_at(held)).language
        role = STEPS[step - 1].role
        if step == 1:  # it begins in the first study, where something is lacking
            study = of_visitor(self.settings, self.settings.cohort, study)
        now = enter_as(self.settings, held, role, study=study, language=language)
        return now, _place(desk_at(now), role)


_NUMBERS = frozenset(str(n) for n, _ in enumerate(STEPS, start=1))


def _ended(page: str) -> Response:
    response = RedirectResponse(page, 303)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")
    return response


def _place(desk: Desk, role: Role) -> str:
    """Return where a role has something to show: the board, the work-list, the form that is lacking."""
    if role is Role.PI:
        return "/overview"
    lacking = _lacking(desk) if role is Role.COORDINATOR else None
    return f"/form?{urlencode(lacking)}" if lacking else "/worklist"


def _lacking(desk: Desk) -> dict[str, str] | None:
    """Return the form on whose signature the primary endpoint waits, the soonest due first."""
    outcome = desk.office.study.roles.therapy_outcome
    for task in worklist.worklist(desk):
        if outcome and task.form == outcome.form and task.standing.state is not State.NOT_YET_OPEN:
            return {"patient": task.handle, "form": task.form}
    return None
