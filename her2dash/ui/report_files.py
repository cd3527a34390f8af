"""Reports as files: made anew at the click, as HTML or printed, and held against the hash that was kept."""

from __future__ import annotations

from html import escape

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from her2dash.errors import NotFound
from her2dash.exports.pdf import pdf_of
from her2dash.i18n import N_, Words
from her2dash.ui.files import answered, reader_of
from her2dash.ui.plain import Html, message
from her2dash.ui.report_making import Anew, made_anew, served, verdict

_KINDS = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


async def report_file(request: Request) -> Response:
    """Serve a report as HTML or PDF; one that is no longer as it was made says so at its head."""
    return await answered(request, _file)


async def report_check(request: Request) -> Response:
    """Answer with whether a report is still as it was made."""
    return await answered(request, _check)


def _file(request: Request) -> Response:
    kind, reader = request.path_params["kind"], reader_of(request)
    if kind not in _KINDS:
        raise NotFound(N_("There is no such report."))
    anew = made_anew(reader, request.path_params["number"])
    html = served(anew, Words(anew.printed.language, reader.study.zone))
    body = html.encode() if kind == "html" else pdf_of(html)
    name = f"{reader.study.id}-report-{anew.opened.kept.number}.{kind}"
    return Response(
        body, media_type=_KINDS[kind], headers={"content-disposition": f'inline; filename="{name}"'}
    )


def _check(request: Request) -> Response:
    reader = reader_of(request)
    anew = made_anew(reader, request.path_params["number"])
    words, kept = reader.words, anew.opened.kept
    return message(
        words, heading=words("Report {number}", number=kept.number), text=verdict(anew, words),
        more=_hashes(anew, words), demo=reader.desk.office.demo, status=200,
    )  # fmt: skip


def _hashes(anew: Anew, words: Words) -> Html:
    rows = {
        words("SHA-256 of the HTML when it was made"): anew.opened.kept.html_hash,
        words("SHA-256 of the HTML as it is made now"): anew.printed.html_hash,
        words("Head of the record that it names"): anew.opened.kept.basis.head_hash,
    }
    told = "".join(f"<dt>{escape(name)}</dt><dd><code>{told}</code></dd>" for name, told in rows.items())
    return Html(f"<dl>{told}</dl>")


REPORT_FILES = (
    Route("/report/{number:int}.{kind}", report_file),
    Route("/report/{number:int}", report_check),
)
