"""By how much a plan is over or short of a limit, in points and in money."""

from fractions import Fraction

import pytest

from review.comparison.limit_gaps import limit_gaps
from review.rendering.limits import ShareLimit
from schemas import Amount, Budget, Funding, Source
from schemas.units import MoneyUnit

MILLION = 1_000_000
UPPER = ShareLimit("national-share", (Source.NATIONAL,), Fraction(3, 5), is_upper=True)
LOWER = ShareLimit("local-share", (Source.LOCAL,), Fraction(1, 5), is_upper=False)


def gap(limit, **millions):
    funding = Funding(**{name: Amount(krw=value * MILLION, step=MILLION) for name, value in millions.items()})
    [found] = limit_gaps(Budget(funding=funding), [limit], ())
    return found


@pytest.mark.parametrize(
    ("limit", "amounts", "text"),
    [
        (LOWER, {"local": 1981, "total": 11670}, "3.0%p 부족(353백만원)"),
        (UPPER, {"national": 7300, "total": 11971}, "1.0%p 초과(118백만원)"),
        (UPPER, {"national": 6001, "total": 10000}, "0.01%p 초과(1백만원)"),
        (UPPER, {"national": 6000, "total": 10000}, ""),
        (LOWER, {"local": 2100, "total": 10000}, ""),
    ],
)
def test_gap_is_told_in_points_and_money(limit, amounts, text):
    assert gap(limit, **amounts).gap_text(MoneyUnit.MILLION) == text


def test_share_that_nobody_knows_has_no_gap():
    found = gap(LOWER, total=10000)
    assert (found.share, found.gap, found.gap_krw, found.gap_text(MoneyUnit.MILLION)) == (None, None, None, "")
