"""Amounts are not searched for numbers of people; what stands beside them is."""

import pytest

from review.rendering.masking import masked_text
from review.rendering.personal_data import find_personal_data


def test_amounts_alone_tell_of_nobody():
    assert not list(find_personal_data("국비 1,234,567천원, 지방비 890,123천원, 합계 2,124,690천원"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("국비 1,234,567천원 (051-123-4567)", "국비 1,234,567천원 (051-***-****)"),
        ("1,234,567 900101-1234567", "1,234,567 900101-*******"),
        ("사업비 12,345,678 사번 12345", "사업비 12,345,678 사번 *****"),
    ],
)
def test_numbers_of_people_beside_amounts_are_masked(text: str, shown: str):
    assert masked_text(text) == shown
