"""Numbers that a narrow cell cut over its lines without commas that would prove it: 24000⏎00, 41.4⏎5.

The pieces may be two amounts as well. Arithmetic tells: joined, they make a row or a column whose largest number is the
sum of the others.
"""

import re
from collections.abc import Mapping
from typing import Final

from extractors.budget.arithmetic.numbers import PrintedNumber, tolerance
from extractors.korean.money import CellAmount
from extractors.korean.numerals import half_width

_PIECES: Final = re.compile(r"[△▲-]?\d[\d,.]*(?:\s*\n\s*[\d,.]+)+±?")
_YEAR: Final = re.compile(r"20\d\d")
_MIN_LINE: Final = 3  # a total and two parts

Place = tuple[int, int]
Amounts = Mapping[Place, CellAmount]


def is_cut_number(text: str) -> bool:
    """Whether all lines of a cell are pieces of digits; those of a year (202⏎6) are none of an amount."""
    digits = half_width(text).strip()
    return _PIECES.fullmatch(digits) is not None and _YEAR.fullmatch("".join(digits.split())) is None


def joined_numbers(amounts: Amounts, cut: Amounts) -> dict[Place, CellAmount]:
    """Those of the `cut` amounts that the sum of their row or of their column proves."""
    if not cut:
        return {}
    filled = {**amounts, **cut}
    proven = {}
    for axis in (0, 1):
        for line in {place[axis] for place in cut}:
            if _is_sum_with_parts([amount for place, amount in filled.items() if place[axis] == line]):
                proven.update({place: amount for place, amount in cut.items() if place[axis] == line})
    return proven


def _is_sum_with_parts(line: list[CellAmount]) -> bool:
    """Whether the largest of some numbers is the sum of the others, within rounding."""
    numbers = [PrintedNumber(amount.krw, amount.step) for amount in line]
    if len(numbers) < _MIN_LINE:
        return False
    whole = max(numbers)
    off = abs(2 * whole.value - sum(number.value for number in numbers))
    return whole.value > 0 and off <= tolerance(numbers[1:], whole.step)
