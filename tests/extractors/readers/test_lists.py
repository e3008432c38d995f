"""Counters as word processors print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.readers.shared.list_counters import ListCounters, ListLevel, shown_bullet
from extractors.readers.shared.number_formats import FORMATS, format_number


@pytest.mark.parametrize(
    ("number", "number_format", "printed"),
    [
        (4, "upperRoman", "Ⅳ"),
        (12, "ROMAN_CAPITAL", "Ⅻ"),
        (14, "ROMAN_CAPITAL", "XIV"),
        (3, "lowerRoman", "ⅲ"),
        (14, "HANGUL_SYLLABLE", "하"),
        (15, "HANGUL_SYLLABLE", "15"),
        (2, "ganada", "나"),
        (1, "CIRCLED_DIGIT", "①"),
        (21, "CIRCLED_DIGIT", "㉑"),
        (51, "CIRCLED_DIGIT", "51"),
        (27, "upperLetter", "AA"),
        (2, "CIRCLED_HANGUL_SYLLABLE", "㉯"),
        (7, "decimalZero", "07"),
        (3, "chosung", "ㄷ"),
        (3, "a format of tomorrow", "3"),
        (3, "none", ""),
    ],
)
def test_counters_are_printed_in_their_format(number, number_format, printed):
    assert format_number(number, number_format) == printed


@given(st.integers(min_value=-5, max_value=2000), st.sampled_from(sorted(FORMATS)))
def test_every_format_prints_every_number(number, number_format):
    printed = format_number(number, number_format)
    assert printed or number_format == "none"


def test_inner_levels_start_anew_below_each_outer_one():
    levels = {0: ListLevel(1, "DIGIT", "^1."), 1: ListLevel(1, "HANGUL_SYLLABLE", "^1-^2)")}
    counters = ListCounters("^")
    depths = (0, 1, 1, 0, 1)
    assert [counters.next_number("1", levels, depth) for depth in depths] == ["1.", "1-가)", "1-나)", "2.", "2-가)"]


def test_an_inner_level_without_an_outer_one_shows_the_outer_start():
    levels = {0: ListLevel(3, "decimal", "%1."), 1: ListLevel(1, "decimal", "%1.%2")}
    assert ListCounters("%").next_number("1", levels, 1) == "3.1"


def test_a_level_that_is_not_defined_has_no_number():
    assert ListCounters("%").next_number("1", {}, 0) is None
    assert ListCounters("%").next_number("1", {0: ListLevel(1, "decimal", "")}, 0) is None


@pytest.mark.parametrize(("character", "shown"), [("□", "□"), ("\uf0a7", "•"), ("", None), ("\0", None), (" ", None)])
def test_bullets_are_shown_in_any_font(character, shown):
    assert shown_bullet(character) == shown
