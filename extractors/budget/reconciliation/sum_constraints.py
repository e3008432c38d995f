"""Sum constraints: an amount that must equal the sum of others, as far as rounding lets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from extractors.budget.tables.figures import BudgetFigure
from schemas import Amount, SumCheck, SumStatus

# A cell: the index of its table, its row and its column. An amount outside of tables has the name of its line or card
# in place of a table, and zeros.
Place = tuple[int | str, int, int]


@dataclass(frozen=True)
class PrintedAmount:
    """An amount as printed: its cell, its table's title, and what it is in the words of its headers."""

    place: Place
    amount: Amount
    title: str
    name: str
    row_name: str = ""
    column_name: str = ""

    @property
    def krw(self) -> int:
        """The amount in won."""
        return self.amount.krw

    @property
    def step(self) -> int:
        """The printed step in won."""
        return self.amount.step


@dataclass(frozen=True)
class SumConstraint:
    """An amount that must equal the sum of others, as far as what is printed goes."""

    label: str
    total: PrintedAmount
    parts: tuple[PrintedAmount, ...]

    @cached_property
    def difference(self) -> int:
        """Total − Σ parts, in won."""
        return self.total.krw - self.parts_krw

    @cached_property
    def parts_krw(self) -> int:
        """Σ parts, in won."""
        return sum(part.krw for part in self.parts)

    @cached_property
    def tolerance(self) -> int:
        """The most that rounding explains: ⌊(n+1)/2⌋ of the coarser printed step."""
        step = max(self.total.step, *(part.step for part in self.parts))
        return (len(self.parts) + 1) // 2 * step

    @cached_property
    def is_broken(self) -> bool:
        """Whether rounding cannot explain the difference."""
        return abs(self.difference) > self.tolerance

    @cached_property
    def _part_at(self) -> dict[Place, PrintedAmount]:
        return {part.place: part for part in self.parts}

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The cells of the constraint, the total first."""
        return tuple(printed.place for printed in (self.total, *self.parts))

    def value_for(self, place: Place) -> int:
        """The value that the sum asks for in one of its cells."""
        if self.total.place == place:
            return self.parts_krw
        return self._part_at[place].krw + self.difference

    def limits_of(self, place: Place) -> tuple[int, int]:
        """The lowest and the highest value of one of its cells with which rounding explains what is left."""
        value = self.value_for(place)
        return value - self.tolerance, value + self.tolerance

    def holds_with(self, values: Mapping[Place, int]) -> bool:
        """Whether rounding explains what is left of the difference once some cells have other values."""
        difference = self.difference
        if self.total.place in values:
            difference += values[self.total.place] - self.total.krw
        changed = self._part_at.keys() & values.keys() if len(values) > 1 else (p for p in values if p in self._part_at)
        difference -= sum(values[place] - self._part_at[place].krw for place in changed)
        return abs(difference) <= self.tolerance

    def check(self) -> SumCheck:
        """The constraint as the record keeps it."""
        status = SumStatus.EXACT if self.difference == 0 else SumStatus.ROUNDING
        return SumCheck(
            label=self.label,
            total=self.total.amount,
            parts=tuple(part.amount for part in self.parts),
            difference=self.difference,
            tolerance=self.tolerance,
            status=SumStatus.BROKEN if self.is_broken else status,
        )


def printed_amount(figure: BudgetFigure, title: str) -> PrintedAmount:
    """A figure of a table, for comparing."""
    words = dict.fromkeys(filter(None, (figure.row.text, figure.column.text)))
    name = " · ".join(words) or figure.anchor.text
    place = (figure.table, figure.row.index, figure.column.index)
    return PrintedAmount(place, figure.amount, title, name, figure.row.text, figure.column.text)
