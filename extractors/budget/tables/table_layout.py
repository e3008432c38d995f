"""A table as printed to tables of one panel and one amount a cell: what stands side by side or stacked is set apart.

Two panels side by side (수입 │ 금액 │ 지출 │ 금액) are two tables that share rows by accident. Amounts stacked in the
cells of one row, line by line beside names stacked alike, are as many rows.
"""

from collections.abc import Sequence
from dataclasses import replace

from extractors.budget.tables.budget_grid import Grid, is_figure
from extractors.budget.vocabulary.label_parser import Lexicon
from extractors.korean.money import parse_cell_amount
from schemas import Cell, Table

_ANY_UNIT = 1_000_000
_MIN_STACKED = 3  # amounts of which one sums the others
_MAX_LINES = 40  # of amounts stacked in one cell
_NO_NAMES = frozenset({"note", "calculation", "number", "share", "amount", "sum", "subtotal", "total"})
_MAX_NAME = 30  # letters; longer texts are remarks


def laid_out(table: Table, lexicon: Lexicon) -> list[Table]:
    """The tables that a printed table holds, each cell with its place in the printed one's columns."""
    return split_panels(unstacked(table), lexicon)


def unstacked(table: Table) -> Table:
    """The table with rows of stacked amounts taken apart, where names and amounts are stacked alike."""
    by_row: dict[int, list[Cell]] = {}
    for cell in table.cells:
        by_row.setdefault(cell.row, []).append(cell)
    counts = {row: count for row, cells in by_row.items() if (count := _stacked_count(cells)) > 1}
    if not counts:
        return table
    before = _rows_added_before(counts, table.row_count)
    cells = [part for cell in table.cells for part in _parts(cell, counts, before)]
    cells.sort(key=lambda cell: (cell.row, cell.col))
    return table.model_copy(update={"cells": tuple(cells)})


def _stacked_count(cells: Sequence[Cell]) -> int:
    """How many amounts each cell of a row stacks; 1 where they do not agree or the names are not stacked with them."""
    stacks = [cell for cell in cells if _stacks_amounts(cell)]
    if any(is_figure(cell.text) for cell in stacks) and not _add_up_below(stacks):
        stacks = [cell for cell in stacks if not is_figure(cell.text)]
    stacked = {len(_lines(cell)) for cell in stacks}
    if len(stacked) != 1:
        return 1
    (count,) = stacked
    others = [cell for cell in cells if cell not in stacks]
    names = [cell for cell in others if not is_figure(cell.text) and cell.text.strip()]
    single = [cell for cell in others if is_figure(cell.text) and any(map(str.isdigit, cell.text))]
    if single or not any(len(_lines(name)) == count for name in names[:2]):
        return 1
    return count if count <= _MAX_LINES and all(cell.row_span == 1 for cell in stacks) else 1


def _add_up_below(stacks: Sequence[Cell]) -> bool:
    """Whether the second lines of a row's cells are amounts of which one sums the others, and no shares."""
    below = [parse_cell_amount(_lines(cell)[1], _ANY_UNIT) for cell in stacks]
    values = [amount.krw for amount in below if amount is not None]
    steps = max((amount.step for amount in below if amount is not None), default=1)
    if len(values) < _MIN_STACKED or max(values) == 100 * _ANY_UNIT:
        return False
    return abs(2 * max(values) - sum(values)) <= len(values) // 2 * steps


def _lines(cell: Cell) -> list[str]:
    return [line.strip() for line in cell.text.splitlines() if line.strip()]


def _stacks_amounts(cell: Cell) -> bool:
    lines = _lines(cell)
    return len(lines) > 1 and all(parse_cell_amount(line, _ANY_UNIT) is not None for line in lines)


def _rows_added_before(counts: dict[int, int], rows: int) -> list[int]:
    added, before = 0, []
    for row in range(rows + 1):
        before.append(added)
        added += counts.get(row, 1) - 1
    return before


def _parts(cell: Cell, counts: dict[int, int], before: Sequence[int]) -> list[Cell]:
    row = cell.row + before[cell.row]
    end = min(cell.row + cell.row_span, len(before) - 1)
    span = end + before[end] - row
    lines = _lines(cell)
    count = counts.get(cell.row, 1)
    if count == 1 or cell.row_span > 1 or len(lines) != count:
        return [replace(cell, row=row, row_span=max(span, 1))]
    return [replace(cell, row=row + at, text=line) for at, line in enumerate(lines)]


def split_panels(table: Table, lexicon: Lexicon) -> list[Table]:
    """The panels of a table side by side; panels below the same headers are one list that goes on in the next panel."""
    grid = Grid(table, lexicon)
    blocks = grid.header_blocks
    if not blocks or len(table.cells) < 6:
        return [table]
    headers, body = blocks[0]
    starts = _panel_starts(grid, headers, body)
    if len(starts) < 2:
        return [table]
    ends = [*starts[1:], table.column_count]
    panels = [_columns(table, start, end) for start, end in zip(starts, ends, strict=True)]
    tops = [_top(panel, start, headers.stop) for panel, start in zip(panels, starts, strict=True)]
    if all(top == tops[0] for top in tops):
        return [_one_below_the_other(panels, starts, headers.stop, table.row_count)]
    return panels


def _panel_starts(grid: Grid, headers: range, body: range) -> list[int]:
    """The first column of each panel: a column of names right of figures, with figures of its own to its right."""
    values = set(grid.value_columns(headers, body))
    if not values:
        return [0]
    starts = [0]
    seen_values = False
    for col in grid.cols:
        if col in values:
            seen_values = True
        elif seen_values and col + 1 in values and _holds_names(grid, col, headers, body):
            starts.append(col)
            seen_values = False
    return starts


def _holds_names(grid: Grid, col: int, headers: range, body: range) -> bool:
    """Whether a column names the rows of a panel: different short texts, below a header that says no remark."""
    headers_above = grid.column_headers(col, headers)
    meanings = frozenset[str]().union(*(header.label.meanings for header in headers_above))
    is_source = any(header.label.name is None and header.label.source for header in headers_above)
    if is_source or meanings & _NO_NAMES - {"amount", "sum", "subtotal", "total"} or grid.counts_things(col, body):
        return False
    own = [cell for row in body if (cell := grid.at(row, col)) is not None and cell.row == row and cell.col == col]
    texts = [cell.text.strip() for cell in own if cell.text.strip()]
    names = [text for text in texts if not is_figure(text) and len(text) <= _MAX_NAME]
    return len(names) >= 2 and len(names) == len(texts) and len(set(names)) * 2 > len(names)


def _columns(table: Table, start: int, end: int) -> Table:
    cells = [
        replace(cell, col=max(cell.col, start), col_span=min(cell.col + cell.col_span, end) - max(cell.col, start))
        for cell in table.cells
        if cell.col < end
        and cell.col + cell.col_span > start
        and not (cell.col < start and cell.col_span > end - start)
    ]
    return table.model_copy(update={"cells": tuple(cells)})


def _top(panel: Table, start: int, rows: int) -> list[tuple[int, int, str]]:
    return [(cell.row, cell.col - start, "".join(cell.text.split())) for cell in panel.cells if cell.row < rows]


def _one_below_the_other(panels: Sequence[Table], starts: Sequence[int], headers: int, rows: int) -> Table:
    cells = list(panels[0].cells)
    for at, (panel, start) in enumerate(zip(panels, starts, strict=True)):
        if at:
            shift = at * (rows - headers)
            cells += [replace(c, row=c.row + shift, col=c.col - start) for c in panel.cells if c.row >= headers]
    return panels[0].model_copy(update={"cells": tuple(cells)})
