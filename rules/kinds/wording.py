"""How findings put numbers: in the unit the table prints (7,300백만원), shares with as many digits as they need."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from schemas.money import Amount
from schemas.source import Source

_UNITS: Final = ((100_000_000, "억원"), (1_000_000, "백만원"), (10_000, "만원"), (1_000, "천원"), (1, "원"))
_MOST_DECIMALS: Final = 9


def source_names(sources: Iterable[Source]) -> str:
    """지방비+자부담."""
    return "+".join(source.korean for source in sources)


def unit_of(step: int) -> tuple[int, str]:
    """The unit that an amount of this step is printed in, in won and in Korean.

    0.1억원 is a decimal of 억원 and 0.1백만원 one of 백만원: plans print no other unit with decimals.
    """
    if step in {10_000_000, 10_000}:
        return (100_000_000, "억원") if step == 10_000_000 else (10_000, "만원")
    if step == 100_000:
        return 1_000_000, "백만원"
    return next((size, name) for size, name in _UNITS if size <= step and name != "만원")


def unit_name(step: int) -> str:
    """백만원."""
    return unit_of(step)[1]


def money(krw: int, step: int) -> str:
    """An amount in the unit of its step: 7,300백만원, 116.7억원, △30천원; in a finer unit where that is needed."""
    size, name = unit_of(step)
    decimals = 0
    while krw * 10**decimals % size and size >= 10 ** (decimals + 1) and decimals < 2:
        decimals += 1
    if krw * 10**decimals % size:
        finer = next(unit for unit, label in _UNITS if label != "만원" and krw % unit == 0)
        return money(krw, finer)
    whole, part = divmod(abs(krw) * 10**decimals // size, 10**decimals)
    digits = f"{whole:,}" + (f".{part:0{decimals}d}" if decimals else "")
    return f"{'△' if krw < 0 else ''}{digits}{name}"


def printed(amount: Amount) -> str:
    """An amount in its own unit, with 약 where it was printed so."""
    return f"{'약 ' if amount.approximate else ''}{money(amount.krw, amount.step)}"


def rounded_up(value: Fraction, step: int) -> int:
    """The least whole step at or above a value."""
    return -(-value.numerator // (value.denominator * step)) * step


def rounded_down(value: Fraction, step: int) -> int:
    """The greatest whole step at or below a value."""
    return value.numerator // (value.denominator * step) * step


def percent(share: Fraction, decimals: int = 1) -> str:
    """A share as 61.0%, rounded half up."""
    scaled = share * 100 * 10**decimals + Fraction(1, 2)
    return _decimal(scaled.numerator // scaled.denominator, decimals)


def limit_percent(limit: Fraction) -> str:
    """A limit without needless decimals: 60%."""
    decimals = 0
    while (limit * 100 * 10**decimals).denominator != 1 and decimals < _MOST_DECIMALS:
        decimals += 1
    return percent(limit, decimals)


def percent_beside(share: Fraction, limit: Fraction) -> str:
    """A share with as many decimals as it takes to tell it from the limit: 60.01% is not 60.0%."""
    decimals = 1
    while share != limit and decimals < _MOST_DECIMALS and percent(share, decimals) == percent(limit, decimals):
        decimals += 1
    return percent(share, decimals)


def percent_range(lower: Fraction, upper: Fraction) -> str:
    """59.74~60.43%, rounded outwards, so that the range printed holds the range meant."""
    low = (lower * 10_000).numerator // (lower * 10_000).denominator
    high = -(-(upper * 10_000).numerator // (upper * 10_000).denominator)
    return f"{_decimal(low, 2).removesuffix('%')}~{_decimal(high, 2)}"


def with_object_particle(word: str) -> str:
    """국비를, 자부담을: the particle that the last syllable takes."""
    last = ord(word[-1]) - ord("가")
    closed = 0 <= last < 11_172 and last % 28 != 0
    return f"{word}{'을' if closed else '를'}"


def shorten(text: str, most: int = 60) -> str:
    """A sentence on one line, cut where it is too long for a finding."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def text_key(text: str) -> str:
    """A name by its letters and digits alone, so that spellings compare."""
    return "".join(letter for letter in text if letter.isalnum()).casefold()


def listed(parts: Iterable[str], most: int = 5) -> str:
    """The first few of many: 가, 나 외 3건."""
    items = list(parts)
    shown = "; ".join(items[:most])
    return shown if len(items) <= most else f"{shown} 외 {len(items) - most}건"


def _decimal(scaled: int, decimals: int) -> str:
    whole, part = divmod(scaled, 10**decimals)
    return f"{whole}.{part:0{decimals}d}%" if decimals else f"{whole}%"
