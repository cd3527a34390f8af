"""The sites side by side, against their size: a funnel, since small sites lie far apart by chance alone."""

from __future__ import annotations

from collections import Counter
from itertools import cycle

import plotly.graph_objects as go

from her2dash.analysis.findings import Findings
from her2dash.analysis.funnel import LEVELS, Funnel, Site, funnel
from her2dash.figures.concordance import TICKS
from her2dash.figures.drawn import Drawn
from her2dash.figures.numbers import decimal, percent_interval, share
from her2dash.figures.sentences import DataTable
from her2dash.figures.theme import BLUE, FAINT, GREY, framed
from her2dash.i18n import Words

DASHES = dict(zip(LEVELS, ("dash", "dot"), strict=True))
NAMED = 12
"""Up to so many sites have their code and their interval; of more, only who lies outside has a code."""

LOWEST = 0.1


def site_funnel(found: Findings, words: Words) -> Drawn:
    """Return the share of each site with its interval, within the limits of chance around all together."""
    of = funnel(found.cases)
    closed = of.overall.total
    caption = words(
        "n = {n} included, {closed} of them closed, {open} open; only the closed ones count. Exact 95 % "
        "intervals (Clopper-Pearson), below five none, drawn of up to {few} sites. Limits: exact binomial, "
        "around the share of all sites together.",
        n=len(found.included), closed=closed, open=len(found.included) - closed, few=NAMED,
    )  # fmt: skip
    return Drawn(
        "sites", _finding(of, words), caption, _sentences(of, words), _table(of, words),
        _figure(of, words) if closed else None,
        {_category(site, words): site.included for site in of.sites},
    )  # fmt: skip


def _category(site: Site, words: Words) -> str:
    return words("site {site}", site=site.code)


def _judged(of: Funnel) -> int:
    return sum(not site.share.too_few for site in of.sites)


def _finding(of: Funnel, words: Words) -> str:
    if len(of.sites) < 2 or not _judged(of):
        return words("Do the sites differ by more than chance?")
    beyond = len(of.outside(LEVELS[0]))
    if _judged(of) < len(of.sites):
        return words("{x} of {n} judged sites lie outside the 95 % limits of chance", x=beyond, n=_judged(of))
    return words("{x} of {n} sites lie outside the 95 % limits of chance", x=beyond, n=_judged(of))


def _sentences(of: Funnel, words: Words) -> tuple[str, ...]:
    if not of.overall.total:
        return (words("The first patient with a result and a decision fills this figure."),)
    said = [words("All sites together: {share} of the closed patients are concordant.",
                  share=share(of.overall, words))]  # fmt: skip
    few = [site.code for site in of.sites if site.share.too_few]
    if few:
        said.append(words("Too few closed patients for an interval or a judgement: {sites}.",
                          sites=", ".join(few)))  # fmt: skip
    for level in LEVELS:
        beyond = ", ".join(site.code for site in of.outside(level))
        if _judged(of) and len(of.sites) > 1:
            said.append(words("Outside the {level} % limits: {sites}.", level=_percent(level, words),
                              sites=beyond or words("none")))  # fmt: skip
    if len(of.sites) > 1 and _judged(of):
        said.append(
            words(
                "By chance alone up to one site in twenty lies outside the 95 % limits: this is no ranking."
            )
        )
    return tuple(said)


def _percent(level: float, words: Words) -> str:
    return decimal(100 * level, words, digits=0 if level == LEVELS[0] else 1)


def _table(of: Funnel, words: Words) -> DataTable:
    heads = (words("Site"), words("Enrolled"), words("Included"), words("Closed"), words("Concordant"),
             words("Interval"), words("Expected at 95 %"))  # fmt: skip
    rows = tuple(
        (
            site.code, str(site.enrolled), str(len(site.included)), str(site.closed),
            share(site.share, words) if site.closed else "–",
            percent_interval(site.share, words), _expected(of, site, words),
        )
        for site in of.sites
    )  # fmt: skip
    return DataTable(words("Sites in the order of their codes"), heads, rows)


def _expected(of: Funnel, site: Site, words: Words) -> str:
    if site.share.too_few or len(of.sites) < 2:
        return "–"
    limits = of.limits(site.closed, LEVELS[0])
    return words("{low} to {high}", low=limits.low, high=limits.high)


