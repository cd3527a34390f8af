"""A report as a reader's program sees it: its tables by place, its headings, and what it would load."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

Rows = list[tuple[str, ...]]


@dataclass
class Table:
    """One table: where it stands, its caption, and its cells."""

    place: str
    caption: str = ""
    rows: Rows = field(default_factory=list)


class Page(HTMLParser):
    """Reads a report."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: list[Table] = []
        self.headings: list[int] = []
        self.tags: set[str] = set()
        self.outside: list[str] = []
        self._place, self._row, self._text = "", [], ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.tags.add(tag)
        self._text = ""
        if tag in ("article", "section"):
            self._place = said.get("id") or ""
        if tag == "table":
            self.tables.append(Table(self._place))
        if tag in ("h1", "h2", "h3", "h4", "h5"):
            self.headings.append(int(tag[1]))
        for name in ("src", "href", "xlink:href", "action", "data"):
            if not (said.get(name) or "#").startswith(("#", "data:image/png")):
                self.outside.append(f"{tag} {said[name]}")

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._row.append(self._text)
        if tag == "tr":
            self.tables[-1].rows.append(tuple(self._row))
            self._row = []
        if tag == "caption":
            self.tables[-1].caption = self._text
