"""The audit trail and the access log as CSV: a route of our own, which asks the session and the right."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from her2dash.actions import trail
from her2dash.actions.trail_views import Entry
from her2dash.errors import NotFound
from her2dash.exports.tables import table_csv
from her2dash.i18n import N_
from her2dash.ui import trail_choice, trail_sentences
from her2dash.ui.files import answered, reader_of
from her2dash.ui.reader import Reader

_MACHINE = ("event", "at_utc", "at_local", "person", "role", "channel", "patient", "deed")


async def trail_file(request: Request) -> Response:
    """Serve the events that the address asks for."""
    return await answered(request, _file)


def _file(request: Request) -> Response:
    reader, name = reader_of(request), request.path_params["name"]
    if name not in _TABLES:
        raise NotFound(N_("There is no such file."))
    wanted = trail_choice.wanted(reader, dict(request.query_params))
    columns, rows = _TABLES[name](reader, wanted)
    body = table_csv(_facts(reader), columns, rows)
    disposition = {"content-disposition": f'attachment; filename="{reader.study.id}-{name}.csv"'}
    return Response(body, media_type="text/csv; charset=utf-8", headers=disposition)


def _facts(reader: Reader) -> tuple[str, ...]:
    words = reader.words
    synthetic = (words("Synthetic data: nobody in this demo is real."),) if reader.desk.office.demo else ()
    made = words(
        "Study {study}, taken by {person} on {when}.",
        study=reader.study.id, person=reader.me.name, when=words.moment(reader.now),
    )  # fmt: skip
    return (*synthetic, made)


def _events(reader: Reader, wanted: trail.Wanted) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    columns = (*_MACHINE, "form", "form_version", "language", "what", "reason", "hash")
    entries = trail.whole_trail(reader.desk, wanted=wanted)
    return columns, (_event(reader, entry) for entry in entries)


def _event(reader: Reader, entry: Entry) -> tuple[str, ...]:
    blanked = reader.words("(blanked)") if entry.reason_blanked else ""
    then = trail_sentences.done_then(reader, entry)
    return (
        str(entry.number), entry.at.isoformat(), reader.words.moment(entry.at), entry.person or "",
        entry.role or "", entry.channel, entry.patient or "", entry.deed, entry.form or "",
        str(entry.form_version or ""), entry.language or "",
        ". ".join(part for part in (trail_sentences.sentence(reader, entry), then) if part),
        entry.reason or blanked, entry.hash,
    )  # fmt: skip


def _accesses(reader: Reader, wanted: trail.Wanted) -> tuple[tuple[str, ...], Iterator[tuple[str, ...]]]:
    looks = trail.whole_access(reader.desk, wanted=wanted)
    columns = ("event", "at_utc", "at_local", "person", "channel", "deed", "what")
    return columns, (
        (
            str(look.number), look.at.isoformat(), reader.words.moment(look.at), look.person or "",
            look.channel, look.deed, trail_sentences.seen(reader, look),
        )
        for look in looks
    )  # fmt: skip


_TABLES = {"trail": _events, "access": _accesses}

TRAIL_FILES = (Route("/trail/{name}.csv", trail_file),)
