"""Tables that are known cell by cell from their clip paths: the rulings around them need not be asked.

Clip paths mean other things, too: a page, a column, a picture, or no more than the text itself. Cells are those that
stand side by side without a gap, or that reach from one ruling to another, and in which texts have room. A table is a
rectangle that its cells fill without a hole, and no ruling leads on from it. Whatever is not so whole is found by its
rulings, with the sides of its clipped cells among them.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from extractors.readers.pdf.geometry import NO_BOXES, Floats, bounding_box, connected
from extractors.readers.pdf.source.clip_paths import Flags
from extractors.readers.pdf.source.rulings import Ruling, Rulings, merge_rulings
from extractors.readers.pdf.tables.grid import Grid, grid_of, snap_to_common_edges
from extractors.readers.pdf.tables.page_evidence import PageEvidence
from extractors.readers.pdf.tolerances import CLIP_CELLS, CLIP_PATHS, RULINGS
from schemas import Box

MAX_CLIPS = 700  # on a page: each is compared with each, and so dense a table has rulings
MAX_PAIRS = 1_000_000


class ClipCells:
    """Tables that the boxes fill which texts are clipped to."""

    name = "clip-cells"

    def detect(self, page: PageEvidence, found: Sequence[Grid]) -> list[Grid]:
        """The tables found before and those of clipped cells."""
        return [*found, *(grid_of(cells) for cells in page.clip_tables)]


class ClipTables(NamedTuple):
    """The tables that clip paths tell of, as the boxes of their cells, and the rulings left for other tables."""

    tables: list[list[Box]]
    rulings: Rulings


def divide_by_clips(clips: Floats, rulings: Rulings, lines: Floats, page_area: float) -> ClipTables:
    """What clip paths tell of the tables of a page. `lines` are what its `rulings` were merged from.

    The sides of cells that fill no table join the rulings, and what is drawn inside an undivided cell leaves them.
    """
    tables, others = tables_of_cells(cells_of(clips, rulings, page_area), rulings)
    if len(others):
        rulings = merge_rulings(np.concatenate([outside(lines, others), sides_of(others)]))
    return ClipTables(tables, without_those_of(tables, rulings))


def tables_of_cells(cells: Floats, rulings: Rulings) -> tuple[list[list[Box]], Floats]:
    """The tables that cells fill, each as the boxes of its cells, and the cells that are left over."""
    tables: list[list[Box]] = []
    left_over: list[int] = []
    for connected_cells in connected(touching(cells, 0) | touching(cells, 1)):
        captions = _captions(cells[connected_cells], rulings)
        members = [number for index, number in enumerate(connected_cells) if index not in captions]
        table = _filled(cells[members])
        if table and not _leads_on(bounding_box(table), rulings):
            tables.append(table)
        else:
            left_over += members
    return tables, cells[left_over]


def _captions(cells: Floats, rulings: Rulings) -> set[int]:
    """Which of some connected cells are captions: as wide as a table, and outside of the rulings that close it.

    Hangul clips a table's caption like a cell, close above the table or below it.
    """
    if len(cells) < 2:
        return set()
    found = set()
    for near, far, index in ((1, 3, int(cells[:, 1].argmin())), (3, 1, int(cells[:, 3].argmax()))):
        x0, top, x1, bottom = cells[index].tolist()
        rest = np.delete(cells, index, axis=0)
        left, right = float(rest[:, 0].min()), float(rest[:, 2].max())
        end = float(rest[:, far].max() if far == 3 else rest[:, far].min())
        is_as_wide = x0 <= left + RULINGS.snap_pt and x1 >= right - RULINGS.snap_pt
        is_closed = all(_is_ruled(rulings.horizontal, y, left, right) for y in (float(cells[index, far]), end))
        is_open = not _is_ruled(rulings.horizontal, float(cells[index, near]), left, right)
        is_beside = any(
            ruling.start < (top + bottom) / 2 < ruling.end
            and x0 - RULINGS.snap_pt <= ruling.position <= x1 + RULINGS.snap_pt
            for ruling in rulings.vertical
        )
        if is_as_wide and is_closed and is_open and not is_beside:
            found.add(index)
    return found


def _is_ruled(rulings: Sequence[Ruling], position: float, start: float, end: float) -> bool:
    """Whether a ruling runs all along a side."""
    return any(
        abs(ruling.position - position) <= RULINGS.snap_pt
        and ruling.start <= start + RULINGS.snap_pt
        and ruling.end >= end - RULINGS.snap_pt
        for ruling in rulings
    )


def _filled(cells: Floats) -> list[Box]:
    """The cells of a table set onto common edges; none where they leave a hole or lie over each other."""
    boxes = snap_to_common_edges([Box(*cell) for cell in cells.tolist()])
    grid = grid_of(boxes)
    covered = np.zeros((len(grid.ys), len(grid.xs)), dtype=np.intp)
    for _, row, col, row_span, col_span in grid.cells:
        covered[row : row + row_span, col : col + col_span] += 1
    return boxes if (covered[:-1, :-1] == 1).all() else []


def _leads_on(table: Box, rulings: Rulings) -> bool:
    """Whether a ruling goes on from a table, as where only a part of it is clipped cells."""
    return any(_passes(ruling, (table.x0, table.x1), (table.top, table.bottom)) for ruling in rulings.vertical) or any(
        _passes(ruling, (table.top, table.bottom), (table.x0, table.x1)) for ruling in rulings.horizontal
    )


def _passes(ruling: Ruling, across: tuple[float, float], along: tuple[float, float]) -> bool:
    if not across[0] - RULINGS.snap_pt <= ruling.position <= across[1] + RULINGS.snap_pt:
        return False
    meets = ruling.start <= along[1] + RULINGS.snap_pt and ruling.end >= along[0] - RULINGS.snap_pt
    return meets and (ruling.start < along[0] - RULINGS.snap_pt or ruling.end > along[1] + RULINGS.snap_pt)


def without_those_of(tables: Sequence[Sequence[Box]], rulings: Rulings) -> Rulings:
    """The rulings that are no edge of a table's rows or columns."""
    horizontal, vertical = rulings
    for cells in tables:
        box = bounding_box(list(cells))
        xs, ys = (
            {x for cell in cells for x in (cell.x0, cell.x1)},
            {y for cell in cells for y in (cell.top, cell.bottom)},
        )
        horizontal = [ruling for ruling in horizontal if not _is_edge(ruling, ys, (box.x0, box.x1))]
        vertical = [ruling for ruling in vertical if not _is_edge(ruling, xs, (box.top, box.bottom))]
    return Rulings(horizontal, vertical)


