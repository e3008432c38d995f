"""A table by row and column: every slot of a merged cell answers with that cell, and neighbours can be asked for."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from extractors.structure.field_labels import Field, field_of
from extractors.vocabulary.words import TableHeaders, any_of, load_words
from schemas import Cell, Table

_WORDS = load_words(TableHeaders)
_HEADER = re.compile(any_of(_WORDS.words))


class TableView:
    """Slots of a table by (row, column)."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._column_count = table.column_count
        self._slots: dict[tuple[int, int], Cell] = {}
        for cell in table.cells:
            for row in range(cell.row, cell.row + cell.row_span):
                for column in range(cell.col, cell.col + cell.col_span):
                    self._slots.setdefault((row, column), cell)

    def transposed(self) -> "TableView":
        """The same table with its rows as columns; anchors stay, so that what is read is still found on its page."""
        cells = sorted(
            (
                replace(cell, row=cell.col, col=cell.row, row_span=cell.col_span, col_span=cell.row_span)
                for cell in self.table.cells
            ),
            key=lambda cell: (cell.row, cell.col),
        )
        return TableView(self.table.model_copy(update={"cells": tuple(cells)}))

    def at(self, row: int, column: int) -> Cell | None:
        """The cell that covers a slot."""
        return self._slots.get((row, column))

    def row(self, row: int) -> list[Cell]:
        """The different cells that cover a row, from left to right."""
        cells: list[Cell] = []
        for column in range(self._column_count):
            cell = self._slots.get((row, column))
            if cell is not None and (not cells or cells[-1] is not cell):
                cells.append(cell)
        return cells

    def column(self, column: int, first_row: int) -> Iterator[Cell]:
        """The different cells that cover a column from a row on, downwards."""
        previous: Cell | None = None
        for row in range(first_row, self.table.row_count):
            cell = self.at(row, column)
            if cell is not None and cell is not previous:
                yield cell
            previous = cell

    def right_of(self, cell: Cell) -> Cell | None:
        """The cell after this one in its first row."""
        return self.at(cell.row, cell.col + cell.col_span)

    def below(self, cell: Cell) -> Cell | None:
        """The cell under this one in its first column."""
        return self.at(cell.row + cell.row_span, cell.col)

    @cached_property
    def labels(self) -> dict[tuple[int, int], Field]:
        """The cells that are labels of fields, by the slot they start in."""
        found = {}
        for cell in self.table.cells:
            field = field_of(cell.text) if cell.text.strip() else None
            if field is not None:
                found[cell.row, cell.col] = field
        return found

    def field(self, cell: Cell) -> Field | None:
        """The field that a cell is the label of."""
        return self.labels.get((cell.row, cell.col))


def is_header_word(label: str) -> bool:
    """Whether a plain label heads a column of a table without being a programme's field: 구분, 2026년, 역할."""
    return _HEADER.fullmatch(label.lower()) is not None
