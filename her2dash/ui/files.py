"""Figures as files: a route of our own, which asks the session and the right at the click."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version as version_of

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from her2dash.actions import dashboard
from her2dash.errors import NotFound, OutOfReach, Problem, SignedOut
from her2dash.exports.figure_files import figure_csv, figure_picture
from her2dash.figures.boards import BOARDS, every
from her2dash.figures.drawn import Drawn
from her2dash.figures.sentences import kind_of_numbers
from her2dash.i18n import LANGUAGES, N_, Words
from her2dash.ui import cache, choice
from her2dash.ui.authenticator import token_of
from her2dash.ui.board_page import stamp_of
from her2dash.ui.office import desk_at
from her2dash.ui.plain import language_of, message
from her2dash.ui.reader import Reader, reader_at

_STATUS = {NotFound: 404, OutOfReach: 503}
_KINDS = {"csv": "text/csv; charset=utf-8", "svg": "image/svg+xml", "png": "image/png"}

# A picture takes a browser's time; two at once leave the pages their processor.
_DRAWING = CapacityLimiter(2)


async def figure_file(request: Request) -> Response:
    """Serve one figure of a board for the patients and the moment that the address names."""
    return await answered(request, _file)


async def answered(request: Request, make: Callable[[Request], Response]) -> Response:
    """Answer with a file that takes its time, or with the sentence that says why it is not to be had."""
    try:
        return await to_thread.run_sync(make, request, limiter=_DRAWING)
    except SignedOut:
        return RedirectResponse("/sign-in", 303)
    except Problem as problem:
        words = Words(language_of(request))
        said = words(problem.text, **problem.values)
        status = _STATUS.get(type(problem), 403)
        return message(words, heading=words("This file is not to be had"), text=said, status=status)


def _file(request: Request) -> Response:
    kind, name = request.path_params["kind"], request.path_params["name"]
    reader = reader_of(request)
    version = dashboard.data_version(reader.desk)
    now = _choice(reader, dict(request.query_params))
    drawn = _figure(reader, version, now, request.path_params["board"], name)
    if kind not in _KINDS or (kind != "csv" and drawn.figure is None):
        raise NotFound(N_("There is no such figure."))
    dashboard.take_figure(reader.desk, figure=f"{request.path_params['board']}.{name}")
    facts = _facts(reader, version, now)
    body = figure_csv(drawn, facts) if kind == "csv" else figure_picture(drawn, kind, facts)
    disposition = {"content-disposition": f'attachment; filename="{reader.study.id}-{name}.{kind}"'}
    return Response(body, media_type=_KINDS[kind], headers=disposition)


def _choice(reader: Reader, query: dict[str, str]) -> choice.Choice:
    """Return the choice of an address; a file of everybody under the address of one site would mislead."""
    for name in choice.not_meant(reader, query):
        said = N_(
            "“{value}” is no value of “{name}” in this address. Choose the patients on the page and take the "
            "file there."
        )
        raise NotFound(said, name=name, value=query[name][:40])
    return choice.read(reader, query)


def reader_of(request: Request) -> Reader:
    """Return who asks, in the language that the address names."""
    reader = reader_at(desk_at(token_of(request.cookies)))
    asked = request.query_params.get("lang")
    if asked not in LANGUAGES:
        return reader
    return Reader(reader.desk, reader.me, Words(asked, reader.study.zone))


def _figure(reader: Reader, version: int, now: choice.Choice, board: str, name: str) -> Drawn:
    found = cache.board(reader, version, now, board) if board in BOARDS else ()
    for drawn in every(found):
        if drawn.name == name:
            return drawn
    raise NotFound(N_("There is no such figure."))


def _facts(reader: Reader, version: int, now: choice.Choice) -> tuple[str, ...]:
    """Return what a figure must not lose on its way: patients, cut, versions, and whether it is invented."""
    words, found = reader.words, cache.findings(reader, version, now)
    synthetic = (words("Synthetic data: nobody in this demo is real."),) if reader.desk.office.demo else ()
    return (
        *synthetic,
        kind_of_numbers(words, complete=found.complete),
        stamp_of(reader, now, found),
        words(
            "Study {study}, data version {data}, her2dash {code}.",
            study=reader.study.id, data=found.data_version, code=version_of("her2dash"),
        ),
    )  # fmt: skip


FILES = (Route("/file/{board}/{name}.{kind}", figure_file),)
