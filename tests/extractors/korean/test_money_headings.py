"""Numbers of headings before words that begin like a unit of money."""

import pytest

from extractors.korean.money import find_amounts


@pytest.mark.parametrize(
    "text",
    [
        "5.1 조직",
        "3.2 조성 계획",
        "2.3 조사 결과",
        "4.1 만족도",
        "1. 만들기 교실",
        "5.2 조달 방안",
        "6.1 조정",
    ],
)
def test_the_number_of_a_heading_is_no_money(text: str) -> None:
    assert find_amounts(text) == []


@pytest.mark.parametrize(
    ("text", "krw"),
    [
        ("5조", 5 * 10**12),
        ("5.1조를 투입", 51 * 10**11),
        ("약 2조 규모", 2 * 10**12),
        ("3조정도", 3 * 10**12),
        ("5조 사업", 5 * 10**12),
        ("1조원 조성", 10**12),
    ],
)
def test_money_before_other_words_stays_money(text: str, krw: int) -> None:
    assert [mention.krw for mention in find_amounts(text)] == [krw]
