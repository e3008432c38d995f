"""A table's amounts by slot, and its cells by row and column: every percentage asks for them, so gathered once."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from schemas import Amount, Anchor, Cell, Table

Slot = tuple[int, int]
"""Row and column, from 0."""


class AmountTable:
    """A table with what the budget reads in it.

    `amount_at` has the amount of every slot that its cell covers. `rows` and `columns` have the cells that start
    there; `covering` those that reach into a column.
    """

    def __init__(self, table: Table, amounts: Mapping[Anchor, Amount]) -> None:
        self.table, self.amounts = table, amounts
        self.row_count, self.column_count = table.row_count, table.column_count
        self.rows: dict[int, list[Cell]] = defaultdict(list)
        self.columns: dict[int, list[Cell]] = defaultdict(list)
        self.covering: dict[int, list[Cell]] = defaultdict(list)
        self._reaching_down: dict[int, list[Cell]] = defaultdict(list)
        self.amount_at: dict[Slot, Amount] = {}
        for cell in table.cells:
            self._take(cell)
        self._largest_of_row: dict[int, Amount] = {}
        self._largest_of_column: dict[int, Amount] = {}
        for (row, column), amount in self.amount_at.items():
            _keep_larger(self._largest_of_row, row, amount)
            _keep_larger(self._largest_of_column, column, amount)

    def _take(self, cell: Cell) -> None:
        self.rows[cell.row].append(cell)
        self.columns[cell.col].append(cell)
        for column in range(cell.col, cell.col + cell.col_span):
            self.covering[column].append(cell)
        for row in range(cell.row + 1, cell.row + cell.row_span):
            self._reaching_down[row].append(cell)
        amount = self.amounts.get(cell.anchor)
        if amount is not None:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.col, cell.col + cell.col_span):
                    self.amount_at[row, column] = amount

    def largest(self, slot: Slot, *, along_row: bool) -> Amount | None:
        """The largest amount of a slot's row, or of its column."""
        row, column = slot
        return self._largest_of_row.get(row) if along_row else self._largest_of_column.get(column)

    def headers_of(self, cell: Cell) -> Iterator[Cell]:
        """The cell that heads the column, then the nearest and the first to the left."""
        top = self.covering[cell.col][0]
        if top.row < cell.row:
            yield top
        own = self.rows[cell.row]
        own_left = own[: bisect_left(own, cell.col, key=lambda each: each.col)][-1:]
        from_above = self._reaching_down.get(cell.row, ())
        nearest = (*own_left, *_left_of(cell, reversed(from_above)))[:1]
        first = (*_left_of(cell, from_above), *_left_of(cell, own))[:1]
        yield from (*nearest, *first)


def _left_of(cell: Cell, others: Iterable[Cell]) -> tuple[Cell, ...]:
    """The first of the cells that stands left of another, where one does."""
    found = next((other for other in others if other.col < cell.col), None)
    return () if found is None else (found,)


def _keep_larger(largest: dict[int, Amount], line: int, amount: Amount) -> None:
    if line not in largest or amount.krw > largest[line].krw:
        largest[line] = amount