def _is_edge(ruling: Ruling, edges: set[float], along: tuple[float, float]) -> bool:
    is_within = along[0] - RULINGS.snap_pt <= ruling.start and ruling.end <= along[1] + RULINGS.snap_pt
    return is_within and any(abs(ruling.position - edge) <= RULINGS.snap_pt for edge in edges)


def cells_of(clips: Floats, rulings: Rulings, page_area: float) -> Floats:
    """Those of the boxes that texts are clipped to which are cells (x0, top, x1, bottom), each once."""
    boxes = np.array(sorted(set(map(tuple, clips.round(1).tolist())))).reshape(-1, 4)
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    boxes = boxes[
        (np.minimum(width, height) >= CLIP_CELLS.min_side_pt)
        & (width * height <= CLIP_CELLS.max_page_share * page_area)
    ]
    if not 0 < len(boxes) <= MAX_CLIPS:
        return NO_BOXES
    boxes = boxes[_crossing(boxes).sum(axis=1) < CLIP_CELLS.min_crossed_boxes]
    in_row = np.flatnonzero(touching(boxes, 0).any(axis=1))
    are_cells: Flags = np.logical_or.reduce(touching(boxes, 1)[:, in_row], axis=1)
    are_cells[in_row] = True
    alone = np.flatnonzero(~are_cells)
    are_cells[alone] = _are_between(boxes[alone], rulings)
    cells: Floats = boxes[are_cells]
    return cells


