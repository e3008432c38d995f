"""Tables of fields, a label and what it says side by side: 총사업비 │ 11,671백만원 │ 국비 │ 7,000백만원."""

import re
from dataclasses import replace

from extractors.budget.tables.budget_grid import Grid
from schemas import Cell, Table

_OWN_TABLE = re.compile(r"신청|전담기관|주관기관|총괄\s?책임|담당자|연락처|사업\s?기간|대표자")
_LABEL_LENGTH = 20


def is_overview(table: Table) -> bool:
    """Whether a table tells who applies, and so is about the plan as a whole."""
    return any(_OWN_TABLE.search(cell.text) and len(cell.text) < _LABEL_LENGTH for cell in table.cells)


def money_fields(grid: Grid) -> list[tuple[Cell, Cell]]:
    """The labels of a source and the amounts beside them, in a table where every amount has its own such label."""
    pairs = []
    for cell in grid.table.cells:
        if not grid.holds_figure(cell):
            continue
        label = grid.at(cell.row, cell.col - 1) if cell.col else None
        if label is None or not grid.starts(label, cell.row, label.col) or grid.holds_figure(label):
            return []
        read = grid.label(label)
        if read.name is not None or read.source is None:
            return []
        pairs.append((label, cell))
    return pairs if len({label.col for label, _ in pairs}) > 1 or is_overview(grid.table) else []


def as_rows(table: Table, fields: list[tuple[Cell, Cell]]) -> Table:
    """The fields one below the other, so that they read as any table with sources down."""
    cells = []
    for row, (label, value) in enumerate(fields):
        cells.append(replace(label, row=row, col=0, row_span=1, col_span=1))
        cells.append(replace(value, row=row, col=1, row_span=1, col_span=1))
    return table.model_copy(update={"cells": tuple(cells)})
