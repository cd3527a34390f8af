"""What a browser tells with a request, and how far it is believed."""

from __future__ import annotations

from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from her2dash.errors import Refused
from her2dash.i18n import N_
from her2dash.settings import LOOPBACK, Settings
from her2dash.ui.authenticator import COOKIE, HOSTED

# What a right password leads to where a code is still to come. Its own cookie, sent to this address alone:
# whatever takes it for a session finds none.
SECOND = "/sign-in/second"
STEP_COOKIE = "her2dash_first_step"
# On an encrypted line; __Host- would have it sent everywhere.
_STEP_SECURED = f"__Secure-{STEP_COOKIE}"

# A name, a password, a way back: more is nobody who signs in.
_LARGEST_FORM = 8_192
_FORWARDED = "forwarded"


def from_our_own_page(request: HTTPConnection) -> bool:
    """Tell whether a page of ours sent this: the browser says so itself, or Origin is our own host."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("origin", "")
    return bool(origin) and urlsplit(origin).netloc == request.headers.get("host")


def local_path(wanted: str | None) -> str:
    """Return a path of this site to go to, or "/" for whatever is none."""
    path = wanted or ""
    plain = path.isprintable() and path.isascii() and not set(path) & set("\\ <>\"'`{}|^")
    ours = path.startswith("/") and "//" not in path.partition("?")[0]
    return path if plain and ours and not path.startswith(("/sign-in", "/auth/", "/demo/")) else "/"


def page_of(request: HTTPConnection) -> str:
    """Return the page of ours from which a form was sent."""
    page = urlsplit(request.headers.get("referer", ""))
    return local_path(page.path + (f"?{page.query}" if page.query else ""))


def sign_in_address(wanted: str, study: str = "") -> str:
    """Return the address of the sign-in page that leads on to a path, of the study that was left."""
    path = local_path(wanted)
    asked = ({"study": study} if study else {}) | ({} if path == "/" else {"next": path})
    return "/sign-in" + (f"?{urlencode(asked)}" if asked else "")


async def fields(request: Request) -> dict[str, str]:
    """Read a form that one of our own pages sent; refuses any other."""
    if not from_our_own_page(request):
        raise Refused(N_("This form did not come from a page of her2dash, so nothing was done with it."))
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LARGEST_FORM:
            raise Refused(N_("This form is larger than any that her2dash sends."))
    given = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=20)
    return {name: values[-1] for name, values in given.items()}


def address_of(request: HTTPConnection, settings: Settings) -> str:
    """Return the address that a wrong password is counted for.

    Whoever is not known to stand behind a proxy cannot choose an address by naming one: all who do share one.
    """
    if _was_forwarded(request) and not settings.behind_proxy:
        return _FORWARDED
    return request.client.host if request.client else ""


def give_cookie(response: Response, request: HTTPConnection, settings: Settings, token: str) -> None:
    """Let the browser hold the session until it is closed; the session row has its own, earlier end."""
    secure = _needs_https(request, settings)
    name = HOSTED if secure else COOKIE
    response.set_cookie(name, token, path="/", httponly=True, samesite="lax", secure=secure)


def give_step_cookie(response: Response, request: HTTPConnection, settings: Settings, token: str) -> None:
    """Let the browser hold half a sign-in."""
    secure = _needs_https(request, settings)
    name = _STEP_SECURED if secure else STEP_COOKIE
    response.set_cookie(name, token, path=SECOND, httponly=True, samesite="lax", secure=secure)


def step_of(request: HTTPConnection) -> str:
    """Return the half of a sign-in that a browser holds, or nothing."""
    return request.cookies.get(_STEP_SECURED) or request.cookies.get(STEP_COOKIE) or ""


def take_step_cookie(response: Response) -> None:
    """Let the browser forget half a sign-in."""
    for name in (STEP_COOKIE, _STEP_SECURED):
        secure = name == _STEP_SECURED
        response.delete_cookie(name, path=SECOND, httponly=True, samesite="lax", secure=secure)


def take_cookie(response: Response) -> None:
    """Let the browser forget the session."""
    for name in (COOKIE, HOSTED):
        response.delete_cookie(name, path="/", httponly=True, samesite="lax", secure=name == HOSTED)
    response.headers["clear-site-data"] = '"storage"'  # what pages kept in the browser


def _was_forwarded(request: HTTPConnection) -> bool:
    return any(name == "forwarded" or name.startswith("x-forwarded-") for name in request.headers)


def _needs_https(request: HTTPConnection, settings: Settings) -> bool:
    if settings.secure_cookie is not None:
        return settings.secure_cookie
    # A proxy that ends TLS may name this machine as the host: what the browser or the proxy says decides.
    origin = request.headers.get("origin", "")
    if request.url.scheme == "https" or origin.startswith("https://") or _was_forwarded(request):
        return True
    # A demo holds nothing worth stealing and is often shown on a local network without a certificate.
    return not (settings.demo or request.url.hostname in LOOPBACK)
