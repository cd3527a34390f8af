"""The colours of the figures: seen on light and dark pages, and by eyes that lack a kind of cone.

Contrast by WCAG 2.2; the sight without a cone by Machado, Oliveira & Fernandes 2009 (severity 1), on linear
RGB; the distance of two colours in CIELAB (CIE 1976, white D65), where 2.3 is just noticeable.
"""

from __future__ import annotations

from itertools import combinations
from math import dist

import pytest

from her2dash.figures.theme import BLUE, CALL_MARKS, GREEN, GREY, ORANGE, OUTCOME_MARKS, PLAN_COLOURS, PURPLE

COLOURS = {"blue": BLUE, "orange": ORANGE, "green": GREEN, "purple": PURPLE, "grey": GREY}
LIGHT, DARK = "#ffffff", "#11181f"  # the page, .streamlit/config.toml
SIGHT = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red cones": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "no green cones": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "no blue cones": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip
Three = tuple[float, ...]


def linear(colour: str) -> Three:
    parts = (int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def times(matrix: tuple[Three, ...], vector: Three) -> Three:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def luminance(colour: str) -> float:
    return sum(a * b for a, b in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def lab(seen: Three) -> Three:
    xyz = times(
        ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505)),
        tuple(min(1, max(0, c)) for c in seen),
    )
    white = (0.9505, 1.0, 1.089)
    parts = (c / w for c, w in zip(xyz, white, strict=True))
    x, y, z = (c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116 for c in parts)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def apart(one: str, other: str, sight: str) -> float:
    return dist(lab(times(SIGHT[sight], linear(one))), lab(times(SIGHT[sight], linear(other))))


@pytest.mark.parametrize("name", COLOURS)
@pytest.mark.parametrize("ground", [LIGHT, DARK])
def test_every_colour_stands_out_from_the_page_three_to_one(name: str, ground: str) -> None:
    assert contrast(COLOURS[name], ground) >= 3


@pytest.mark.parametrize("sight", SIGHT)
def test_blue_and_orange_are_told_apart_by_all_eyes(sight: str) -> None:
    assert apart(BLUE, ORANGE, sight) > 40


@pytest.mark.parametrize("sight", SIGHT)
def test_the_colours_of_plans_are_told_apart_by_all_eyes(sight: str) -> None:
    for one, other in combinations(PLAN_COLOURS.values(), 2):
        assert apart(one, other, sight) > 10


@pytest.mark.parametrize("marks", [CALL_MARKS, OUTCOME_MARKS])
def test_no_two_categories_have_the_same_mark(marks: dict[object, tuple[str, str]]) -> None:
    shapes = [shape for _, shape in marks.values()]
    assert len(shapes) == len(set(shapes))
