"""The tables of one page: grids with the text of their cells, and which table stands in which cell of another."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from extractors.readers.pdf.geometry import area_of, contains_box
from extractors.readers.pdf.layout.line_wrapping import join_lines, separator_between
from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.source.characters import Characters, Run
from extractors.readers.pdf.tables.cell_text import cell_lines, padding_of, runs_by_cell
from extractors.readers.pdf.tables.detection import REFINEMENTS
from extractors.readers.pdf.tables.grid import Grid, GridCell
from extractors.readers.pdf.tables.tiling import blank_cells, without_overlaps
from extractors.readers.pdf.tolerances import PAGE_TABLES
from schemas import Box


@dataclass(slots=True)
class PlacedCell:
    """A cell of a table that may continue over pages: rows are counted from the table's first page.

    `text` is what it says, `raw` its lines as printed; `width` is the room of a line. `first` and `last` are its lines
    at either end, by which a text that continues over a page is recognised: `first` in the top rows of a page only,
    `last` in the bottom row. `page` and `box` are where it starts; `left` and `right` are its column edges, counted
    from the table's left side, which may move from page to page.
    """

    row: int
    col: int
    row_span: int
    col_span: int
    text: str
    raw: str
    page: int
    box: Box
    left: float
    right: float
    width: float
    first: Line | None
    last: Line | None

    def append(self, other: "PlacedCell") -> None:
        """Take up the text of the cell's part on the next page."""
        if self.last is None or other.first is None:
            self.text, self.raw = self.text or other.text, self.raw or other.raw
        else:
            self.text += separator_between(self.last, other.first, self.width) + other.text
            self.raw += "\n" + other.raw
        self.first, self.last = self.first or other.first, other.last or self.last


class Place(NamedTuple):
    """A cell of another table of the same page: the table's index on the page, and the cell."""

    table: int
    row: int
    col: int


@dataclass(frozen=True, slots=True)
class PageTable:
    """The part of a table that one page shows. Its cells are in `cells` only: the grid is kept for its edges."""

    grid: Grid
    cells: list[PlacedCell]
    parent: Place | None = None

    @property
    def box(self) -> Box:
        """Its outline."""
        return self.grid.box

    @property
    def detector(self) -> str:
        """The name of the detector that found it."""
        return self.grid.detector

    @property
    def edges(self) -> list[float]:
        """Its column edges, counted from its left side."""
        return [x - self.grid.xs[0] for x in self.grid.xs]


def tables_of(
    grids: Sequence[Grid], runs: list[Run], characters: Characters, page_number: int
) -> tuple[list[PageTable], list[Run]]:
    """The tables of a page with their texts, from top to bottom, and the runs that no table holds.

    Inner tables take their characters first, so that a cell's text is what stands around its nested tables.
    """
    filled: list[tuple[Grid, list[PlacedCell]]] = []
    for grid in sorted(grids, key=lambda grid: area_of(grid.box)):
        finer, lines, outside = _filled(grid, runs, characters)
        if not _is_chart(finer, lines):
            blank = blank_cells(finer)
            whole = replace(finer, cells=[*finer.cells, *blank])
            filled.append((finer, _placed(whole, [*lines, *([] for _ in blank)], page_number)))
            runs = outside
    filled.sort(key=lambda item: (item[0].box.top, -area_of(item[0].box)))
    ordered = [grid for grid, _ in filled]
    found = [
        PageTable(replace(grid, cells=[]), cells, _place(ordered, index)) for index, (grid, cells) in enumerate(filled)
    ]
    return found, runs


def _is_chart(grid: Grid, lines: Sequence[Sequence[Line]]) -> bool:
    """Whether a grid is the ground of a chart: many cells with hardly any text, or mostly blank strips in a frame."""
    filled = sum(map(bool, lines))
    if len(grid.xs) == 2 and len(lines) >= PAGE_TABLES.min_chart_strips:
        return filled <= PAGE_TABLES.strips_share * len(lines)
    return len(lines) >= PAGE_TABLES.min_chart_cells and filled < PAGE_TABLES.chart_share * len(lines)


def _filled(grid: Grid, runs: list[Run], characters: Characters) -> tuple[Grid, list[list[Line]], list[Run]]:
    """A grid, refined; the lines of its cells; and the runs outside it."""
    grid = without_overlaps(grid)
    inside, outside = runs_by_cell(grid, runs, characters)
    lines = cell_lines(grid, inside)
    for refine in REFINEMENTS:
        finer = refine(grid, lines)
        if finer is not grid:
            grid = replace(without_overlaps(finer), detector=grid.detector)
            inside, outside = runs_by_cell(grid, runs, characters)
            lines = cell_lines(grid, inside)
    return grid, lines, outside


def _placed(grid: Grid, lines: Sequence[Sequence[Line]], page_number: int) -> list[PlacedCell]:
    padding = padding_of(grid, lines)
    return [
        _placed_cell(cell, of_cell, grid, padding, page_number) for cell, of_cell in zip(grid.cells, lines, strict=True)
    ]


def _placed_cell(cell: GridCell, lines: Sequence[Line], grid: Grid, padding: float, page_number: int) -> PlacedCell:
    is_at_top, is_at_bottom = cell.row < PAGE_TABLES.edge_rows, cell.row + cell.row_span == len(grid.ys) - 1
    width = cell.box.x1 - cell.box.x0 - 2 * padding
    return PlacedCell(
        row=cell.row,
        col=cell.col,
        row_span=cell.row_span,
        col_span=cell.col_span,
        text=join_lines(lines, width),
        raw="\n".join(line.text for line in lines),
        page=page_number,
        box=cell.box,
        left=cell.box.x0 - grid.xs[0],
        right=cell.box.x1 - grid.xs[0],
        width=width,
        first=lines[0]._replace(runs=()) if lines and is_at_top else None,
        last=lines[-1]._replace(runs=()) if lines and is_at_bottom else None,
    )


def _place(grids: Sequence[Grid], index: int) -> Place | None:
    """The smallest cell that holds a table."""
    box = grids[index].box
    around_it = [
        (area_of(cell.box), Place(other, cell.row, cell.col))
        for other, grid in enumerate(grids)
        if other != index
        for cell in grid.cells
        if contains_box(cell.box, box, PAGE_TABLES.inside_pt)
    ]
    return min(around_it)[1] if around_it else None
