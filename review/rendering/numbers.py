"""Money and shares as people read them, exactly: nothing here passes through a float."""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor

from schemas import Interval

WON, THOUSAND, MILLION, EOK = 1, 1_000, 1_000_000, 100_000_000

UNIT_NAMES = {WON: "원", THOUSAND: "천원", MILLION: "백만원", EOK: "억원"}

_PERCENT_DECIMALS = (1, 2, 3, 4)


def in_unit(krw: int, unit: int) -> str:
    """An amount in a unit of won with separators: 11671000000 in 백만원 is `11,671`, in 억원 `116.71`."""
    whole, rest = divmod(abs(krw), unit)
    decimals = f"{rest:0{len(str(unit)) - 1}d}".rstrip("0") if rest else ""
    sign = "-" if krw < 0 else ""
    return f"{sign}{whole:,}.{decimals}" if decimals else f"{sign}{whole:,}"


def with_unit(krw: int, unit: int) -> str:
    """An amount with its unit: `116.71억원`."""
    return in_unit(krw, unit) + UNIT_NAMES[unit]


def common_unit(amounts_krw: Iterable[int]) -> int:
    """The largest of 백만원, 천원 and 원 in which all the amounts are whole numbers."""
    units = [MILLION, THOUSAND]
    for krw in amounts_krw:
        units = [unit for unit in units if krw % unit == 0]
    return units[0] if units else WON


def percent(share: Interval, limits: Iterable[Fraction] = ()) -> str:
    """A share with as many decimals as tell something: `60.4%`, or `59.97~59.99%` where the printed unit leaves room.

    One number stands where both ends round to it, an interval (rounded outwards) where they do not. Neither may read
    as a limit by rounding alone: decimals are added until 59.97 no longer looks like 60.0.
    """
    lower, upper = share.lower * 100, share.upper * 100
    marks = {limit * 100 for limit in limits}
    text = ""
    for decimals in _PERCENT_DECIMALS:
        scale = 10**decimals
        low, high = round(lower * scale), round(upper * scale)
        if low != high:
            low, high = floor(lower * scale), ceil(upper * scale)
        text = _decimal(low, decimals) if low == high else f"{_decimal(low, decimals)}~{_decimal(high, decimals)}"
        if not ({Fraction(low, scale), Fraction(high, scale)} - {lower, upper}) & marks:
            break
    return f"{text}%"


def limit_percent(limit: Fraction) -> str:
    """A limit as calls write it: `60%`, `12.5%`."""
    tenths = limit * 1000
    if (tenths / 10).denominator == 1:
        return f"{int(tenths / 10)}%"
    return f"{_decimal(round(tenths), 1)}%"


def _decimal(scaled: int, decimals: int) -> str:
    whole, rest = divmod(abs(scaled), 10**decimals)
    return f"{'-' if scaled < 0 else ''}{whole:,}.{rest:0{decimals}d}"
