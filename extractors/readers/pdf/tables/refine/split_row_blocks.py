"""Rows and columns inside ruled cells: tables with one vertical ruling behind their labels, and all else set by space.

A cell of such a table holds a block of rows. Its neighbours tell it from a cell with lines of its own: they hold
as many lines on the same heights.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.pdf.geometry import Span
from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.tables.columns import widest_gap_center
from extractors.readers.pdf.tables.detectors.whitespace import figure_columns
from extractors.readers.pdf.tables.detectors.whitespace_rows import is_figure
from extractors.readers.pdf.tables.grid import Grid, GridCell, grid_of
from extractors.readers.pdf.tables.headers import cells_between
from extractors.readers.pdf.tables.refine.split_merged_rows import shared_middles
from extractors.readers.pdf.tolerances import ROW_BLOCKS
from schemas import Box


class _Filled(NamedTuple):
    """A cell with its lines."""

    cell: GridCell
    lines: Sequence[Line]


def split_row_blocks(grid: Grid, lines: Sequence[Sequence[Line]]) -> Grid:
    """The grid with ruled cells split into the rows and columns that stand in them; `lines` are those of each cell."""
    filled = [_Filled(*item) for item in zip(grid.cells, lines, strict=True)]
    edges_of: dict[int, list[float]] = {}
    cuts_of: dict[tuple[int, int], list[float]] = {}
    for row, heights in _row_blocks(filled):
        columns_of = {cell.col: figure_columns(of_cell) for cell, of_cell in row if cell.col_span == 1}
        for col, columns in columns_of.items():
            if columns and col not in edges_of:
                edges_of[col] = _edges(
                    columns, [each for each in filled if (each.cell.col, each.cell.col_span) == (col, 1)]
                )
        if any(columns_of.values()) or any(_are_figures(of_cell) for _, of_cell in row):
            cuts_of[row[0].cell.row, row[0].cell.row_span] = [(one + other) / 2 for one, other in pairwise(heights)]
    if not cuts_of:
        return grid
    boxes = [box for each in filled for box in _parts(each, edges_of, cuts_of)]
    return grid_of(boxes, has_guessed_columns=True)


def _row_blocks(filled: Sequence[_Filled]) -> Iterator[tuple[list[_Filled], list[float]]]:
    """The cells of each ruled row that hold texts, two at least, all of them as many lines on the same heights."""
    rows: dict[tuple[int, int], list[_Filled]] = defaultdict(list)
    for each in filled:
        if each.lines:
            rows[each.cell.row, each.cell.row_span].append(each)
    for row in rows.values():
        heights = shared_middles([line for each in row for line in each.lines])
        if (
            len(row) > 1
            and len(heights) >= ROW_BLOCKS.min_lines
            and {len(each.lines) for each in row} == {len(heights)}
        ):
            yield row, heights


def _are_figures(lines: Sequence[Line]) -> bool:
    """Whether a cell holds nothing but figures below each other, and more of them than one text has."""
    return len(lines) >= ROW_BLOCKS.min_figures and all(is_figure(line.text) for line in lines)


def _edges(columns: Sequence[Span], filled: Sequence[_Filled]) -> list[float]:
    """Where columns part, clear of the texts of all cells of theirs where that can be."""
    texts = [[Span(run.x0, run.x1) for run in line.runs] for each in filled for line in each.lines]
    return [widest_gap_center(texts, one.end, other.start) for one, other in pairwise(columns)]


def _parts(
    each: _Filled, edges_of: dict[int, list[float]], cuts_of: dict[tuple[int, int], list[float]]
) -> Iterator[Box]:
    cell = each.cell
    xs = [cell.box.x0, *(edges_of.get(cell.col, []) if cell.col_span == 1 else []), cell.box.x1]
    runs = [run for line in each.lines for run in line.runs]
    for top, bottom in pairwise([cell.box.top, *cuts_of.get((cell.row, cell.row_span), []), cell.box.bottom]):
        yield from cells_between(range(len(xs) - 1), top, bottom, xs, runs)
