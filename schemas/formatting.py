"""How money and shares are printed, in findings and on pages alike: exact, without a float, negatives with △.

One number has one text everywhere: a limit of 33.33 % is 33.33%, and a share never reads as its limit by rounding.
"""

from collections.abc import Iterable
from fractions import Fraction
from math import ceil, floor
from typing import Final

from schemas.money import Amount, Interval
from schemas.units import MoneyUnit

_MAX_DECIMALS: Final = 9
_MAX_MONEY_DECIMALS: Final = 2
# Steps of decimals: plans print 0.1억원, 0.1백만원 and whole 만원, and no other unit with decimals.
_DECIMAL_STEPS: Final = {10_000_000: MoneyUnit.HUNDRED_MILLION, 100_000: MoneyUnit.MILLION}
_WHOLE_UNITS: Final = (MoneyUnit.HUNDRED_MILLION, MoneyUnit.MILLION, MoneyUnit.THOUSAND, MoneyUnit.WON)


def in_unit(amount_krw: int, unit: MoneyUnit) -> str:
    """An amount in a unit, exact and without the unit's name: 11671000000 in 백만원 is `11,671`, in 억원 `116.71`."""
    whole, rest = divmod(abs(amount_krw), unit)
    decimals = f"{rest:0{len(str(int(unit))) - 1}d}".rstrip("0") if rest else ""
    return f"{_sign(amount_krw)}{whole:,}{f'.{decimals}' if decimals else ''}"


def krw(amount_krw: int, unit: MoneyUnit) -> str:
    """An amount with its unit: `116.71억원`, `△30천원`."""
    return in_unit(amount_krw, unit) + unit.korean


def common_unit(amounts_krw: Iterable[int]) -> MoneyUnit:
    """The largest of 백만원, 천원 and 원 in which all the amounts are whole numbers."""
    units = [MoneyUnit.MILLION, MoneyUnit.THOUSAND]
    for amount_krw in amounts_krw:
        units = [unit for unit in units if amount_krw % unit == 0]
    return units[0] if units else MoneyUnit.WON


def unit_of(step: int) -> MoneyUnit:
    """The unit that an amount of this step (in won) is printed in: 억원 for 0.1억원."""
    if step == MoneyUnit.TEN_THOUSAND:
        return MoneyUnit.TEN_THOUSAND
    return _DECIMAL_STEPS.get(step) or next(unit for unit in _WHOLE_UNITS if unit <= step)


def money(amount_krw: int, step: int) -> str:
    """An amount in the unit of its step: 7,300백만원, 116.7억원; in a finer unit where two decimals do not hold it."""
    unit = unit_of(step)
    if amount_krw * 10**_MAX_MONEY_DECIMALS % unit:
        unit = next(finer for finer in _WHOLE_UNITS if amount_krw % finer == 0)
    return krw(amount_krw, unit)


def printed(amount: Amount) -> str:
    """An amount in its own unit, with 약 where it was printed so."""
    return f"{'약 ' if amount.approximate else ''}{money(amount.krw, amount.step)}"


def percent(share: Fraction, decimals: int = 1) -> str:
    """A share as 61.0%, rounded half up."""
    scaled = abs(share) * 100 * 10**decimals + Fraction(1, 2)
    return f"{_decimal(floor(scaled) if share >= 0 else -floor(scaled), decimals)}%"


def limit_percent(limit: Fraction) -> str:
    """A limit as calls write it, without needless decimals: 60%, 12.5%, 33.33%."""
    decimals = 0
    while (limit * 100 * 10**decimals).denominator != 1 and decimals < _MAX_DECIMALS:
        decimals += 1
    return percent(limit, decimals)


def percent_beside(share: Fraction, *limits: Fraction) -> str:
    """A share with as many decimals as it takes to tell it from limits: 60.01% is not 60.0%."""
    decimals, others = 1, [limit for limit in limits if limit != share]
    while decimals < _MAX_DECIMALS and any(percent(share, decimals) == percent(other, decimals) for other in others):
        decimals += 1
    return percent(share, decimals)


def percent_range(share: Interval) -> str:
    """59.74~60.43%, rounded outwards, so that the range printed holds the range meant."""
    low, high = floor(share.lower * 10_000), ceil(share.upper * 10_000)
    return f"{_decimal(low, 2)}~{_decimal(high, 2)}%"


def _decimal(scaled: int, decimals: int) -> str:
    whole, part = divmod(abs(scaled), 10**decimals)
    return f"{_sign(scaled)}{whole:,}{f'.{part:0{decimals}d}' if decimals else ''}"


def _sign(value: int) -> str:
    return "△" if value < 0 else ""
