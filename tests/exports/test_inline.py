"""SVG inside a page: the same text however often it is drawn, and no id twice on the page."""

from __future__ import annotations

import re

import plotly.graph_objects as go

from her2dash.exports.inline import inline_svg, settled

DRAWN = (
    '<svg class="main-svg" width="9"><defs id="defs-{lot}"><clipPath id="clip{lot}xy" class="c"/>'
    '<clipPath id="clip{lot}xyplot"/><pattern id="p{lot}"/></defs><g clip-path="url(#clip{lot}xyplot)" '
    'class="trace trace{lot}" data-uid="{lot}"/><path style="fill: url(\'#p{lot}\');"/>'
    '<text data-unformatted="a">id="p{lot}" #p{lot}</text></svg>'
)


def test_ids_drawn_by_lot_are_counted_and_what_points_to_them_follows() -> None:
    svg = settled(DRAWN.format(lot="c0ffee"), place="concordance-rule", label="A curve.")
    assert svg == (
        '<svg id="concordance-rule" role="img" aria-label="A curve." width="9">'
        '<defs id="concordance-rule-1"><clipPath id="concordance-rule-2"/>'
        '<clipPath id="concordance-rule-3"/><pattern id="concordance-rule-4"/></defs>'
        '<g clip-path="url(#concordance-rule-3)"/><path style="fill: url(\'#concordance-rule-4\');"/>'
        '<text>id="pc0ffee" #pc0ffee</text></svg>'
    )


def test_another_lot_is_the_same_text() -> None:
    one, other = (DRAWN.replace("</text>", "</text>").format(lot=lot) for lot in ("c0ffee", "abad1d"))
    bare = [re.sub("<text.*</text>", "", each) for each in (one, other)]
    assert len({settled(each, place="p", label="") for each in bare}) == 1


def test_svg_without_ids_is_left_as_it_is() -> None:
    assert settled("<svg ><path/></svg>", place="p", label="x") == (
        '<svg id="p" role="img" aria-label="x" ><path/></svg>'
    )


def test_a_figure_is_drawn_to_the_same_text_twice_with_ids_of_its_place_alone() -> None:
    figure = go.Figure(go.Bar(x=["a", "b"], y=[1, 2], marker={"pattern": {"shape": "/"}})).add_hline(y=1)
    one, again = (inline_svg(figure, place="impact-bars", label="Two bars.") for _ in range(2))
    assert one == again
    ids = re.findall(r' id="([^"]+)"', one)
    assert len(set(ids)) == len(ids)
    assert {each.startswith("impact-bars") for each in ids} == {True}
    pointed = set(re.findall(r"url\('?#([^')]+)'?\)", one))
    assert pointed
    assert pointed <= set(ids)
    assert "<script" not in one
