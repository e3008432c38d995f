"""Tables of shaded cells: filled boxes that tile an area, with no ruling between them.

A shaded box may as well be a highlighted word, a bar of a chart or the ground of a ruled table. Only boxes are taken
that lie off every ruled table, side by side and one below the other without overlapping, and mostly hold text.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import Floats, center_y, connected, overlap_x, overlap_y
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.tables.grid import Grid, grid_of, snap_to_common_edges
from extractors.readers.pdf.tables.page_evidence import PageEvidence
from extractors.readers.pdf.tolerances import RULINGS, SHADED
from schemas import Box

MAX_FILLS = 1_000


class Shaded:
    """Tables that filled boxes make beside the ruled tables of a page."""

    name = "shaded"

    def detect(self, page: PageEvidence, found: Sequence[Grid]) -> list[Grid]:
        """The tables found before and those of shaded cells."""
        if not SHADED.min_rows * SHADED.min_columns <= len(page.fills) <= MAX_FILLS:
            return [*found]
        boxes = [Box(*fill) for fill in _without_grounds(page.fills).tolist()]
        cells = [box for box in boxes if _is_cell(box) and not any(_overlap(box, grid.box) for grid in found)]
        groups = [[cells[member] for member in members] for members in connected(_near(cells))]
        tables = [grid_of(snap_to_common_edges(group)) for group in groups]
        return [*found, *(table for table in tables if _is_table(table, page.runs))]


def _near(boxes: Sequence[Box]) -> npt.NDArray[np.bool_]:
    """For each pair of boxes whether they lie next to each other."""
    x0, top, x1, bottom = np.array(boxes).reshape(-1, 4).T
    across = np.minimum(x1[:, None], x1) - np.maximum(x0[:, None], x0)
    down = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    near: npt.NDArray[np.bool_] = np.minimum(across, down) >= -RULINGS.snap_pt
    return near


def _without_grounds(fills: Floats) -> Floats:
    """The boxes without those that others lie on: the ground of a page or of a whole table."""
    middles = (fills[:, :2] + fills[:, 2:]) / 2
    inside = (fills[:, None, :2] <= middles) & (middles <= fills[:, None, 2:])
    kept: Floats = fills[inside.all(axis=2).sum(axis=1) < SHADED.min_rows * SHADED.min_columns]
    return kept


def _is_cell(box: Box) -> bool:
    return box.bottom - box.top >= SHADED.min_height_pt and box.x1 - box.x0 >= SHADED.min_width_pt


def _overlap(one: Box, other: Box) -> bool:
    return min(overlap_x(one, other), overlap_y(one, other)) > RULINGS.snap_pt


def _is_table(grid: Grid, runs: Sequence[Run]) -> bool:
    """Whether boxes tile their outline in rows and columns, and mostly hold text."""
    if len(grid.xs) <= SHADED.min_columns or len(grid.ys) <= SHADED.min_rows:
        return False
    slots = [
        (row, col)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for col in range(cell.col, cell.col + cell.col_span)
    ]
    places = (len(grid.xs) - 1) * (len(grid.ys) - 1)
    if len(slots) != len(set(slots)) or len(slots) < SHADED.tiled_share * places:
        return False
    return sum(_holds_text(cell.box, runs) for cell in grid.cells) >= SHADED.filled_share * len(grid.cells)


def _holds_text(box: Box, runs: Sequence[Run]) -> bool:
    return any(box.x0 <= run.x0 < box.x1 and box.top <= center_y(run) < box.bottom for run in runs)
