"""The rectangles that rules enclose, and which of them belong together.

The same result as pdfplumber's `edges_to_intersections`, `intersections_to_cells` and `cells_to_tables`, which the
tests hold it to; those compare objects where this compares bits, and were a quarter of a page's time.
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from extractors.readers.pdf.rules import Rule
from schemas import Box

TOUCH_PT = 3.0


def enclosed(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[Box]:
    """The smallest rectangles with a rule on each side, whose corners are all crossings of rules."""
    crossings = _Crossings(horizontal, vertical)
    return [cell for corner in sorted(crossings.across) if (cell := crossings.cell_below(*corner)) is not None]


class _Crossings:
    """Where rules cross: points by the indices of their column and row, and for each the rules through it as bits."""

    def __init__(self, horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> None:
        self.xs = sorted({rule.position for rule in vertical})
        self.ys = sorted({rule.position for rule in horizontal})
        col_of = {x: col for col, x in enumerate(self.xs)}
        row_of = {y: row for row, y in enumerate(self.ys)}
        self.across: dict[tuple[int, int], int] = defaultdict(int)
        self.down: dict[tuple[int, int], int] = defaultdict(int)
        for number_down, number_across in _crossing_pairs(horizontal, vertical):
            point = col_of[vertical[number_down].position], row_of[horizontal[number_across].position]
            self.down[point] |= 1 << number_down
            self.across[point] |= 1 << number_across
        self.rows_at: dict[int, list[int]] = defaultdict(list)
        self.cols_at: dict[int, list[int]] = defaultdict(list)
        for col, row in sorted(self.across):
            self.rows_at[col].append(row)
            self.cols_at[row].append(col)

    def cell_below(self, col: int, row: int) -> Box | None:
        """The smallest rectangle of which a point is the top left corner."""
        rows, cols = self.rows_at[col], self.cols_at[row]
        for below in rows[bisect_right(rows, row) :]:
            if not self.down[col, row] & self.down[col, below]:
                break
            for right in cols[bisect_right(cols, col) :]:
                if not self.across[col, row] & self.across[right, row]:
                    break
                if self._closes(col, row, right, below):
                    return Box(self.xs[col], self.ys[row], self.xs[right], self.ys[below])
        return None

    def _closes(self, col: int, row: int, right: int, below: int) -> bool:
        corner = right, below
        return (
            corner in self.across
            and bool(self.down[corner] & self.down[right, row])
            and bool(self.across[corner] & self.across[col, below])
        )


def _crossing_pairs(horizontal: Sequence[Rule], vertical: Sequence[Rule]) -> list[tuple[int, int]]:
    """Which vertical rule meets which horizontal one, by index."""
    if not horizontal or not vertical:
        return []
    position_h, start_h, end_h = np.array(horizontal).T
    position_v, start_v, end_v = (column[:, None] for column in np.array(vertical).T)
    meet = (
        (start_v <= position_h + TOUCH_PT)
        & (end_v >= position_h - TOUCH_PT)
        & (start_h <= position_v + TOUCH_PT)
        & (end_h >= position_v - TOUCH_PT)
    )
    return [(down, across) for down, across in np.argwhere(meet).tolist()]


def grouped(cells: Sequence[Box]) -> list[list[Box]]:
    """Cells that are connected by shared corners, a group each, from top to bottom."""
    group_of = list(range(len(cells)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    seen: dict[tuple[float, float], int] = {}
    for index, (x0, top, x1, bottom) in enumerate(cells):
        for corner in ((x0, top), (x0, bottom), (x1, top), (x1, bottom)):
            group_of[root(index)] = root(seen.setdefault(corner, index))
    groups: dict[int, list[Box]] = defaultdict(list)
    for index, cell in enumerate(cells):
        groups[root(index)].append(cell)
    return sorted(groups.values(), key=lambda group: min((cell.top, cell.x0) for cell in group))
