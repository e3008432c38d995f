"""Heads of columns that stand above the first rule of a table without upright rules."""

from collections.abc import Sequence

from extractors.readers.pdf.layout.lines import UNIT, Line, lines_of
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.tables.columns import column_of
from extractors.readers.pdf.tables.grid import Grid, grid_of
from extractors.readers.pdf.tables.headers import cells_between

NEAR_EM = 0.9  # above the rule, or above the next line
MOST_LINES = 6
HIGHEST_PT = 120.0
HEADED_SHARE = 0.5  # of the columns behind the first one
OVER_PT = 3.0


def with_heads_above(grid: Grid, runs: Sequence[Run]) -> Grid:
    """The grid with a row for the texts close above it, where they stand over its columns."""
    above = [run for run in runs if grid.ys[0] - HIGHEST_PT <= run.top and run.bottom <= grid.ys[0] + OVER_PT]
    heads: list[Line] = []
    lowest = grid.ys[0]
    for line in reversed(lines_of(above)):
        if lowest - line.box.bottom > NEAR_EM * line.size or len(heads) == MOST_LINES or not _is_over(line, grid):
            break
        heads.append(line)
        lowest = line.box.top
    headed = {column for line in heads for run in line.runs if (column := column_of(run, grid.xs)) > 0}
    columns = len(grid.xs) - 1
    if len(headed) < max(HEADED_SHARE * (columns - 1), 1):
        return grid
    row = cells_between(range(columns), lowest, grid.ys[0], grid.xs, [run for line in heads for run in line.runs])
    return grid_of([*row, *(cell.box for cell in grid.cells)], has_guessed_columns=True)


def _is_over(line: Line, grid: Grid) -> bool:
    """Whether a line's texts stand over single columns, side by side or over one behind the first."""
    columns = [column_of(run, grid.xs) for run in line.runs]
    if UNIT.search(line.text) or line.box.x0 < grid.xs[0] - OVER_PT or line.box.x1 > grid.xs[-1] + OVER_PT:
        return False
    if any(run.x0 + OVER_PT < x < run.x1 - OVER_PT for run in line.runs for x in grid.xs[1:-1]):
        return False
    return len(columns) > 1 or columns != [0]
