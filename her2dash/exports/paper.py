"""The paper of every document of ours: it loads nothing, runs nothing, and says at its foot what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template

# Nothing is loaded and nothing runs, wherever the file is opened.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"

# What is told, and what it is.
Pairs = Iterable[tuple[str, str]]


def head(language: str, title: str, *, sheet: str, running: str) -> str:
    """Return the beginning of a document: its language, title and style sheet; `running` is at each foot."""
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_style(sheet, running)}</style>\n</head>"
    )


def pairs_html(pairs: Pairs) -> str:
    """Return a table of two columns, each row headed by what it tells."""
    rows = "\n".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(told)}</td></tr>' for name, told in pairs
    )
    return f"<table><tbody>\n{rows}\n</tbody></table>"


def _style(sheet: str, running: str) -> str:
    # Text inside a style sheet: what is no plain letter is written by its number.
    told = re.sub(r"[^\w .,:/()-]", lambda sign: f"\\{ord(sign[0]):x} ", running)
    return _sheet(sheet).substitute(running=told)


@cache
def _sheet(name: str) -> Template:
    return Template((Path(__file__).parent / f"{name}.css").read_text(encoding="utf-8"))
