"""The second step of signing in: plain HTML in front of Streamlit, for a code or for what makes the codes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape

from anyio import to_thread
from starlette.datastructures import URL
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from her2dash.actions import second_step
from her2dash.actions.second_factor import Shown
from her2dash.errors import SignedOut
from her2dash.settings import Settings
from her2dash.ui.authenticator import token_of
from her2dash.ui.browser import SECOND, address_of, give_cookie, step_of, take_step_cookie
from her2dash.ui.office import the_office
from her2dash.ui.plain import Html, page, render
from her2dash.ui.qr import qr_code
from her2dash.ui.sign_in import keep_language
from her2dash.ui.visit import Visit, arrival, posted, to_sign_in


class SecondStep:
    """Takes the code that follows a password; the actions decide, this only speaks HTTP."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def routes(self) -> list[Route]:
        """Return the routes; a demo asks for no password, and so for no code."""
        if self.settings.demo:
            return []
        return [Route(SECOND, self.show), Route(SECOND, self.take, methods=["POST"])]

    async def show(self, request: Request) -> Response:
        """Show what is asked of who has given a right password; to anybody else the sign-in page."""
        return await self._page(request, arrival(request), 200)

    async def take(self, request: Request) -> Response:
        """Let in who types the right code, or say what is wrong."""

        async def let_in(given: Mapping[str, str], visit: Visit) -> Response:
            try:
                token = await to_thread.run_sync(self._token, request, given, visit)
            except SignedOut:
                return _over(visit)
            response = RedirectResponse(visit.onward, 303)
            give_cookie(response, request, self.settings, token)
            take_step_cookie(response)
            return response

        return await posted(request, let_in, partial(self._page, request))

    def _token(self, request: Request, given: Mapping[str, str], visit: Visit) -> str:
        token = second_step.finish(
            the_office(), step=step_of(request), code=given.get("code", ""),
            address=address_of(request, self.settings), replaces=token_of(request.cookies) or None,
        )  # fmt: skip
        keep_language(the_office().desk(token), visit.chosen)
        return token

    async def _page(self, request: Request, visit: Visit, status: int) -> Response:
        step = step_of(request)
        try:
            asked = await to_thread.run_sync(lambda: second_step.asked(the_office(), step=step))
        except SignedOut:
            return _over(visit)
        return _draw(visit, asked.shown, status)


def _over(visit: Visit) -> Response:
    """Lead back to the first step, and from there to where the visitor wanted to go."""
    response = to_sign_in(visit, "late", next=visit.onward)
    take_step_cookie(response)
    return response


def _draw(visit: Visit, shown: Shown | None, status: int) -> HTMLResponse:
    words = visit.words
    title = words("Set up your second factor") if shown else words("Your code")
    wrong = ' aria-invalid="true" aria-describedby="problem"' if visit.problem else ""
    body = render(
        "second.html",
        heading=title,
        purpose=_purpose(visit, shown),
        notice=visit.notice,
        secret=_secret(visit, shown) if shown else Html(""),
        next=visit.onward,
        chosen=visit.chosen,
        code_label=words("Code of six figures"),
        # Who sets it up reads from the top first.
        code_more=Html(wrong if shown and not wrong else f"{wrong} autofocus"),
        button=words("Sign in"),
        lost=Html("") if shown else _lost(visit),
        back=words("To the sign-in page"),
    )
    heading = words("Error: {what}", what=title) if visit.problem else title
    address = URL(SECOND).include_query_params(next=visit.onward)
    return page(words, title=heading, body=body, address=address, status=status)


def _purpose(visit: Visit, shown: Shown | None) -> str:
    if shown:
        return visit.words("From now on you sign in with your password and a code from an app on your phone.")
    return visit.words("Type the code of six figures that the app on your phone shows for her2dash now.")


def _lost(visit: Visit) -> Html:
    told = visit.words(
        "Phone lost? An administrator of the study takes its code away, and you set up another."
    )
    return Html(f'<p class="quiet">{escape(told)}</p>')


def _secret(visit: Visit, shown: Shown) -> Html:
    words = visit.words
    return render(
        "secret.html",
        app=words(
            "Open an authenticator app on your phone, or install one: any that makes codes of six figures."
        ),
        read=words("Let the app read this picture."),
        qr=qr_code(shown.link, words("QR code for your authenticator app")),
        link=shown.link,
        here=words("Are you on that phone now? Open it in the app."),
        typed=words("Or type these letters into the app:"),
        letters=shown.letters,
        then=words("Type the code that the app shows. You have a quarter of an hour for all of this."),
    )
