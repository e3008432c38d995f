"""Money and shares as people read them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from review.rendering.numbers import (
    EOK,
    MILLION,
    THOUSAND,
    WON,
    common_unit,
    in_unit,
    limit_percent,
    percent,
    with_unit,
)
from schemas import Amount, Interval, share


@pytest.mark.parametrize(
    ("krw", "unit", "text"),
    [
        (11_671_000_000, MILLION, "11,671"),
        (11_671_000_000, EOK, "116.71"),
        (7_000_000_000, EOK, "70"),
        (2_334_567_000, MILLION, "2,334.567"),
        (1_050, MILLION, "0.00105"),
        (0, MILLION, "0"),
        (-126_000_000, MILLION, "-126"),
        (-1, MILLION, "-0.000001"),
        (12_345, WON, "12,345"),
    ],
)
def test_amounts_read_as_printed(krw, unit, text):
    assert in_unit(krw, unit) == text


@given(st.integers(-(10**30), 10**30), st.sampled_from([WON, THOUSAND, MILLION, EOK]))
def test_no_amount_loses_a_won(krw, unit):
    assert Fraction(in_unit(krw, unit).replace(",", "")) * unit == krw


@pytest.mark.parametrize(
    ("amounts", "unit"),
    [((7_000_000_000, 5_000_000), MILLION), ((7_000_000_000, 5_123_000), THOUSAND), ((1,), WON), ((), MILLION)],
)
def test_the_unit_of_a_page_keeps_all_its_amounts_whole(amounts, unit):
    assert common_unit(amounts) == unit


def of(part, whole, step):
    return share(Amount(krw=part * step, step=step), Amount(krw=whole * step, step=step))


@pytest.mark.parametrize(
    ("interval", "limits", "text"),
    [
        (of(7000, 11671, MILLION), [Fraction(3, 5)], "59.97~59.99%"),
        (of(7300, 11966, MILLION), [Fraction(3, 5)], "61.0%"),
        (of(140, 233, EOK), [Fraction(3, 5)], "59.7~60.5%"),
        (of(7_000_000, 11_671_000, THOUSAND), [], "60.0%"),
        (of(7_000_000, 11_671_000, THOUSAND), [Fraction(3, 5)], "59.98%"),
        (of(7_200, 12_003, MILLION), [Fraction(3, 5)], "59.978~59.992%"),
        (of(6_000, 10_000, WON), [Fraction(3, 5)], "59.99~60.01%"),
        (of(150, 215, MILLION), [], "69.3~70.2%"),
        (Interval(lower=Fraction(3, 5), upper=Fraction(3, 5)), [Fraction(3, 5)], "60.0%"),
        (Interval(lower=Fraction(0), upper=Fraction(0)), [], "0.0%"),
    ],
)
def test_shares_read_as_intervals_where_the_printed_unit_leaves_room(interval, limits, text):
    assert percent(interval, limits) == text


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.sampled_from([MILLION, EOK]))
def test_a_printed_interval_contains_the_share(part, whole, step):
    interval = of(part, whole, step)
    limit = Fraction(3, 5)
    text = percent(interval, [limit]).rstrip("%").replace(",", "")
    if "~" in text:
        lower, upper = (Fraction(end) / 100 for end in text.split("~"))
        assert lower <= interval.lower <= interval.upper <= upper
    else:
        assert abs(Fraction(text) / 100 - interval.lower) <= Fraction(1, 2000)


@pytest.mark.parametrize(("limit", "text"), [(Fraction(3, 5), "60%"), (Fraction(1, 8), "12.5%"), (Fraction(1), "100%")])
def test_limits_read_as_calls_write_them(limit, text):
    assert limit_percent(limit) == text


def test_an_amount_carries_its_unit():
    assert with_unit(11_671_000_000, EOK) == "116.71억원"
