"""In a demo one press shows the page as another role: a new session in place of the old one."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from urllib.parse import parse_qs

from anyio import to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from her2dash.access import Role
from her2dash.actions import accounts, capture, patient_file
from her2dash.actions.desk import Desk
from her2dash.errors import Forbidden, NotFound, Problem
from her2dash.i18n import N_
from her2dash.settings import Settings
from her2dash.ui.authenticator import token_of
from her2dash.ui.browser import fields, give_cookie, page_of
from her2dash.ui.navigation import ROOMS, barred
from her2dash.ui.office import bare, desk_at, go_in, held_in, of_visitor, open_beside, study_of, the_office
from her2dash.ui.plain import Html
from her2dash.ui.reader import Reader, reader_at
from her2dash.ui.sign_in import keep_language
from her2dash.ui.visit import refused

# Shorter than the names of roles, and first what most want to see: on a phone the others are out of sight.
_SHORT: dict[Role, str] = {
    Role.PHYSICIAN: N_("Physician"),
    Role.PI: N_("Investigator"),
    Role.COORDINATOR: N_("Coordinator"),
    Role.MONITOR: N_("Monitor"),
    Role.IMAGING: N_("Imaging"),
    Role.LABORATORY: N_("Laboratory"),
    Role.ADMIN: N_("Administrator"),
}


def role_buttons(reader: Reader) -> Html:
    """Return one button per role, the own one marked.

    A plain form, since only an answer to the browser itself can hand over the cookie of the new session.
    """
    buttons = "".join(
        f'<button type="submit" name="become" value="{role}"{_current(reader, role)}>'
        f"{escape(reader.words(short))}</button>"
        for role, short in _SHORT.items()
    )
    label = escape(reader.words("See this page as"))
    return Html(
        f'<form class="her2-roles" method="post" action="/demo/role" aria-label="{label}">{buttons}</form>'
    )


def _current(reader: Reader, role: Role) -> str:
    return ' aria-current="true"' if role in reader.me.roles else ""


class RoleSwitch:
    """The route behind the buttons; it exists in a demo alone, and the gate asks for a session first."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def routes(self) -> list[BaseRoute]:
        """Return the route, none outside a demo."""
        return [Route("/demo/role", self.switch, methods=["POST"])] if self.settings.demo else []

    async def switch(self, request: Request) -> Response:
        """Go on as another role or in another study, on the same page if it has something to show."""
        try:
            given = await fields(request)
            held, onward = await to_thread.run_sync(self._go_on, request, given)
        except Problem as fault:
            return refused(request, fault)
        response = RedirectResponse(onward, 303)
        give_cookie(response, request, self.settings, held)
        return response

    def _go_on(self, request: Request, given: Mapping[str, str]) -> tuple[str, str]:
        held, page = token_of(request.cookies), page_of(request)
        me = accounts.who(desk_at(held))
        role, study = given.get("become", min(me.roles)), study_of(held)
        if wanted := given.get("study"):
            study = of_visitor(self.settings, wanted, study)
        now = enter_as(self.settings, held, role, study=study, language=me.language)
        return now, page if _is_open(desk_at(now), page) else "/"


def enter_as(settings: Settings, held: str, role: str, *, study: str = "", language: str = "") -> str:
    """Begin the session of a role's first person in a study, in place of the one that is held; return it."""
    study = go_in(settings, study)
    office = open_beside(settings, study)
    login = next((login for login, _, of in accounts.demo_people(office) if of == role), "")
    if the_office(held) is office:
        token = accounts.enter_demo(office, login=login, replaces=bare(held) or None)
    else:
        token = accounts.enter_demo(office, login=login, replaces=None)
        accounts.end_session(the_office(held), bare(held))
    keep_language(office.desk(token), language)
    return held_in(study, token)


def _is_open(desk: Desk, address: str) -> bool:
    """Tell whether a page has something to show: its room is open, and its patient within reach."""
    path, _, query = address.partition("?")
    room = next((room for room in ROOMS if f"/{room.name}" == path), None)
    if room is None or barred(room, reader_at(desk)) is not None:
        return False
    asked = {name: values[-1] for name, values in parse_qs(query).items()}
    try:
        if room.name == "patient":
            patient_file.patient_file(desk, handle=asked.get("patient", ""))
        if room.name == "form":
            capture.open_form(desk, handle=asked.get("patient", ""), form=asked.get("form", ""))
    except (Forbidden, NotFound):
        return False
    return True
