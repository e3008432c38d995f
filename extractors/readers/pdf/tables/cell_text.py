"""Which characters stand in which cell, and the lines that they form there."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from extractors.readers.pdf.geometry import bounding_box, center_y
from extractors.readers.pdf.layout.lines import Line, lines_of
from extractors.readers.pdf.source.characters import Characters, Run
from extractors.readers.pdf.tables.grid import Grid
from extractors.readers.pdf.tolerances import CELL_TEXT
from schemas import Box


def runs_by_cell(grid: Grid, runs: Sequence[Run], characters: Characters) -> tuple[dict[int, list[Run]], list[Run]]:
    """The runs of each cell by its index, cut where a run crosses from one cell into the next, and the runs outside."""
    slots = _slots(grid)
    anchors = _anchors(characters)
    inside: dict[int, list[Run]] = defaultdict(list)
    outside: list[Run] = []
    for run in runs:
        row = bisect_right(grid.ys, center_y(run)) - 1
        if not 0 <= row < len(slots):
            outside.append(run)
            continue
        starts = _cells_of(run, grid, slots[row], anchors)
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


def _anchors(characters: Characters) -> list[float]:
    """For each character where along the line it stands."""
    boxes = characters.boxes
    size = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    anchors: list[float] = (boxes[:, 0] + CELL_TEXT.anchor_em * size).tolist()
    return anchors


def _cells_of(
    run: Run, grid: Grid, row: Sequence[int | None], anchors: Sequence[float]
) -> list[tuple[int, int | None]]:
    """Where along a run a new cell starts: (index of the character, index of the cell)."""
    first, last = (bisect_right(grid.xs, anchors[index]) - 1 for index in (run.start, run.stop - 1))
    if first == last:
        return [(run.start, row[first] if 0 <= first < len(row) else None)]
    starts: list[tuple[int, int | None]] = []
    for index in range(run.start, run.stop):
        col = bisect_right(grid.xs, anchors[index]) - 1
        cell = row[col] if 0 <= col < len(row) else None
        if not starts or starts[-1][1] != cell:
            starts.append((index, cell))
    return starts


def cell_lines(grid: Grid, inside: dict[int, list[Run]]) -> list[list[Line]]:
    """The lines of each cell of a grid."""
    return [_lines_in(inside.get(index, [])) for index in range(len(grid.cells))]


def _lines_in(runs: list[Run]) -> list[Line]:
    """The lines of one cell; a text that was turned to read from the bottom up is one line."""
    if len(runs) < CELL_TEXT.min_turned_characters or not all(_climbs(below, above) for below, above in pairwise(runs)):
        return lines_of(runs)
    text = "".join(f"{run.text} " if run.blank_after else run.text for run in runs).rstrip()
    box = bounding_box([Box(run.x0, run.top, run.x1, run.bottom) for run in runs])
    return [Line(text, box, runs[0].size, runs[-1].blank_after, tuple(runs))]


def _climbs(below: Run, above: Run) -> bool:
    """Whether a single character stands on top of the one before it in the file: level text never does."""
    is_single = below.stop - below.start == above.stop - above.start == 1
    return is_single and above.bottom < below.bottom and min(below.x1, above.x1) > max(below.x0, above.x0)


def padding_of(grid: Grid, lines: Sequence[Sequence[Line]]) -> float:
    """The margin inside the cells: the least that any line keeps from its cell's sides."""
    kept = [
        min(line.box.x0 - grid_cell.box.x0, grid_cell.box.x1 - line.box.x1)
        for grid_cell, cell in zip(grid.cells, lines, strict=True)
        for line in cell
    ]
    return min(max(min(kept, default=0.0), 0.0), CELL_TEXT.max_padding_pt)
