"""Where money comes from: the sources of a budget, how they nest, and what people call them."""

from enum import StrEnum
from typing import Final


class Source(StrEnum):
    """A source of money: metro (시·도비) and district (시·군·구비) are local, cash and in-kind are private.

    `other` is one that is none of these (융자, 기타재원), `unknown` one whose word is not known: both belong to the
    total, have their printed name in `BudgetEntry.source_name`, and no field in `Funding`.
    """

    TOTAL = "total"
    NATIONAL = "national"
    LOCAL = "local"
    METRO = "metro"
    DISTRICT = "district"
    PRIVATE = "private"
    CASH = "cash"
    IN_KIND = "in_kind"
    OTHER = "other"
    UNKNOWN = "unknown"

    @property
    def parts(self) -> "tuple[Source, ...]":
        """The sources that add up to this one; none for what is not parted further."""
        return _PARTS.get(self, ())

    @property
    def parent(self) -> "Source | None":
        """The source that this one is a part of; None for the total."""
        return _PARENTS.get(self)

    @property
    def korean(self) -> str:
        """What people call it."""
        return _KOREAN[self]


_PARTS: Final = {
    Source.LOCAL: (Source.METRO, Source.DISTRICT),
    Source.PRIVATE: (Source.CASH, Source.IN_KIND),
    Source.TOTAL: (Source.NATIONAL, Source.LOCAL, Source.PRIVATE),
}
_PARENTS: Final = {part: whole for whole, parts in _PARTS.items() for part in parts}
_KOREAN: Final = {
    Source.TOTAL: "총사업비",
    Source.NATIONAL: "국비",
    Source.LOCAL: "지방비",
    Source.METRO: "시·도비",
    Source.DISTRICT: "시·군·구비",
    Source.PRIVATE: "자부담",
    Source.CASH: "현금",
    Source.IN_KIND: "현물",
    Source.OTHER: "기타 재원",
    Source.UNKNOWN: "뜻을 알 수 없는 재원",
}
# The sources that a plan's funding has an amount for.
FUNDED_SOURCES: Final[tuple[Source, ...]] = tuple(
    source for source in Source if source not in (Source.OTHER, Source.UNKNOWN)
)
