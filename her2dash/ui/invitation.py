"""Setting a password with the code of an invitation: plain HTML in front of Streamlit, like signing in."""

from __future__ import annotations

from collections.abc import Mapping

from anyio import to_thread
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from her2dash.actions import invitations
from her2dash.actions.password_rules import SHORTEST
from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.settings import Settings
from her2dash.ui.browser import address_of
from her2dash.ui.office import the_office
from her2dash.ui.plain import Html, page, render
from her2dash.ui.sign_in import HASHING
from her2dash.ui.visit import Visit, arrival, posted, to_sign_in

ADDRESS = "/sign-in/first"


class Invitations:
    """Takes a code and a first password; the actions decide, this only speaks HTTP."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def routes(self) -> list[Route]:
        """Return the routes; nobody is invited to a demo."""
        if self.settings.demo:
            return []
        return [Route(ADDRESS, self.show), Route(ADDRESS, self.take, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """Show the page."""
        return await _page(arrival(request), 200)

    async def take(self, request: Request) -> Response:
        """Set the password and lead to the sign-in page, or say what is wrong."""

        async def set_password(given: Mapping[str, str], visit: Visit) -> Response:
            address = address_of(request, self.settings)
            await to_thread.run_sync(_set, given, address, limiter=HASHING)
            return to_sign_in(visit, "password")

        return await posted(request, set_password, _page)


def _set(given: Mapping[str, str], address: str) -> None:
    password = given.get("password", "")
    if password != given.get("again", ""):
        raise Refused(N_("The two passwords are not the same. Type both again."))
    invitations.set_first_password(
        the_office(), login=given.get("login", "").strip(), code=given.get("code", ""), password=password,
        address=address,
    )  # fmt: skip


async def _page(visit: Visit, status: int) -> HTMLResponse:
    words, title = visit.words, visit.words("Set your password")
    body = render(
        "first.html",
        heading=title,
        purpose=words("The study office has given you a code. It works once, and for three days."),
        notice=visit.notice,
        chosen=visit.chosen,
        login=visit.login,
        login_label=words("User name"),
        code_label=words("Invitation code"),
        password_label=words("New password"),
        rules=words(
            "{shortest} characters or more: a few words that do not belong together. No other rules.",
            shortest=SHORTEST,
        ),
        again_label=words("New password, once more"),
        wrong=Html(' aria-invalid="true" aria-describedby="problem"' if visit.problem else ""),
        shortest=str(SHORTEST),
        button=words("Set this password"),
        back=words("To the sign-in page"),
    )
    shown = words("Error: {what}", what=title) if visit.problem else title
    return page(words, title=shown, body=body, address=URL(ADDRESS), status=status)
