"""Money and shares as people read them, in findings and on pages."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import Interval
from schemas.formatting import common_unit, in_unit, krw, limit_percent, money, percent, percent_beside, percent_range
from schemas.units import MoneyUnit

WON, THOUSAND, MILLION, EOK = MoneyUnit.WON, MoneyUnit.THOUSAND, MoneyUnit.MILLION, MoneyUnit.HUNDRED_MILLION


@pytest.mark.parametrize(
    ("amount_krw", "unit", "text"),
    [
        (11_671_000_000, MILLION, "11,671"),
        (11_671_000_000, EOK, "116.71"),
        (7_000_000_000, EOK, "70"),
        (2_334_567_000, MILLION, "2,334.567"),
        (1_050, MILLION, "0.00105"),
        (0, MILLION, "0"),
        (-126_000_000, MILLION, "△126"),
        (-1, MILLION, "△0.000001"),
        (12_345, WON, "12,345"),
    ],
)
def test_amounts_read_as_printed(amount_krw, unit, text):
    assert in_unit(amount_krw, unit) == text


@given(st.integers(-(10**30), 10**30), st.sampled_from([WON, THOUSAND, MILLION, EOK]))
def test_no_amount_loses_a_won(amount_krw, unit):
    assert Fraction(in_unit(amount_krw, unit).replace(",", "").replace("△", "-")) * unit == amount_krw


@pytest.mark.parametrize(
    ("amounts", "unit"),
    [((7_000_000_000, 5_000_000), MILLION), ((7_000_000_000, 5_123_000), THOUSAND), ((1,), WON), ((), MILLION)],
)
def test_the_unit_of_a_page_keeps_all_its_amounts_whole(amounts, unit):
    assert common_unit(amounts) == unit


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (Fraction(6095, 10_000), "61.0%"),
        (Fraction(1, 2000), "0.1%"),
        (Fraction(0), "0.0%"),
        (Fraction(5), "500.0%"),
        (Fraction(-1, 8), "△12.5%"),
    ],
)
def test_shares_are_rounded_half_up_and_negatives_marked(share, text):
    assert percent(share) == text


@given(st.fractions(-2, 20), st.integers(0, 6))
def test_a_printed_share_is_within_half_of_its_last_digit(share, decimals):
    shown = percent(share, decimals).removesuffix("%").replace(",", "").replace("△", "-")
    assert abs(Fraction(shown) / 100 - share) <= Fraction(1, 200 * 10**decimals)


@pytest.mark.parametrize(
    ("share", "limits", "text"),
    [
        (Fraction(7_000, 11_671), [Fraction(3, 5)], "59.98%"),
        (Fraction(7_000, 11_671), [], "60.0%"),
        (Fraction(3, 5), [Fraction(3, 5)], "60.0%"),
        (Fraction(6_001, 10_000), [Fraction(3, 5)], "60.01%"),
        (Fraction(6_001, 10_000), [Fraction(1, 5), Fraction(3, 5)], "60.01%"),
    ],
)
def test_a_share_never_reads_as_a_limit_by_rounding(share, limits, text):
    assert percent_beside(share, *limits) == text


@given(st.fractions(0, 2), st.fractions(0, 1))
def test_a_printed_range_holds_the_range_meant(lower, width):
    low, high = percent_range(Interval(lower=lower, upper=lower + width)).removesuffix("%").split("~")
    assert Fraction(low.replace(",", "")) / 100 <= lower
    assert Fraction(high.replace(",", "")) / 100 >= lower + width


@pytest.mark.parametrize(
    ("limit", "text"),
    [
        (Fraction(3, 5), "60%"),
        (Fraction(1, 8), "12.5%"),
        (Fraction(1), "100%"),
        (Fraction(3333, 10_000), "33.33%"),
        (Fraction(0), "0%"),
    ],
)
def test_limits_read_as_calls_write_them(limit, text):
    assert limit_percent(limit) == text


def test_an_amount_carries_its_unit():
    assert krw(11_671_000_000, EOK) == "116.71억원"


@pytest.mark.parametrize("unit", [WON, THOUSAND, MILLION, EOK])
def test_negatives_are_marked_one_way_whatever_prints_them(unit):
    assert krw(-5 * unit, unit) == money(-5 * unit, unit) == f"△5{unit.korean}"
    assert in_unit(-5 * unit, unit) == "△5"


@pytest.mark.parametrize(
    ("amount_krw", "step", "text"),
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
def test_money_is_put_in_the_unit_it_is_printed_in(amount_krw, step, text):
    assert money(amount_krw, step) == text
