"""An alluvial diagram: who came from where, stage by stage, with a count on every place and every flow.

Drawn by itself, since plotly's Sankey can neither be clicked nor carry a number on a flow, and its names do
not fit a phone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import plotly.graph_objects as go

from her2dash.analysis.states import Call
from her2dash.figures.alluvial_layout import Placed, Ribbon, Stage, placed_between, sizes_of, tops_of
from her2dash.figures.theme import CALL_MARKS, GREY, MANY, framed
from her2dash.figures.tints import CALL_TINTS, INK, PALE

HEIGHT = 460
GAP = 0.045
"""Between two places of a stage, as a share of everybody."""
HALF = 0.35
"""Half the width of a place; the stages are 1 apart."""
MARK = HALF + 0.05
"""Where the mark of a flow stands, after the middle of its first stage."""
TWO_LINES = 34
"""A place of so many pixels has its number below its name, which then fits a phone."""
LEGIBLE = 12
"""A flow of fewer pixels has no room for its mark and its number; the table has it, and the list."""
OPACITY = 0.8
"""So that a flow behind another is seen."""


def alluvial(stages: Sequence[Stage], ribbons: Sequence[Ribbon], names: Mapping[Call, str]) -> go.Figure:
    """Return the diagram; `names` are the words for the results by which flows are coloured and marked."""
    sizes = [sizes_of(stage, number, ribbons) for number, stage in enumerate(stages)]
    everybody = max(sum(size.values()) for size in sizes)
    tops = [tops_of(size, everybody * GAP) for size in sizes]
    height = everybody * (1 + GAP * (max(map(len, sizes)) - 1))
    figure, legible = go.Figure(), LEGIBLE * height / HEIGHT
    placed = placed_between(stages, ribbons, tops)
    figure.update_layout(
        shapes=[*_flows(placed, 0.5 if everybody < MANY else 0), _boxes(sizes, tops)],
        annotations=[*_names(stages, sizes, tops, TWO_LINES * height / HEIGHT), *_counts(placed, legible)],
    )
    _marks(figure, placed, names, legible)
    figure.update_xaxes(
        range=[-HALF - 0.02, len(stages) - 1 + HALF + 0.02], side="top", ticks="", showgrid=False,
        showline=False, tickvals=list(range(len(stages))), ticktext=[stage.title for stage in stages],
    )  # fmt: skip
    figure.update_yaxes(visible=False, range=[height, 0])
    figure.update_layout(showlegend=True)
    return framed(figure, height=HEIGHT)


def _flows(placed: Sequence[Placed], edge: float) -> list[dict[str, object]]:
    """Return the flows of each result as one shape: plotly is slow with hundreds of them."""
    return [
        {"type": "path", "path": " ".join(_outline(each) for each in placed if each.ribbon.call is call),
         "fillrule": "nonzero", "fillcolor": tint, "opacity": OPACITY, "layer": "below",
         "line": {"width": edge, "color": GREY}}
        for call, tint in CALL_TINTS.items()
        if any(each.ribbon.call is call for each in placed)
    ]  # fmt: skip


def _outline(placed: Placed) -> str:
    start, end = placed.ribbon.flow.stage + HALF, placed.ribbon.flow.stage + 1 - HALF
    middle, count, left, right = (start + end) / 2, placed.ribbon.count, placed.left, placed.right
    return (
        f"M{start},{left} C{middle},{left} {middle},{right} {end},{right} L{end},{right + count} "
        f"C{middle},{right + count} {middle},{left + count} {start},{left + count} Z"
    )


def _boxes(sizes: Sequence[Mapping[str, int]], tops: Sequence[Mapping[str, float]]) -> dict[str, object]:
    """Return the places, without a colour of their own: the colours are those of the results."""
    outlines = (
        f"M{stage - HALF},{top} H{stage + HALF} V{top + sizes[stage][place]} H{stage - HALF} Z"
        for stage, known in enumerate(tops)
        for place, top in known.items()
    )
    return {"type": "path", "path": " ".join(outlines), "fillcolor": PALE, "layer": "below",
            "line": {"width": 1, "color": GREY}}  # fmt: skip


def _names(
    stages: Sequence[Stage], sizes: Sequence[Mapping[str, int]], tops: Sequence[Mapping[str, float]],
    two_lines: float,
) -> list[dict[str, object]]:  # fmt: skip
    """Return name and number of each place, told apart: a name may end in a digit ("anti-HER2")."""
    return [
        {"x": number, "y": top + sizes[number][place] / 2, "showarrow": False, "borderpad": 0,
         "text": f"{stage.places[place]}{'<br>' if sizes[number][place] >= two_lines else ': '}"
         f"{sizes[number][place]}",
         "bgcolor": PALE, "font": {"size": 11, "color": INK}}
        for number, stage in enumerate(stages)
        for place, top in tops[number].items()
    ]  # fmt: skip


def _counts(placed: Sequence[Placed], legible: float) -> list[dict[str, object]]:
    """Return the number on each flow, on a ground of its own: the flow may have turned away below it."""
    return [
        {"x": each.ribbon.flow.stage + MARK, "xshift": 6, "xanchor": "left", "y": _middle(each),
         "text": str(each.ribbon.count), "showarrow": False, "borderpad": 0,
         "bgcolor": CALL_TINTS[each.ribbon.call], "font": {"size": 11, "color": INK}}
        for each in placed
        if each.ribbon.count >= legible
    ]  # fmt: skip


def _middle(placed: Placed) -> float:
    return placed.left + placed.ribbon.count / 2


def _marks(figure: go.Figure, placed: Sequence[Placed], names: Mapping[Call, str], legible: float) -> None:
    """Set a mark of the result at the start of each flow, where no flow crosses another.

    Of a result whose flows are all too thin the legend still tells the colour.
    """
    for call, (colour, mark) in CALL_MARKS.items():
        own = [each for each in placed if each.ribbon.call is call]
        broad = [each for each in own if each.ribbon.count >= legible]
        if own:
            figure.add_trace(go.Scatter({
                "x": [each.ribbon.flow.stage + MARK for each in broad] or [None],
                "y": [_middle(each) for each in broad] or [None],
                "mode": "markers", "name": names[call], "text": [each.ribbon.count for each in broad],
                "marker": {"color": colour, "symbol": mark, "size": 9, "line": {"color": INK, "width": 1}},
                "customdata": [each.ribbon.category for each in broad],
                "hovertemplate": f"%{{customdata}}<br>{names[call]}: %{{text}}<extra></extra>",
            }))  # fmt: skip
