"""Which characters stand in which cell, and the lines that they form there."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise
from operator import itemgetter

import numpy as np

from extractors.readers.pdf.geometry import bounding_box, center_y, overlap_x, overlap_y
from extractors.readers.pdf.layout.lines import Line, lines_of
from extractors.readers.pdf.source.characters import Characters, Run
from extractors.readers.pdf.tables.grid import Grid
from extractors.readers.pdf.tolerances import CELL_TEXT
from schemas import Box


def runs_by_cell(grid: Grid, runs: Sequence[Run], characters: Characters) -> tuple[dict[int, list[Run]], list[Run]]:
    """The runs of each cell by its index, cut where a run crosses from one cell into the next, and the runs outside."""
    slots = _slots(grid)
    anchors = _anchors(characters)
    inside: dict[int, list[Run]] = defaultdict(list)
    outside: list[Run] = []
    for run in runs:
        row = bisect_right(grid.ys, center_y(run)) - 1
        if not 0 <= row < len(slots):
            outside.append(run)
            continue
        starts = _cells_of(run, grid, slots[row], anchors, characters)
        for (start, cell), (stop, _) in zip(starts, [*starts[1:], (run.stop, None)], strict=True):
            piece = run if stop - start == run.stop - run.start else characters.run(start, stop)
            (outside if cell is None else inside[cell]).append(piece)
    return inside, outside


def _slots(grid: Grid) -> list[list[int | None]]:
    slots: list[list[int | None]] = [[None] * (len(grid.xs) - 1) for _ in range(len(grid.ys) - 1)]
    for index, cell in enumerate(grid.cells):
        for row in range(cell.row, cell.row + cell.row_span):
            for col in range(cell.col, cell.col + cell.col_span):
                slots[row][col] = index
    return slots


def _anchors(characters: Characters) -> list[float]:
    """For each character where along the line it stands."""
    boxes = characters.boxes
    size = np.minimum(boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1])
    anchors: list[float] = (boxes[:, 0] + CELL_TEXT.anchor_em * size).tolist()
    return anchors


def _cells_of(
    run: Run, grid: Grid, row: Sequence[int | None], anchors: Sequence[float], characters: Characters
) -> list[tuple[int, int | None]]:
    """Where along a run a new cell starts: (index of the character, index of the cell).

    A number that reaches over a cell's side stays whole, in the cell where it begins.
    """
    first, last = (bisect_right(grid.xs, anchors[index]) - 1 for index in (run.start, run.stop - 1))
    if first == last:
        return [(run.start, row[first] if 0 <= first < len(row) else None)]
    starts: list[tuple[int, int | None]] = []
    for index in range(run.start, run.stop):
        col = bisect_right(grid.xs, anchors[index]) - 1
        cell = row[col] if 0 <= col < len(row) else None
        if not starts or (starts[-1][1] != cell and not characters.is_inside_number(index, starts[-1][0])):
            starts.append((index, cell))
    return starts


def cell_lines(grid: Grid, inside: dict[int, list[Run]]) -> list[list[Line]]:
    """The lines of each cell of a grid."""
    return [_lines_in(inside.get(index, [])) for index in range(len(grid.cells))]


def _lines_in(runs: list[Run]) -> list[Line]:
    """The lines of one cell, vertical ones among them: each is one line, in the order of the file."""
    parts = _vertical_parts(runs)
    is_vertical = [len(part) >= CELL_TEXT.min_turned_characters for part in parts]
    if not any(is_vertical):
        return lines_of(runs)
    lines: list[Line] = []
    for vertical, group in groupby(zip(is_vertical, parts, strict=True), key=itemgetter(0)):
        members = [part for _, part in group]
        alone = all(len(part) == 1 and _is_single(part[0]) for part in members)
        # What is left of vertical text is a last line of one character.
        lines += (
            map(_vertical_line, members) if vertical or alone else lines_of(run for part in members for run in part)
        )
    return lines


def _vertical_parts(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs, parted but where single characters climb, or descend beside others that do.

    Level text never climbs. A single label set letter below letter is as well read line by line, and figures below each
    other are no text.
    """
    climbing = _parts(runs, _climbs)
    if any(len(part) >= CELL_TEXT.min_turned_characters for part in climbing):
        return climbing
    descending = _parts(runs, lambda above, below: _climbs(below, above))
    texts = [part for part in descending if len(part) >= CELL_TEXT.min_turned_characters]
    are_beside = any(overlap_y(_box_of(one), _box_of(other)) > 0 for one, other in pairwise(texts))
    are_words = sum(run.text.isdecimal() for run in runs) * 2 < len(runs)
    # Lines of descending text follow each other from right to left.
    return sorted(descending, key=lambda part: -part[0].x0) if are_beside and are_words else [[run] for run in runs]


def _parts(runs: Sequence[Run], follows: Callable[[Run, Run], bool]) -> list[list[Run]]:
    parts: list[list[Run]] = []
    for run in runs:
        if parts and follows(parts[-1][-1], run):
            parts[-1].append(run)
        else:
            parts.append([run])
    return parts


def _vertical_line(runs: Sequence[Run]) -> Line:
    text = "".join(f"{run.text} " if run.blank_after else run.text for run in runs).rstrip()
    return Line(text, _box_of(runs), runs[0].size, runs[-1].blank_after, tuple(runs))


def _box_of(runs: Sequence[Run]) -> Box:
    return bounding_box([Box(run.x0, run.top, run.x1, run.bottom) for run in runs])


def _is_single(run: Run) -> bool:
    return run.stop - run.start == 1


def _climbs(below: Run, above: Run) -> bool:
    """Whether a single character stands close on top of another one."""
    return (
        _is_single(below)
        and _is_single(above)
        and above.bottom < below.bottom
        and overlap_x(below, above) > 0
        and -overlap_y(below, above) <= CELL_TEXT.max_turned_gap_em * max(below.size, above.size)
    )


def padding_of(grid: Grid, lines: Sequence[Sequence[Line]]) -> float:
    """The margin inside the cells: the least that any line keeps from its cell's sides."""
    kept = [
        min(line.box.x0 - grid_cell.box.x0, grid_cell.box.x1 - line.box.x1)
        for grid_cell, cell in zip(grid.cells, lines, strict=True)
        for line in cell
    ]
    return min(max(min(kept, default=0.0), 0.0), CELL_TEXT.max_padding_pt)
