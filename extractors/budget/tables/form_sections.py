"""Fields of money that stand in a form beside others: 사업비 구성 │ 정부지원금 │ 70백만원 │ 성과지표 │ …

A label over several rows of a form heads the fields to its right. Where they are sources with an amount each, they are
a table of their own, whatever else the form asks for in the same rows.
"""

from collections.abc import Iterator
from typing import Final

from extractors.budget.tables.budget_grid import Grid
from extractors.korean.money import parse_cell_amount
from schemas import Cell, Table

_MIN_ROWS: Final = 3
_MIN_SOURCES: Final = 2
_MAX_TITLE: Final = 40  # letters
_ANY_UNIT: Final = 1_000_000


def form_sections(grid: Grid) -> Iterator[tuple[str, Table]]:
    """Each such section with its title; none where nothing stands beside it, for then the table is one already."""
    for cell in grid.table.cells:
        if cell.row_span >= _MIN_ROWS and len(cell.text) <= _MAX_TITLE and grid.lexicon.mentions(cell.text, "budget"):
            section = _section(grid, cell)
            if section is not None:
                yield " ".join(cell.text.split()), section


def _section(grid: Grid, title: Cell) -> Table | None:
    rows = range(title.row, title.row + title.row_span)
    first = title.col + title.col_span
    amounts = [_first_amount(grid, row, first) for row in rows]
    columns = {cell.col for cell in amounts if cell is not None}
    if len(columns) != 1 or grid.label(title).source is not None or not _stand_fields_beside(grid, rows, amounts):
        return None
    (column,) = columns
    cells = [cell for cell in grid.table.cells if cell.row in rows and first <= cell.col <= column]
    labels = [grid.label(cell) for cell in cells if cell.col < column]
    sources = {label.source for label in labels if label.name is None} - {None, "total"}
    if len(sources) < _MIN_SOURCES or any(label.source is None and not label.is_sum for label in labels):
        return None
    return grid.table.model_copy(update={"cells": tuple(cells)})


def _first_amount(grid: Grid, row: int, first: int) -> Cell | None:
    """The amount of a field: the first cell behind its labels, which have no digits."""
    for col in range(first, len(grid.cols)):
        cell = grid.at(row, col)
        if cell is None:
            return None
        if parse_cell_amount(cell.text, _ANY_UNIT) is not None:
            return cell if cell.row == row and cell.row_span <= _MIN_ROWS - 1 else None
        if any(map(str.isdigit, cell.text)):
            return None
    return None


def _stand_fields_beside(grid: Grid, rows: range, amounts: list[Cell | None]) -> bool:
    """Whether a label of something else stands right behind each amount: in a table of money more amounts do."""
    behind = [
        grid.at(row, cell.col + cell.col_span) for row, cell in zip(rows, amounts, strict=True) if cell is not None
    ]
    return bool(behind) and all(
        cell is not None and any(map(str.isalpha, cell.text)) and not grid.holds_figure(cell) for cell in behind
    )
