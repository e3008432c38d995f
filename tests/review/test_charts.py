"""Pictures of money: shapes at the right places, words for who cannot see them."""

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from review.rendering.charts import AreaBar, Mark, Segment, area_chart, funding_chart

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</svg><script>alert(1)</script>"


def segments(*shares):
    names = (("national", "국비"), ("local", "지방비"), ("private", "자부담"))
    return [Segment(fill, share, name, "값") for (fill, name), share in zip(names, shares, strict=True)]


def parsed(markup):
    return ET.fromstring(str(markup))  # noqa: S314  # what our own code wrote


def bars(root):
    return [
        (float(shape.get("x")), float(shape.get("width")))
        for shape in root.iter(f"{SVG}rect")
        if shape.get("stroke") == "#16232e"
    ]


def red_lines(root):
    return sorted({float(line.get("x1")) for line in root.iter(f"{SVG}line") if line.get("stroke") == "#a3282d"})


def test_sources_follow_each_other_and_fill_the_bar():
    root = parsed(funding_chart(segments(Fraction(3, 5), Fraction(1, 4), Fraction(3, 20)), [], "재원", "말"))
    (start, first), (second_start, second), (third_start, third) = bars(root)
    assert first + second + third == pytest.approx(844, abs=0.05)
    assert second_start == pytest.approx(start + first, abs=0.02)
    assert third_start == pytest.approx(second_start + second, abs=0.02)
    assert first == pytest.approx(844 * 0.6, abs=0.02)


def test_a_limit_is_a_line_from_the_start_or_a_bracket_from_where_its_source_begins():
    marks = [
        Mark("국비 상한 60%", Fraction(3, 5)),
        Mark("지방비 하한 20%", Fraction(13, 20), start=Fraction(9, 20)),
    ]
    root = parsed(funding_chart(segments(Fraction(9, 20), Fraction(1, 4), Fraction(3, 10)), marks, "재원", "말"))
    expected = [8 + 844 * share for share in (0.45, 0.6, 0.65)]
    assert red_lines(root) == pytest.approx(expected, abs=0.02)


def test_a_bracket_never_leaves_the_picture():
    marks = [Mark("지방비 하한 20%", Fraction(11, 10), start=Fraction(9, 10))]
    root = parsed(funding_chart(segments(Fraction(9, 10), Fraction(1, 20), Fraction(1, 20)), marks, "재원", "말"))
    assert max(red_lines(root)) <= 860


def test_sources_above_their_total_are_drawn_to_scale():
    shares = segments(Fraction(4, 5), Fraction(9, 5), Fraction(2, 5))
    alone = bars(parsed(funding_chart(shares, [], "재원", "말")))
    assert sum(width for _, width in alone) == pytest.approx(844, abs=0.05)


@pytest.mark.parametrize(
    "chart",
    [
        lambda text: funding_chart(
            [Segment("national", Fraction(1), text, text)], [Mark(text, Fraction(1, 2))], text, text
        ),
        lambda text: area_chart([AreaBar(text, "area", Fraction(1, 2), text, Fraction(1, 3), text)], text, text),
    ],
    ids=["funding", "areas"],
)
def test_a_picture_is_well_formed_and_says_in_words_what_it_shows(chart):
    root = parsed(chart(HOSTILE))
    assert root.get("role") == "img"
    title, words = root.get("aria-labelledby").split()
    named = {element.get("id"): element.text for element in root.iter() if element.get("id")}
    assert named[title] == named[words] == HOSTILE
    assert not list(root.iter(f"{SVG}script"))
    assert not re.search(r"nan|inf", ET.tostring(root, "unicode"))


def test_patterns_are_told_apart_without_colour():
    root = parsed(funding_chart(segments(Fraction(3, 5), Fraction(1, 4), Fraction(3, 20)), [], "재원", "말"))
    strokes = {pattern.get("id"): pattern[1].get("d") for pattern in root.iter(f"{SVG}pattern")}
    assert len(set(strokes.values())) == len(strokes) == 3
