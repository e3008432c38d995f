"""Texts of any length: nothing long is kept, nothing deep is recursed into."""

import pytest

from extractors.korean.list_markers import split_mark, without_marks
from extractors.korean.short_text_cache import cached_for_short_texts
from extractors.korean.text_keys import split_label
from extractors.programs import extract_programs
from schemas import Budget


def test_only_short_texts_are_kept():
    asked = []

    @cached_for_short_texts
    def length(text):
        asked.append(len(text))
        return len(text)

    for text in ("가" * 200, "가" * 201):
        assert length(text) == length(text)
    assert asked == [200, 201, 201]


@pytest.mark.parametrize("mark", ["○", "1. ", "□ 가. ", "(1)"])
def test_any_number_of_marks_is_taken_off(mark):
    line = mark * 20_000
    assert without_marks(line + "목적") == "목적"
    assert len(without_marks(line)) < len(mark)
    assert split_mark(line)[0] is not None


def test_a_label_is_only_looked_for_at_the_start():
    assert split_label("(" + " " * 100_000) is None
    assert split_label("목적" + " " * 100_000 + ": 값") is None
    found = split_label("목적 : " + "값" * 100_000)
    assert found is not None
    assert found.label == "목적"


def test_an_outline_has_a_depth_that_nothing_can_exceed(plan, call):
    names = [first + second for first in "가나다라마바사아자차카타파하" for second in "각난닫랄맘밥삿앙잦찿캌탙팦핳"]
    names = [a + b for a in names for b in names[:12]]
    text = "\n".join(f"[{name} 1] 공정 실증" for name in names)
    assert len(names) > 2_000
    extract_programs(plan(text), call, Budget())
