"""SVG: the same text however often it is drawn, no id twice on a page, and no words over others."""

from __future__ import annotations

import re

import plotly.graph_objects as go
import pytest

from her2dash.exports.figure_files import LINE, figure_picture
from her2dash.exports.inline import inline_svg, settled
from her2dash.figures.drawn import Drawn
from her2dash.figures.theme import framed

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


@pytest.mark.parametrize("ticks", [("0", "1"), ("no<br>cell<br>found", "HER2+<br>n = 3")])
def test_the_words_below_a_picture_stand_clear_of_the_title_of_its_axis(ticks: tuple[str, str]) -> None:
    """Found on a picture: the first of them was printed over "share of included patients"."""
    drawing = go.Figure(go.Scatter(x=[0, 1], y=[0, 1])).update_xaxes(
        title="patients", tickvals=[0, 1], ticktext=ticks
    )
    figure = framed(drawing, height=300)
    drawn = Drawn("some", "A finding", "n = 2.", ("One.",), None, figure)
    svg = figure_picture(drawn, "svg", ("All patients.", "Data as of today.")).decode()
    (title,) = re.findall(r'class="xtitle" x="[^"]+" y="([^"]+)"', svg)
    words = re.findall(r'class="annotation-text-g".*?translate\([^,]+,([^)]+)\)', svg)
    assert float(words[-1]) > float(title) + 3  # below the foot of its letters
    assert float(words[-1]) + 2 * LINE < float(re.findall(r'height="([^"]+)"', svg)[0])
