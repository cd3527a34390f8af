"""The manifestation of a signature: who, as what, when, what it means, and to what it is tied.

21 CFR 11.50 names printed name, date and time, and meaning; 11.70 wants the signature linked to its record.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from html import escape

from her2dash.actions.signed_views import Earlier, SignedForm
from her2dash.actions.views import Receipt
from her2dash.exports.paper import Pairs, pairs_html
from her2dash.exports.wording import ROLE_NAMES, SOURCES, Wording


def signature_html(signed: SignedForm, wording: Wording) -> Iterator[str]:
    """Yield the signature that stands for the answers above it."""
    yield f'<section class="signature">\n<h2>{escape(wording.words("Signature"))}</h2>'
    yield f'<blockquote lang="{_language(signed, wording)}">{escape(signed.receipt.meaning)}</blockquote>'
    yield pairs_html(_told(signed.receipt, wording))
    yield "</section>"


def earlier_html(earlier: Sequence[Earlier], wording: Wording) -> Iterator[str]:
    """Yield the signatures before it, the newest first, each with why the form was corrected since."""
    if not earlier:
        return
    yield f"<section>\n<h2>{escape(wording.words('Earlier signatures'))}</h2>"
    for one in reversed(earlier):
        yield f'<div class="together">{pairs_html(_told_before(one, wording))}</div>'
    yield "</section>"


def _language(signed: SignedForm, wording: Wording) -> str:
    """Return the language in which the meaning was signed: it is printed as it was, in no other."""
    said = (name for name, text in signed.form.meaning.items() if text == signed.receipt.meaning)
    return next(said, wording.language)


def _told(receipt: Receipt, wording: Wording) -> Pairs:
    words = wording.words
    return (
        *_who_and_when(receipt, wording),
        (words("Source of the answers"), words(SOURCES[receipt.source])),
        (
            words("Signer could see endpoints or markers"),
            words("Yes: marked as unblinded") if receipt.unblinded else words("No"),
        ),
        *_tied_to(receipt, wording),
    )


def _told_before(one: Earlier, wording: Wording) -> Pairs:
    words = wording.words
    reason = one.reason or words("(blanked)")
    return (
        *_who_and_when(one.receipt, wording),
        (words("Corrected since, because"), reason),
        *_tied_to(one.receipt, wording),
    )


def _who_and_when(receipt: Receipt, wording: Wording) -> Pairs:
    words = wording.words
    yield words("Printed name"), receipt.printed_name
    yield words("Signed as"), words(ROLE_NAMES[receipt.role])
    yield words("Date and time"), words.moment(receipt.signed_at)
    yield words("Date and time in UTC"), _utc(receipt.signed_at)


def _tied_to(receipt: Receipt, wording: Wording) -> Pairs:
    yield wording.words("Reference"), receipt.reference
    yield wording.words("SHA-256 of the answers"), receipt.content_hash


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"
