"""One patient's lesions as bars: from zero, the highest first, the class in words and own uptake flagged."""

from __future__ import annotations

from her2dash.analysis.states import Call
from her2dash.analysis.waterfall import Bar, waterfall
from her2dash.figures.patient_lesions import patient_lesions
from her2dash.i18n import Words
from her2dash.study.load import load_study

EN = Words("en")
SITES = {"bone": "Bone", "liver": "Liver"}
CLASSES = {
    "1": "Class 1: no uptake", "2": "Class 2: close to the background", "3": "Class 3: visible",
    "4": "Class 4: high",
}  # fmt: skip
BARS = (
    Bar(2, "liver", "4", Call.POSITIVE, 12.0, at_own=True),
    Bar(1, "bone", "3", Call.POSITIVE, 7.25, at_own=False),
    Bar(4, "bone", "2", Call.NEGATIVE, 0.0, at_own=False),
    Bar(3, None, None, Call.PENDING, None, at_own=False),
)


def test_bars_begin_at_zero_and_each_class_has_its_colour_pattern_and_words() -> None:
    drawn = patient_lesions(BARS, SITES, CLASSES, EN)
    assert drawn.figure is not None
    assert drawn.figure.layout.xaxis.range[0] == 0
    assert drawn.figure.layout.xaxis.type is None
    looks = {bar.name: (bar.marker.color, bar.marker.pattern.shape) for bar in drawn.figure.data}
    assert list(looks) == [CLASSES["2"], CLASSES["3"], CLASSES["4"]]
    assert len(set(looks.values())) == 3
    assert list(drawn.figure.layout.yaxis.ticktext) == ["2. Liver (own<br>uptake)", "1. Bone", "4. Bone"]


def test_the_table_has_every_lesion_and_says_what_is_lacking() -> None:
    drawn = patient_lesions(BARS, SITES, CLASSES, EN)
    assert drawn.table is not None
    assert drawn.table.rows == (
        ("2", "Liver (own uptake)", "Class 4: high", "12.0"),
        ("1", "Bone", "Class 3: visible", "7.2"),
        ("4", "Bone", "Class 2: close to the background", "0.0"),
        ("3", "site not told", "not told", "no value"),
    )
    assert "n = 4 lesions, 1 without an SUVmax. Bars begin at 0" in drawn.caption
    assert drawn.finding == "The highest SUVmax is 12.0: Liver (own uptake)"
    assert drawn.sentences[0].startswith("1 lesion lies where the tracer is taken up anyway (Liver)")


def test_without_a_lesion_or_a_value_nothing_is_drawn_and_that_is_said() -> None:
    none = patient_lesions((), SITES, CLASSES, EN)
    assert none.figure is None
    assert none.sentences == ("The form of the test names no lesion.",)
    unmeasured = patient_lesions(BARS[3:], SITES, CLASSES, EN)
    assert unmeasured.figure is None
    assert unmeasured.finding == "No lesion has an SUVmax"
    assert unmeasured.caption == "n = 1 lesion, 1 without an SUVmax."


def test_uptakes_of_nothing_still_have_an_axis() -> None:
    drawn = patient_lesions((Bar(1, "bone", "1", Call.NEGATIVE, 0.0, at_own=False),), SITES, CLASSES, EN)
    assert drawn.figure is not None
    assert tuple(drawn.figure.layout.xaxis.range) == (0, 1)


def test_lesions_are_sorted_by_uptake_equal_ones_by_their_row() -> None:
    answers = {
        "pet": {
            "lesion_site:1": "bone", "lesion_visual:1": "3", "lesion_suvmax:1": "4",
            "lesion_site:2": "liver", "lesion_visual:2": "1",
            "lesion_site:3": "lung", "lesion_visual:3": "4", "lesion_suvmax:3": "9.5",
            "lesion_site:4": "skin", "lesion_visual:4": "2", "lesion_suvmax:4": "4",
        }
    }  # fmt: skip
    bars = waterfall(load_study(), answers)
    assert [(bar.lesion, bar.visual, bar.call) for bar in bars] == [
        (3, "4", Call.POSITIVE), (1, "3", Call.POSITIVE), (4, "2", Call.NEGATIVE), (2, "1", Call.NEGATIVE),
    ]  # fmt: skip
    assert [bar.site for bar in bars if bar.at_own] == ["liver"]
