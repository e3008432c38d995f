"""Which characters stand in which cell, and the lines that they form there."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from extractors.readers.pdf.characters import Characters, Run
from extractors.readers.pdf.grid import Grid
from extractors.readers.pdf.lines import Line, lines_of

ANCHOR_EM = 0.25  # a glyph belongs where it starts: fonts often claim a wider box than they print
MOST_PADDING_PT = 6.0


def runs_by_cell(grid: Grid, runs: Sequence[Run], characters: Characters) -> tuple[dict[int, list[Run]], list[Run]]:
    """The runs of each cell by its index, cut where a run crosses from one cell into the next, and the runs outside."""
    slots = _slots(grid)
    inside: dict[int, list[Run]] = defaultdict(list)
    outside: list[Run] = []
    for run in runs:
        row = bisect_right(grid.ys, (run.top + run.bottom) / 2) - 1
        if not 0 <= row < len(slots):
            outside.append(run)
            continue
        starts = _cells_of(run, grid, slots[row], characters)
        for (start, cell), (stop, _) in zip(starts, [*starts[1:], (run.stop, None)], strict=True):
            piece = run if stop - start == run.stop - run.start else characters.run(start, stop)
            (outside if cell is None else inside[cell]).append(piece)
    return inside, outside


def _slots(grid: Grid) -> list[list[int | None]]:
    slots: list[list[int | None]] = [[None] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    for index, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                slots[row][col] = index
    return slots


def _cells_of(run: Run, grid: Grid, row: list[int | None], characters: Characters) -> list[tuple[int, int | None]]:
    """Where along a run a new cell starts: (index of the character, index of the cell)."""
    boxes = characters.boxes[run.start : run.stop]
    anchors = boxes[:, 0] + ANCHOR_EM * np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    cols = (np.searchsorted(grid.xs, anchors, side="right") - 1).tolist()
    if cols[0] == cols[-1]:
        return [(run.start, row[cols[0]] if 0 <= cols[0] < len(row) else None)]
    starts: list[tuple[int, int | None]] = []
    for index, col in enumerate(cols, start=run.start):
        cell = row[col] if 0 <= col < len(row) else None
        if not starts or starts[-1][1] != cell:
            starts.append((index, cell))
    return starts


def cell_lines(grid: Grid, inside: dict[int, list[Run]]) -> list[list[Line]]:
    """The lines of each cell of a grid."""
    return [lines_of(inside.get(index, ())) for index in range(len(grid.cells))]


def padding_of(grid: Grid, lines: Sequence[Sequence[Line]]) -> float:
    """The margin inside the cells: the least that any line keeps from its cell's sides."""
    kept = [
        min(line.box.x0 - grid_cell.box.x0, grid_cell.box.x1 - line.box.x1)
        for grid_cell, cell in zip(grid.cells, lines, strict=True)
        for line in cell
    ]
    return min(max(min(kept, default=0.0), 0.0), MOST_PADDING_PT)
