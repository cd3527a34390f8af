"""The studies of a demo that stand made on this machine, small and large: the ways from one to another."""

from __future__ import annotations

from html import escape
from urllib.parse import urlencode

from her2dash.i18n import N_, Words
from her2dash.settings import patients_of
from her2dash.ui.office import study_of, the_studies
from her2dash.ui.plain import Html
from her2dash.ui.reader import Reader

_NAMES = {"in-progress": N_("20, in progress"), "published": N_("20, published")}


def study_buttons(reader: Reader, held: str) -> Html:
    """Return one button per study, the one that is looked at marked; nothing where there is one alone."""
    studies = the_studies()
    if len(studies) < 2:
        return Html("")
    words, here = reader.words, (study_of(held) or studies[0]).partition("~")[0]
    buttons = "".join(
        f'<button type="submit" name="study" value="{study}"{_current(study == here)}>'
        f"{escape(study_name(words, study))}</button>"
        for study in sorted(studies, key=_size)
    )
    label = escape(words("Patients:"))
    return Html(
        f'<form class="her2-roles" method="post" action="/demo/role" aria-label="{label}">'
        f"<span>{label}</span>{buttons}</form>"
    )


def study_links(words: Words, here: str) -> Html:
    """Return one link per study for the door, the one that is offered marked."""
    studies = the_studies()
    if len(studies) < 2:
        return Html("")
    of, at, visitor = (here or studies[0]).partition("~")
    links = "".join(
        f'<li><a href="/sign-in?{escape(urlencode({"study": study + at + visitor, "lang": words.language}))}"'
        f"{_current(study == of)}>{escape(study_name(words, study))}</a></li>"
        for study in sorted(studies, key=_size)
    )
    label = escape(words("Patients:"))
    return Html(f'<nav class="studies" aria-label="{label}"><p>{label}</p><ul>{links}</ul></nav>')


def study_name(words: Words, study: str) -> str:
    """Return what a study of a demo is called: by its number of patients."""
    return words(_NAMES[study]) if study in _NAMES else f"{patients_of(study) or 0:,}".replace(",", "\u202f")


def _size(study: str) -> tuple[int, str]:
    return (patients_of(study) or 0, study)


def _current(is_here: bool) -> str:
    return ' aria-current="true"' if is_here else ""