def _crossing(boxes: Floats) -> Flags:
    """For each pair whether they share a part of both."""
    x0, top, x1, bottom = boxes.T
    across = np.minimum(x1[:, None], x1) - np.maximum(x0[:, None], x0)
    down = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    overlap = (across > CLIP_PATHS.same_pt) & (down > CLIP_PATHS.same_pt)
    inside = (across >= (x1 - x0)[:, None] - CLIP_PATHS.same_pt) & (
        down >= (bottom - top)[:, None] - CLIP_PATHS.same_pt
    )
    crossing: Flags = overlap & ~inside & ~inside.T
    return crossing


def touching(boxes: Floats, axis: int) -> Flags:
    """For each pair whether one begins where the other ends along an axis, beside each other on the other axis."""
    start, end = boxes[:, axis], boxes[:, axis + 2]
    meets = np.abs(end[:, None] - start[None, :]) <= CLIP_PATHS.same_pt
    low, high = boxes[:, 1 - axis], boxes[:, 3 - axis]
    shared = np.minimum(high[:, None], high) - np.maximum(low[:, None], low)
    sides = np.minimum((high - low)[:, None], high - low)
    touching: Flags = (meets | meets.T) & (shared >= CLIP_CELLS.beside_share * sides)
    return touching


def _are_between(boxes: Floats, rulings: Rulings) -> Flags:
    """For each box whether it reaches from one ruling to another, upwards or sidewards."""
    return np.array(
        [
            (_is_on(rulings.horizontal, top, x0, x1) and _is_on(rulings.horizontal, bottom, x0, x1))
            or (_is_on(rulings.vertical, x0, top, bottom) and _is_on(rulings.vertical, x1, top, bottom))
            for x0, top, x1, bottom in boxes.tolist()
        ],
        dtype=np.bool_,
    )


def _is_on(rulings: Sequence[Ruling], position: float, start: float, end: float) -> bool:
    return any(
        abs(ruling.position - position) <= CLIP_PATHS.same_pt
        and ruling.start <= start + CLIP_PATHS.same_pt
        and ruling.end >= end - CLIP_PATHS.same_pt
        for ruling in rulings
    )


def outside(lines: Floats, cells: Floats) -> Floats:
    """Lines without those drawn inside a cell that is not divided, as a text's underline is."""
    inner = cells[~_holding(cells)]
    x0, top, x1, bottom = lines.T
    solid = np.flatnonzero(np.maximum(x1 - x0, bottom - top) > RULINGS.dash_pt)
    if len(solid) * len(inner) > MAX_PAIRS:
        return lines
    x0, top, x1, bottom = (side[solid, None] for side in (x0, top, x1, bottom))
    left, upper, right, lower = inner.T
    within = (
        (x0 > left - CLIP_PATHS.same_pt)
        & (x1 < right + CLIP_PATHS.same_pt)
        & (top > upper - CLIP_PATHS.same_pt)
        & (bottom < lower + CLIP_PATHS.same_pt)
    )
    off_sides = np.where(
        x1 - x0 >= bottom - top,
        (top > upper + RULINGS.snap_pt) & (bottom < lower - RULINGS.snap_pt),
        (x0 > left + RULINGS.snap_pt) & (x1 < right - RULINGS.snap_pt),
    )
    kept: Floats = np.delete(lines, solid[(within & off_sides).any(axis=1)], axis=0)
    return kept


def _holding(boxes: Floats) -> Flags:
    """For each box whether another lies in it."""
    x0, top, x1, bottom = boxes.T
    inside = (x0[:, None] <= x0 + CLIP_PATHS.same_pt) & (top[:, None] <= top + CLIP_PATHS.same_pt)
    inside &= (x1[:, None] >= x1 - CLIP_PATHS.same_pt) & (bottom[:, None] >= bottom - CLIP_PATHS.same_pt)
    holding: Flags = inside.sum(axis=1) > 1
    return holding


def sides_of(cells: Floats) -> Floats:
    """The four sides of each cell as lines."""
    x0, top, x1, bottom = cells.T
    sides = [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]
    return np.concatenate([np.stack(side, axis=1) for side in sides])
