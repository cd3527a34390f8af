"""Signed forms as files: made at the click, for who may read the form then."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from her2dash.actions import signed_forms
from her2dash.actions.signed_views import SignedForm
from her2dash.errors import NotFound, Refused
from her2dash.exports.form_copy import Taken, form_copy
from her2dash.exports.pdf import pdf_of
from her2dash.exports.pictures import browser
from her2dash.i18n import N_
from her2dash.ui.files import answered, reader_of

_KINDS = {"html": "text/html; charset=utf-8", "pdf": "application/pdf"}


async def signed_file(request: Request) -> Response:
    """Serve a signed form as HTML or PDF."""
    return await answered(request, _file)


def _file(request: Request) -> Response:
    kind, reader = request.path_params["kind"], reader_of(request)
    if kind not in _KINDS:
        raise NotFound(N_("There is no such file."))
    signed = signed_forms.signed_form(
        reader.desk, handle=request.path_params["handle"], form=request.path_params["form"]
    )
    html = form_copy(signed, reader.wording, Taken(reader.me.name, reader.now, reader.desk.office.demo))
    body = html.encode() if kind == "html" else _printed(html)
    disposition = f'attachment; filename="{_name(reader.study.id, signed)}.{kind}"'
    return Response(body, media_type=_KINDS[kind], headers={"content-disposition": disposition})


def _printed(html: str) -> bytes:
    if browser() is None:
        raise Refused(
            N_(
                "This server has no browser to print with. Take the HTML and print it, or have Chromium "
                "installed on the server (Debian: apt-get install chromium)."
            )
        )
    return pdf_of(html)


def _name(study: str, signed: SignedForm) -> str:
    """Return the name of the file: study, number and form, never a name of a person."""
    # How a study writes its numbers is its own affair; a file's name takes letters, figures and hyphens.
    number = re.sub(r"[^A-Za-z0-9]+", "-", signed.number)
    return f"{study}-{number}-{signed.form.id}"


FORM_FILES = (Route("/signed/{handle}/{form}.{kind}", signed_file),)
