"""Each kind of list mark is looked for only in lines that begin with one of its characters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.korean import list_markers
from extractors.korean.list_markers import split_mark, without_marks

_SIGNS = (
    "제Ⅰ1.2-) (가나사[<〈【「]>프로그램과제분야전략세추핵단내 A가.Ⅳ①⑴㈎㉮□○ㅇoO–▪·*※\ue001\U000f0001장절:IVXpartPART９"
)


@given(st.text(_SIGNS, max_size=10) | st.text(max_size=4))
def test_no_mark_begins_with_a_character_that_its_kind_does_not_name(line: str):
    for style, starts, pattern in list_markers._MARKS:
        if pattern.match(line) is not None:
            assert starts.match(line) is not None, (style, line)


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("□ 1) 목적", "목적"),
        ("제1장 총칙", "총칙"),
        ("과제 1: 실증", "실증"),
        ("ㅇ 내용", "내용"),
        ("1,234", "1,234"),
        ("", ""),
    ],
)
def test_marks_are_taken_off_one_after_the_other(line: str, rest: str):
    assert without_marks(line) == rest


def test_the_first_mark_alone_is_told_from_the_line():
    mark, rest = split_mark("(2) ○ 수행기관")
    assert mark is not None
    assert (mark.ordinal, rest) == (2, "○ 수행기관")
