"""Columns that some rows of a table have rulings for and others only keep to.

A header may be ruled into columns while the rows below are not: each of those rows is then found as one wide cell.
It is split at the edges that the header gives, where the texts of several rows stand apart at those edges.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.tables.grid import Grid, GridCell, grid_of
from extractors.readers.pdf.tolerances import INFERRED_COLUMNS
from schemas import Box


def split_columns(grid: Grid, lines: Sequence[Sequence[Line]]) -> Grid:
    """The grid with wide cells split at the columns they keep to; `lines` are those of each cell."""
    bands: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, cell in enumerate(grid.cells):
        if cell.col_span > 1 and lines[index]:
            bands[cell.col, cell.col_span].append(index)
    edges_of: dict[int, list[float]] = {}
    for (col, col_span), indices in bands.items():
        inner = grid.xs[col + 1 : col + col_span]
        kept = [edge for edge in inner if _is_kept(edge, [lines[index] for index in indices])]
        if kept and sum(_segments(lines[index], kept) > 1 for index in indices) >= INFERRED_COLUMNS.min_rows:
            edges_of |= dict.fromkeys(indices, kept)
    if not edges_of:
        return grid
    return grid_of([box for index, cell in enumerate(grid.cells) for box in _split(cell, edges_of.get(index, []))])


def _is_kept(edge: float, rows: Sequence[Sequence[Line]]) -> bool:
    """Whether no text crosses an edge, and some row has text on both sides of it."""
    runs = [run for lines in rows for line in lines for run in line.runs]
    if any(
        run.x0 + INFERRED_COLUMNS.edge_em * run.size < edge < run.x1 - INFERRED_COLUMNS.edge_em * run.size
        for run in runs
    ):
        return False
    return any(
        line.runs[0].x0 < edge and line.runs[-1].x1 > edge for lines in rows for line in lines if len(line.runs) > 1
    )


def _segments(lines: Sequence[Line], edges: Sequence[float]) -> int:
    """Into how many of the columns between edges the first line of a cell reaches."""
    return len({sum(run.x0 + INFERRED_COLUMNS.edge_em * run.size >= edge for edge in edges) for run in lines[0].runs})


def _split(cell: GridCell, edges: Sequence[float]) -> list[Box]:
    return [Box(x0, cell.box.top, x1, cell.box.bottom) for x0, x1 in pairwise([cell.box.x0, *edges, cell.box.x1])]
