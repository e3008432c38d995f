"""Tables told by their shades alone: filled boxes that tile an area, with no rule between them.

A shaded box may as well be a highlighted word, a bar of a chart or the ground of a ruled table. Only boxes are taken
that lie off every ruled table, side by side and one below the other without overlapping, and mostly hold text.
"""

from collections.abc import Sequence

from extractors.readers.pdf.characters import Run
from extractors.readers.pdf.enclosing import grouped
from extractors.readers.pdf.geometry import Floats
from extractors.readers.pdf.grid import Grid, grid_of
from extractors.readers.pdf.rules import SNAP_PT
from schemas import Box

LEAST_HEIGHT_PT = 8.0  # a line of small print
LEAST_WIDTH_PT = 12.0
MOST_FILLS = 1_000
FEWEST_ROWS = FEWEST_COLUMNS = 2
FILLED_SHARE = 0.6  # of the boxes hold text
TILED_SHARE = 0.9  # of the outline is covered


def find_filled_grids(fills: Floats, grids: Sequence[Grid], runs: Sequence[Run]) -> list[Grid]:
    """The tables that filled boxes (x0, top, x1, bottom) make beside the ruled `grids` of a page."""
    if not FEWEST_ROWS * FEWEST_COLUMNS <= len(fills) <= MOST_FILLS:
        return []
    boxes = [Box(*fill) for fill in _without_grounds(fills).tolist()]
    cells = [box for box in boxes if _is_cell(box) and not any(_overlap(box, grid.box) for grid in grids)]
    tables = [grid_of(group) for group in grouped(_snapped(cells))]
    return [table for table in tables if _is_table(table, runs)]


def _without_grounds(fills: Floats) -> Floats:
    """The boxes without those that others lie on: the ground of a page or of a whole table."""
    middles = (fills[:, :2] + fills[:, 2:]) / 2
    inside = (fills[:, None, :2] <= middles) & (middles <= fills[:, None, 2:])
    kept: Floats = fills[inside.all(axis=2).sum(axis=1) < FEWEST_ROWS * FEWEST_COLUMNS]
    return kept


def _is_cell(box: Box) -> bool:
    return box.bottom - box.top >= LEAST_HEIGHT_PT and box.x1 - box.x0 >= LEAST_WIDTH_PT


def _overlap(one: Box, other: Box) -> bool:
    return min(one.x1, other.x1) - max(one.x0, other.x0) > SNAP_PT and (
        min(one.bottom, other.bottom) - max(one.top, other.top) > SNAP_PT
    )


def _snapped(boxes: Sequence[Box]) -> list[Box]:
    """The boxes with sides that nearly meet put onto each other, each once."""
    xs = _on_one(sorted({x for box in boxes for x in (box.x0, box.x1)}))
    ys = _on_one(sorted({y for box in boxes for y in (box.top, box.bottom)}))
    snapped = (Box(xs[box.x0], ys[box.top], xs[box.x1], ys[box.bottom]) for box in boxes)
    return list(dict.fromkeys(box for box in snapped if box.x0 < box.x1 and box.top < box.bottom))


def _on_one(places: Sequence[float]) -> dict[float, float]:
    """For each place the first of those within the tolerance of it."""
    first: dict[float, float] = {}
    start = None
    for place in places:
        start = place if start is None or place - start > SNAP_PT else start
        first[place] = start
    return first


def _is_table(grid: Grid, runs: Sequence[Run]) -> bool:
    """Whether boxes tile their outline in rows and columns, and mostly hold text."""
    if len(grid.xs) <= FEWEST_COLUMNS or len(grid.ys) <= FEWEST_ROWS:
        return False
    slots = [
        (row, col)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    ]
    places = (len(grid.xs) - 1) * (len(grid.ys) - 1)
    if len(slots) != len(set(slots)) or len(slots) < TILED_SHARE * places:
        return False
    return sum(_holds_text(cell.box, runs) for cell in grid.cells) >= FILLED_SHARE * len(grid.cells)


def _holds_text(box: Box, runs: Sequence[Run]) -> bool:
    return any(box.x0 <= run.x0 < box.x1 and box.top <= (run.top + run.bottom) / 2 < box.bottom for run in runs)
