from fractions import Fraction

import pytest

from rules.kinds.wording import (
    limit_percent,
    listed,
    money,
    percent,
    percent_range,
    rounded_down,
    rounded_up,
    shorten,
    with_object_particle,
)


@pytest.mark.parametrize(
    ("krw", "step", "text"),
    [
        (7_300_000_000, 1_000_000, "7,300백만원"),
        (7_300_000_000, 1_000, "7,300,000천원"),
        (7_300_000_000, 1, "7,300,000,000원"),
        (7_300_000_000, 100_000_000, "73억원"),
        (11_670_000_000, 10_000_000, "116.7억원"),
        (7_000_000_000, 10_000_000, "70억원"),
        (11_671_000_000, 100_000_000, "116.71억원"),
        (11_671_300_000, 100_000_000, "11,671,300천원"),
        (1_500_000, 100_000, "1.5백만원"),
        (30_000, 10_000, "3만원"),
        (-30_000, 1_000, "△30천원"),
        (0, 1_000_000, "0백만원"),
        (10_000_000_000, 1_000_000_000, "100억원"),
    ],
)
def test_money_is_put_in_the_unit_it_is_printed_in(krw, step, text):
    assert money(krw, step) == text


def test_shares_are_rounded_half_up_and_limits_kept_bare():
    assert percent(Fraction(6095, 10_000)) == "61.0%"
    assert percent(Fraction(1, 3), 2) == "33.33%"
    assert limit_percent(Fraction(60, 100)) == "60%"
    assert limit_percent(Fraction(125, 1000)) == "12.5%"


def test_range_is_rounded_outwards():
    assert percent_range(Fraction(599_999, 1_000_000), Fraction(600_001, 1_000_000)) == "59.99~60.01%"


def test_repairs_are_whole_units_on_the_safe_side():
    assert rounded_up(Fraction(7_000, 6) * 10, 1) == 11_667
    assert rounded_up(Fraction(12_000), 1_000) == 12_000
    assert rounded_down(Fraction(71_796, 10), 1) == 7_179


def test_particles_follow_the_last_syllable():
    assert [with_object_particle(word) for word in ("국비", "자부담", "총사업비")] == [
        "국비를",
        "자부담을",
        "총사업비를",
    ]


def test_long_text_is_cut_and_long_lists_counted():
    assert shorten("가 나\n다") == "가 나 다"
    assert shorten("가" * 99, 10) == "가" * 9 + "…"
    assert listed(["가", "나", "다"], 2) == "가; 나 외 1건"
