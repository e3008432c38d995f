"""The rows and columns of a table, and the cells that cover them."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.readers.pdf.tolerances import RULINGS
from schemas import Box


class GridCell(NamedTuple):
    """A cell: its box, and the rows and columns that it covers."""

    box: Box
    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn. `xs` and `ys` are the edges of its columns and rows, in points.

    `has_guessed_columns` says that nothing is drawn at the edges of its columns; `detector` names who found it.
    """

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    has_guessed_columns: bool = False
    detector: str = ""

    @property
    def box(self) -> Box:
        """The table's outline."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def grid_of(boxes: Sequence[Box], *, has_guessed_columns: bool = False) -> Grid:
    """Rows, columns and spans of cell boxes whose sides coincide."""
    xs = sorted({x for box in boxes for x in (box.x0, box.x1)})
    ys = sorted({y for box in boxes for y in (box.top, box.bottom)})
    cells = []
    for box in sorted(boxes, key=lambda box: (box.top, box.x0)):
        row, col = bisect_left(ys, box.top), bisect_left(xs, box.x0)
        row_end, col_end = max(bisect_left(ys, box.bottom), row + 1), max(bisect_left(xs, box.x1), col + 1)
        cells.append(GridCell(box, row, col, row_end - row, col_end - col))
    return Grid(xs, ys, cells, has_guessed_columns)


def snap_to_common_edges(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of a table put onto common edges, each once; those without an extent of their own are left out."""
    xs = _edge_of(x for box in boxes for x in (box.x0, box.x1))
    ys = _edge_of(y for box in boxes for y in (box.top, box.bottom))
    found = (Box(xs[box.x0], ys[box.top], xs[box.x1], ys[box.bottom]) for box in boxes)
    return list(dict.fromkeys(box for box in found if box.x0 < box.x1 and box.top < box.bottom))


def _edge_of(sides: Iterable[float]) -> dict[float, float]:
    """For each side the edge that it is part of: the middle of all that lie within the tolerance of the first."""
    groups: list[list[float]] = []
    for side in sorted(set(sides)):
        if groups and side - groups[-1][0] <= RULINGS.snap_pt:
            groups[-1].append(side)
        else:
            groups.append([side])
    return {side: sum(group) / len(group) for group in groups for side in group}
