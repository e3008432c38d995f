"""Cells that tile their grid: no place of a table belongs to two cells, and none to no cell."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.tables.grid import Grid, GridCell
from schemas import Box

NONE = -1
MAX_PLACES = 4_000_000  # of one table: a thousand pages of sixty rows and sixty columns

Numbers = npt.NDArray[np.int32]


class Area(NamedTuple):
    """The rows and columns that a cell covers."""

    row: int
    col: int
    row_span: int
    col_span: int

    @property
    def size(self) -> int:
        """In places of the grid."""
        return self.row_span * self.col_span


class Tiling(NamedTuple):
    """What each area keeps where areas lie over each other, and the areas that were nobody's."""

    kept: list[list[Area]]
    blank: list[Area]


def tiling_of(areas: Sequence[Area]) -> Tiling | None:
    """How areas are to be cut so that they tile their grid; None where they do already.

    A smaller area is the surer one: it has rulings of its own where the larger one has none.
    """
    rows = max((area.row + area.row_span for area in areas), default=0)
    cols = max((area.col + area.col_span for area in areas), default=0)
    if rows * cols == sum(area.size for area in areas) and _are_apart(areas, rows, cols):
        return None
    if rows * cols > MAX_PLACES:
        return None
    owner: Numbers = np.full((rows, cols), NONE, dtype=np.int32)
    kept: list[list[Area]] = [[] for _ in areas]
    for number in sorted(range(len(areas)), key=lambda number: (areas[number].size, areas[number])):
        row, col, row_span, col_span = areas[number]
        covered = owner[row : row + row_span, col : col + col_span]
        free = covered == NONE
        kept[number] = [areas[number]] if free.all() else _rectangles(free, row, col)
        covered[free] = number
    return Tiling(kept, _rectangles(owner == NONE, 0, 0))


def _are_apart(areas: Iterable[Area], rows: int, cols: int) -> bool:
    if rows * cols > MAX_PLACES:
        return True
    covered = np.zeros((rows, cols), dtype=np.bool_)
    for row, col, row_span, col_span in areas:
        covered[row : row + row_span, col : col + col_span] = True
    return bool(covered.all())


def _rectangles(free: npt.NDArray[np.bool_], row: int, col: int) -> list[Area]:
    """Free places as rectangles, put together row by row downwards; `row` and `col` are those of the first place."""
    found: list[Area] = []
    above: dict[tuple[int, int], int] = {}
    for offset, line in enumerate(free):
        steps = np.flatnonzero(np.diff(np.concatenate([[False], line, [False]]).astype(np.int8)))
        here: dict[tuple[int, int], int] = {}
        for start, stop in steps.reshape(-1, 2).tolist():
            index = above.get((start, stop))
            if index is None:
                here[start, stop] = len(found)
                found.append(Area(row + offset, col + start, 1, stop - start))
            else:
                here[start, stop] = index
                found[index] = found[index]._replace(row_span=found[index].row_span + 1)
        above = here
    return found


def without_overlaps(grid: Grid) -> Grid:
    """The table with cells cut where they lie over each other."""
    tiling = tiling_of([Area(*cell[1:]) for cell in grid.cells])
    if tiling is None or tiling.kept == [[Area(*cell[1:])] for cell in grid.cells]:
        return grid
    return replace(grid, cells=[_cell(grid, area) for area in sorted(area for parts in tiling.kept for area in parts)])


def blank_cells(grid: Grid) -> list[GridCell]:
    """Cells for the places of a table where nothing is drawn."""
    tiling = tiling_of([Area(*cell[1:]) for cell in grid.cells])
    return [] if tiling is None else [_cell(grid, area) for area in tiling.blank]


def _cell(grid: Grid, area: Area) -> GridCell:
    row, col, row_span, col_span = area
    return GridCell(Box(grid.xs[col], grid.ys[row], grid.xs[col + col_span], grid.ys[row + row_span]), *area)
