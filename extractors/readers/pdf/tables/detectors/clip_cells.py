"""Tables that are known cell by cell from their clips: the rules around them need not be asked.

Such a table is a rectangle that its cells fill without a hole, and no rule leads on from it. Whatever is not so whole
is found by its rules, with the sides of its clipped cells among them.
"""

from collections.abc import Sequence

import numpy as np

from extractors.readers.pdf.geometry import Floats, around, connected
from extractors.readers.pdf.source.clip_paths import touching
from extractors.readers.pdf.source.rulings import SNAP_PT, Rule, Rules
from extractors.readers.pdf.tables.edges import snapped
from extractors.readers.pdf.tables.grid import grid_of
from schemas import Box


def whole_tables(cells: Floats, rules: Rules) -> tuple[list[list[Box]], Floats]:
    """The tables that cells fill, each as the boxes of its cells, and the cells that are left over."""
    tables: list[list[Box]] = []
    left_over: list[int] = []
    for members in connected(touching(cells, 0) | touching(cells, 1)):
        table = _filled(cells[members])
        if table and not _leads_on(around(table), rules):
            tables.append(table)
        else:
            left_over += members
    return tables, cells[left_over]


def _filled(cells: Floats) -> list[Box]:
    """The cells of a table set onto common edges; none where they leave a hole or lie over each other."""
    boxes = snapped([Box(*cell) for cell in cells.tolist()])
    grid = grid_of(boxes)
    covered = np.zeros((len(grid.ys), len(grid.xs)), dtype=np.intp)
    for _, row, col, row_span, col_span in grid.cells:
        covered[row : row + row_span, col : col + col_span] += 1
    return boxes if (covered[:-1, :-1] == 1).all() else []


def _leads_on(table: Box, rules: Rules) -> bool:
    """Whether a rule goes on from a table, as where only a part of it was told by clips."""
    return any(_passes(rule, (table.x0, table.x1), (table.top, table.bottom)) for rule in rules.vertical) or any(
        _passes(rule, (table.top, table.bottom), (table.x0, table.x1)) for rule in rules.horizontal
    )


def _passes(rule: Rule, across: tuple[float, float], along: tuple[float, float]) -> bool:
    if not across[0] - SNAP_PT <= rule.position <= across[1] + SNAP_PT:
        return False
    meets = rule.start <= along[1] + SNAP_PT and rule.end >= along[0] - SNAP_PT
    return meets and (rule.start < along[0] - SNAP_PT or rule.end > along[1] + SNAP_PT)


def without_those_of(tables: Sequence[Sequence[Box]], rules: Rules) -> Rules:
    """The rules that are no edge of a table's rows or columns."""
    horizontal, vertical = rules
    for cells in tables:
        box = around(list(cells))
        xs, ys = (
            {x for cell in cells for x in (cell.x0, cell.x1)},
            {y for cell in cells for y in (cell.top, cell.bottom)},
        )
        horizontal = [rule for rule in horizontal if not _is_edge(rule, ys, (box.x0, box.x1))]
        vertical = [rule for rule in vertical if not _is_edge(rule, xs, (box.top, box.bottom))]
    return Rules(horizontal, vertical)


def _is_edge(rule: Rule, edges: set[float], along: tuple[float, float]) -> bool:
    is_within = along[0] - SNAP_PT <= rule.start and rule.end <= along[1] + SNAP_PT
    return is_within and any(abs(rule.position - edge) <= SNAP_PT for edge in edges)
