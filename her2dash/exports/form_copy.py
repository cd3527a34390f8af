"""A signed form as one HTML page for the site's own file: what was answered, and the signature beneath it.

The copy stands by itself, under the investigator's control and without the app: EMA guideline on computerised
systems in clinical trials (2023), 21 CFR 11.10(b). Printed name, moment, role and meaning stand with what was
signed, tied to it by its hash: 21 CFR 11.50, 11.70.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from importlib.metadata import version
from itertools import groupby

from her2dash.actions.signed_views import SignedForm
from her2dash.exports.paper import Pairs, head, pairs_html
from her2dash.exports.signature_block import earlier_html, signature_html
from her2dash.exports.wording import Wording
from her2dash.study.answers import pages
from her2dash.study.forms import Group, Item
from her2dash.study.rows import NONE, row_of


@dataclass(frozen=True)
class Taken:
    """Who takes a copy away, when, and whether from a demo."""

    person: str
    at: datetime
    demo: bool


def form_copy(signed: SignedForm, wording: Wording, taken: Taken) -> str:
    """Return a signed form as one self-contained page in the reader's words."""
    return "\n".join(_lines(signed, wording, taken)) + "\n"


def _lines(signed: SignedForm, wording: Wording, taken: Taken) -> Iterator[str]:
    words, form = wording.words, wording.text(signed.form.title)
    title = words("{form}, patient {number}", form=form, number=signed.number)
    foot = words("reference {reference}", reference=signed.receipt.reference)
    demo = f"{words('Synthetic data')} · " if taken.demo else ""
    yield head(words.language, title, sheet="form_copy", running=f"{demo}{title} · {foot}")
    yield "<body>\n<header>"
    if taken.demo:
        yield f'<p class="banner">{escape(words("Synthetic data: nobody in this demo is real."))}</p>'
    yield f"<h1>{escape(form)}</h1>"
    yield pairs_html(_facts(signed, wording))
    yield from (f'<p class="notice" role="note">{escape(said)}</p>' for said in _notices(signed, wording))
    yield "</header>\n<main>"
    for group in pages(signed.form, signed.answers):
        yield from _group(signed, group, wording)
    yield from signature_html(signed, wording)
    yield from earlier_html(signed.earlier, wording)
    yield f"</main>\n<footer><p>{escape(_taken(taken, wording))}</p></footer>\n</body>\n</html>"


def _facts(signed: SignedForm, wording: Wording) -> Pairs:
    words, study = wording.words, wording.study
    site = study.site(signed.site).name
    return (
        (words("Study"), wording.text(study.title)),
        (words("Registered as"), study.registry),
        (words("Patient"), signed.number),
        (words("Site"), words("{code}, {name}", code=signed.site, name=site)),
        (words("Form"), words("{form}, version {version}", form=wording.text(signed.form.title),
                              version=signed.form.version)),
    )  # fmt: skip


def _notices(signed: SignedForm, wording: Wording) -> Iterator[str]:
    """Return what a reader must know before the first answer."""
    words = wording.words
    if signed.correcting_since is not None:
        yield words(
            "This form is open for correction since {moment}; the signature below stands for what is printed "
            "here.",
            moment=words.moment(signed.correcting_since),
        )
    if not signed.seal_holds:
        yield words(
            "These answers do not give the hash that was signed: the record was changed past the app. Have "
            "it verified: her2dash audit verify."
        )


def _group(signed: SignedForm, group: Group, wording: Wording) -> Iterator[str]:
    yield f"<section>\n<h2>{escape(wording.text(group.title))}</h2>"
    for row, items in groupby(group.items, key=lambda item: row_of(item.id)):
        if row is not None:
            yield f"<h3>{escape(wording.text(group.repeats or group.title))} {row}</h3>"
        yield pairs_html(_answers(signed, items, wording))
    if not group.items:
        yield f"<p>{escape(wording.words('Nothing was recorded here.'))}</p>"
    yield "</section>"


def _answers(signed: SignedForm, items: Iterable[Item], wording: Wording) -> Pairs:
    # Why there is no answer stands where the answer would.
    asked = (item for item in items if not item.id.endswith(f"~{NONE}"))
    return ((wording.text(item.label), _answer(signed, item, wording)) for item in asked)


def _answer(signed: SignedForm, item: Item, wording: Wording) -> str:
    words, value = wording.words, signed.answers.get(item.id)
    if value is None and (code := signed.answers.get(f"{item.id}~{NONE}")):
        reason = wording.study.codelist(item.missing).code(str(code)).label
        return words("Not provided: {reason}", reason=wording.text(reason))
    return wording.answer(item, value)


def _taken(taken: Taken, wording: Wording) -> str:
    return wording.words(
        "Copy taken by {person} on {moment}, her2dash {version}.",
        person=taken.person, moment=wording.words.moment(taken.at), version=version("her2dash"),
    )  # fmt: skip
