"""Tables that are known cell by cell from their clips: the rules around them need not be asked.

Such a table is a rectangle that its cells fill without a hole, and no rule leads on from it. Whatever is not so whole
is found by its rules, with the sides of its clipped cells among them.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from extractors.readers.pdf.clips import touching
from extractors.readers.pdf.geometry import Floats, around
from extractors.readers.pdf.rules import SNAP_PT, Rule, Rules
from schemas import Box


def whole_tables(cells: Floats, rules: Rules) -> tuple[list[list[Box]], Floats]:
    """The tables that cells fill, each as the boxes of its cells, and the cells that are left over."""
    tables: list[list[Box]] = []
    left_over: list[int] = []
    for members in _connected(cells):
        table = _filled(cells[members])
        if table and not _leads_on(around(table), rules):
            tables.append(table)
        else:
            left_over += members
    return tables, cells[left_over]


def _connected(cells: Floats) -> Iterator[list[int]]:
    """The cells that touch each other, directly or over others."""
    neighbours = touching(cells, 0) | touching(cells, 1)
    unseen = set(range(len(cells)))
    while unseen:
        members = [unseen.pop()]
        for member in members:
            new = unseen.intersection(np.flatnonzero(neighbours[member]).tolist())
            unseen -= new
            members += sorted(new)
        yield members


def _filled(cells: Floats) -> list[Box]:
    """The cells of a table set onto common edges; none where they leave a hole or lie over each other."""
    xs, ys = _edges(cells[:, [0, 2]]), _edges(cells[:, [1, 3]])
    spans = np.stack(
        [_nearest(xs, cells[:, 0]), _nearest(ys, cells[:, 1]), _nearest(xs, cells[:, 2]), _nearest(ys, cells[:, 3])]
    )
    covered = np.zeros((len(ys), len(xs)), dtype=np.intp)
    boxes = []
    for left, top, right, bottom in spans.T.tolist():
        covered[top:bottom, left:right] += 1
        if left < right and top < bottom:
            boxes.append(Box(xs[left], ys[top], xs[right], ys[bottom]))
    return boxes if (covered[:-1, :-1] == 1).all() else []


def _edges(values: Floats) -> list[float]:
    """What lies nearly on one line as one edge, as with rules."""
    groups: list[list[float]] = []
    for value in np.unique(values).tolist():
        if groups and value - groups[-1][0] <= SNAP_PT:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _nearest(edges: Sequence[float], values: Floats) -> Floats:
    nearest: Floats = np.abs(values[:, None] - np.array(edges)).argmin(axis=1)
    return nearest


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
