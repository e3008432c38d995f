"""Pictures of several plans: words are words, no style that a page's policy refuses, told apart without colour."""

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest

from review.rendering.figures.plan_bars import LOOKS, LimitLine, StackedRow, ValueRow, stacked_bars, value_bars

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</svg><script>alert(1)</script>$\\frac{$"
SERIES = ("국비", "지방비", "자부담")


def plan(*shares, name="예시도", **more):
    return StackedRow(name, tuple((Fraction(share), f"{share:.1%}") for share in shares), **more)


def parsed(markup):
    return ET.fromstring(str(markup))  # noqa: S314  # what our own code wrote


def texts(root):
    return [element.text for element in root.iter(f"{SVG}text")]


def widths(root):
    """The lengths of the bars, by their paths of four corners."""
    paths = [re.findall(r"-?[\d.]+", path.get("d", "")) for path in root.iter(f"{SVG}path") if path.get("clip-path")]
    return [float(numbers[2]) - float(numbers[0]) for numbers in paths if len(numbers) >= 8]


def test_words_are_text_and_no_glyphs():
    root = parsed(stacked_bars([plan(0.6, 0.25, 0.15, note="100백만원")], SERIES, [], "a", "재원"))
    assert {"예시도", "60.0%", "100백만원", *SERIES} <= set(texts(root))
    assert "font-family" not in ET.tostring(root, "unicode")


def test_parts_are_as_long_as_their_shares_and_cut_at_the_whole():
    first, second, third = widths(parsed(stacked_bars([plan(0.6, 0.25, 0.15)], SERIES, [], "a", "재원")))
    assert first / (first + second + third) == pytest.approx(0.6)
    cut = widths(parsed(stacked_bars([plan(0.8, 0.9, 0.4)], SERIES, [], "a", "재원")))
    assert sum(cut) == pytest.approx(first + second + third)


def test_nothing_has_a_style_or_an_id_that_another_picture_has():
    one, other = (str(stacked_bars([plan(0.5, 0.3, 0.2)], SERIES, [], key, "재원")) for key in ("a", "b"))
    assert "style=" not in one
    assert "<style" not in one
    ids = [set(re.findall(r' id="([^"]+)"', markup)) for markup in (one, other)]
    assert not ids[0] & ids[1]
    assert set(re.findall(r"url\(#([^)]+)\)", one)) <= ids[0]


def test_same_plans_give_the_same_picture():
    rows = [plan(0.5, 0.3, 0.2)]
    assert stacked_bars(rows, SERIES, [], "a", "재원") == stacked_bars(rows, SERIES, [], "a", "재원")


def test_limit_is_a_line_with_its_name():
    markup = stacked_bars([plan(0.5, 0.3, 0.2)], SERIES, [LimitLine("국비 상한 60%", Fraction(3, 5))], "a", "재원")
    assert "▼ 국비 상한 60%" in texts(parsed(markup))
    assert "#a3282d" in markup


@pytest.mark.parametrize(
    "draw",
    [
        lambda text: stacked_bars(
            [StackedRow(text, (), text, text)], [text], [LimitLine(text, Fraction(1))], "a", text
        ),
        lambda text: value_bars([ValueRow(text, None, text), ValueRow(text, Fraction(3), text, True)], "a", text),
        lambda text: value_bars([], "a", text),
    ],
    ids=["stacked", "values", "nobody"],
)
def test_any_words_make_a_well_formed_picture_that_says_what_it_shows(draw):
    root = parsed(draw(HOSTILE))
    assert root.get("role") == "img"
    assert root[0].text == HOSTILE
    assert not list(root.iter(f"{SVG}script"))


def test_looks_are_told_apart_without_colour():
    assert len({look.hatch or look.fill for look in LOOKS}) == len(LOOKS)


def test_value_that_nobody_knows_has_no_bar():
    rows = [ValueRow("가", Fraction(2), "2천원"), ValueRow("나", None, "미확인")]
    root = parsed(value_bars(rows, "a", "단가"))
    assert len(widths(root)) == 1
    assert "미확인" in texts(root)