def _figure(of: Funnel, words: Words) -> go.Figure:
    figure, sizes = go.Figure(), of.sizes()
    if len(of.sites) > 1:
        for level in LEVELS:
            _limits(figure, of, sizes, level, words)
        figure.add_hline(y=of.overall.estimate or 0.0, line={"color": GREY, "width": 1.5})
    _dots(figure, of, words)
    largest = max(site.closed for site in of.sites)
    figure.update_xaxes(
        title=words("closed patients at the site"), range=[0, largest * 1.12 + 0.6], tickformat="d",
        nticks=8, showgrid=False,
    )  # fmt: skip
    figure.update_yaxes(
        title=words("share concordant"), range=[-0.04, 1.07], showgrid=True, gridcolor=FAINT,
        tickvals=[tick / 100 for tick in TICKS], ticktext=[f"{tick} %" for tick in TICKS],
    )  # fmt: skip
    return framed(figure.update_layout(showlegend=len(of.sites) > 1), height=380)


def _limits(figure: go.Figure, of: Funnel, sizes: tuple[int, ...], level: float, words: Words) -> None:
    limits = [of.limits(size, level) for size in sizes]
    ends = ([each.high_share for each in limits], [each.low_share for each in limits])
    for first, shares in zip((True, False), ends, strict=True):
        figure.add_trace(
            go.Scatter(
                {
                    "x": list(sizes),
                    "y": shares,
                    "mode": "lines",
                    "line": {"color": GREY, "width": 1.5, "dash": DASHES[level]},
                    "name": words("{level} % limits", level=_percent(level, words)),
                    "showlegend": first,
                    "hoverinfo": "skip",
                }
            )
        )


def _dots(figure: go.Figure, of: Funnel, words: Words) -> None:
    """Draw a dot for each site, those of one size a little apart."""
    before: Counter[int] = Counter()
    shown = [site for site in of.sites if site.closed]
    width, codes = max(site.closed for site in shown) / 40, _codes(of, shown)
    for site in shown:
        place = before[site.closed]
        before[site.closed] += 1
        x, code = site.closed + width * place, codes.get(site.code)
        _dot(figure, site, x, words, few=len(shown) <= NAMED, code=code)


def _codes(of: Funnel, shown: list[Site]) -> dict[str, str]:
    """Return where beside its dot a site's code stands: of many sites of those alone that lie outside."""
    if len(shown) <= NAMED:
        # never below the axis, where it would be cut
        return {
            site.code: "bottom right" if (site.share.estimate or 0.0) > LOWEST else "top right"
            for site in shown
        }
    middle, places = of.overall.estimate or 0.0, {}
    sides = {height: cycle(("left", "right")) for height in ("top", "bottom")}
    for site in sorted(of.outside(LEVELS[0]), key=lambda each: each.closed):
        # away from those inside, and from the next one outside
        height = "top" if (site.share.estimate or 0.0) > middle else "bottom"
        places[site.code] = f"{height} {next(sides[height])}"
    return places


def _dot(figure: go.Figure, site: Site, x: float, words: Words, *, few: bool, code: str | None) -> None:
    value = site.share.estimate or 0.0
    # of many sites the intervals are a thicket, in which no dot is seen
    limits = {} if site.share.too_few or not few else {
        "error_y": {
            "type": "data", "symmetric": False, "array": [site.share.high - value],
            "arrayminus": [value - site.share.low], "thickness": 1.5, "width": 4, "color": GREY,
        }
    }  # fmt: skip
    figure.add_trace(
        go.Scatter(
            {
                "x": [x],
                "y": [value],
                "mode": "markers+text" if code else "markers",
                "text": [site.code],
                "textposition": code,
                "marker": {
                    "color": BLUE,
                    "size": 11 if few else 8,
                    "symbol": "circle-open" if site.share.too_few else "circle",
                    "line": {"width": 2 if site.share.too_few else 0},
                },
                "customdata": [_category(site, words)],
                "hovertemplate": f"%{{customdata}}<br>{share(site.share, words)}<br>"
                f"{percent_interval(site.share, words)}<extra></extra>",
                "showlegend": False,
                "name": "",
                **limits,
            }
        )
    )
