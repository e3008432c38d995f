"""The tables of one page: grids with the text of their cells, and which table stands in which cell of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.readers.pdf.cell_text import cell_lines, cell_texts, runs_by_cell
from extractors.readers.pdf.characters import Characters, Run
from extractors.readers.pdf.grid import Grid
from extractors.readers.pdf.lines import Line
from schemas import Box

INSIDE_PT = 1.5


@dataclass(slots=True)
class PlacedCell:
    """A cell of a table that may go on over pages: rows are counted from the table's first page."""

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    raw: str
    page: int
    box: Box


class Place(NamedTuple):
    """A cell of another table of the same page: the table's index on the page, and the cell."""

    table: int
    row: int
    col: int


@dataclass(frozen=True, slots=True)
class PageTable:
    """The part of a table that one page shows."""

    grid: Grid
    cells: list[PlacedCell]
    parent: Place | None = None

    @property
    def box(self) -> Box:
        """Its outline."""
        return self.grid.box


def tables_of(
    grids: Sequence[Grid], runs: list[Run], characters: Characters, page_number: int
) -> tuple[list[PageTable], list[Run]]:
    """The tables of a page with their texts, from top to bottom, and the runs that no table holds.

    Inner tables take their characters first, so that a cell's text is what stands around its nested tables.
    """
    ordered = sorted(grids, key=lambda grid: (grid.box.top, -_area(grid.box)))
    cells: dict[int, list[PlacedCell]] = {}
    for index in sorted(range(len(ordered)), key=lambda index: _area(ordered[index].box)):
        inside, runs = runs_by_cell(ordered[index], runs, characters)
        cells[index] = _placed(ordered[index], cell_lines(ordered[index], inside), page_number)
    found = [PageTable(grid, cells[index], _place(ordered, index)) for index, grid in enumerate(ordered)]
    return found, runs


def _placed(grid: Grid, lines: Sequence[Sequence[Line]], page_number: int) -> list[PlacedCell]:
    return [
        PlacedCell(
            cell.row,
            cell.col,
            cell.row_span,
            cell.col_span,
            text,
            "\n".join(line.text for line in of_cell),
            page_number,
            cell.box,
        )
        for cell, text, of_cell in zip(grid.cells, cell_texts(grid, lines), lines, strict=True)
    ]


def _place(grids: Sequence[Grid], index: int) -> Place | None:
    """The smallest cell that holds a table."""
    box = grids[index].box
    around_it = [
        (_area(cell.box), Place(other, cell.row, cell.col))
        for other, grid in enumerate(grids)
        if other != index
        for cell in grid.cells
        if _holds(cell.box, box)
    ]
    return min(around_it)[1] if around_it else None


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.x0 - INSIDE_PT <= inner.x0
        and outer.top - INSIDE_PT <= inner.top
        and outer.x1 + INSIDE_PT >= inner.x1
        and outer.bottom + INSIDE_PT >= inner.bottom
    )


def _area(box: Box) -> float:
    return (box.x1 - box.x0) * (box.bottom - box.top)
