"""The units that Korean plans print money in, in won."""

from enum import IntEnum
from typing import Final


class MoneyUnit(IntEnum):
    """A unit of money; its value is what it is worth in won."""

    WON = 1
    THOUSAND = 1_000
    TEN_THOUSAND = 10_000
    MILLION = 1_000_000
    HUNDRED_MILLION = 100_000_000

    @property
    def korean(self) -> str:
        """As it is printed: 백만원."""
        return _KOREAN[self]


_KOREAN: Final = {
    MoneyUnit.WON: "원",
    MoneyUnit.THOUSAND: "천원",
    MoneyUnit.TEN_THOUSAND: "만원",
    MoneyUnit.MILLION: "백만원",
    MoneyUnit.HUNDRED_MILLION: "억원",
}
# What tables count in; a table in 만원 is rare, and a number off by 10 is no error of units.
TABLE_UNITS: Final = (MoneyUnit.WON, MoneyUnit.THOUSAND, MoneyUnit.MILLION, MoneyUnit.HUNDRED_MILLION)
