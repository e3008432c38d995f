"""From rules to tables of cells: which rectangles the rules enclose, and the rows and columns that they span.

Cells whose outer side has no rule are the house style of Korean forms; those sides are closed first, along the ends
that the other rules share.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.source.networks import FREE, TOUCH_PT, Numbers, networks_of
from extractors.readers.pdf.source.rulings import SNAP_PT, Rule, Rules
from extractors.readers.pdf.tables.detectors.adjacent_boxes import belonging_together
from extractors.readers.pdf.tables.detectors.enclosing import enclosed, grouped
from extractors.readers.pdf.tables.detectors.wide_rows import with_wide_rows
from extractors.readers.pdf.tables.edges import snapped
from schemas import Box

SAME_END_PT = 1.5
LEAST_ROW_PT = 4.0
LEAST_SIDE_PT = 30.0


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

    `has_guessed_columns` says that nothing is drawn at the edges of its columns.
    """

    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    has_guessed_columns: bool = False

    @property
    def box(self) -> Box:
        """The table's outline."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def find_grids(rules: Rules, runs: Sequence[Run], known: Sequence[list[Box]] = ()) -> list[Grid]:
    """The tables that rules draw on a page, and those whose cells are `known`; a box of one cell is no table."""
    free, networks = _apart(rules)
    groups = [*known]
    for network in with_wide_rows(networks, free, runs):
        groups += grouped(_enclosed(network))
    return [grid_of(snapped(boxes)) for boxes in belonging_together(groups, runs)] if groups else []


def _apart(rules: Rules) -> tuple[list[Rule], list[Rules]]:
    """The rules across that cross no other, and the rules of each network."""
    numbers = networks_of(*(np.array(of_axis).reshape(-1, 3) for of_axis in rules))
    horizontal, vertical = (_by_number(*numbered) for numbered in zip(rules, numbers, strict=True))
    free = horizontal.pop(FREE, [])
    return free, [Rules(across, vertical[number]) for number, across in sorted(horizontal.items())]


def _by_number(rules: Sequence[Rule], numbers: Numbers) -> dict[int, list[Rule]]:
    found: dict[int, list[Rule]] = defaultdict(list)
    for rule, number in zip(rules, numbers.tolist(), strict=True):
        found[number].append(rule)
    return found


def _enclosed(rules: Rules) -> list[Box]:
    if len(rules.horizontal) < 2:
        return []
    vertical = _snapped(rules.vertical + _open_sides(rules.horizontal, rules.vertical))
    horizontal = _snapped(rules.horizontal + _open_sides(vertical, rules.horizontal))
    return enclosed(horizontal, vertical) if len(vertical) > 1 else []


def _open_sides(rules: Sequence[Rule], crossing: Sequence[Rule]) -> list[Rule]:
    """The sides that are not drawn: where neighbouring parallel rules end together, with cells between them.

    Cells are between them where a crossing rule joins both. Without one the rules may as well be lines under text.
    """
    sides: list[Rule] = []
    for end in (1, 2):
        for group in _ending_together([rule for rule in rules if rule.length >= LEAST_SIDE_PT], end):
            position = sum(rule[end] for rule in group) / len(group)
            for one, other in pairwise(group):
                side = Rule(position, one.position, other.position)
                if (
                    side.length >= LEAST_ROW_PT
                    and not _is_crossed(side, rules)
                    and _is_open(one, other, position, crossing)
                ):
                    sides.append(side)
    return sides


def _snapped(rules: Sequence[Rule]) -> list[Rule]:
    """The rules with those nearly on one line put onto it, so that cells share their corners."""
    snapped: list[Rule] = []
    line: list[Rule] = []
    for rule in sorted(rules):
        if line and rule.position - line[-1].position > SNAP_PT:
            snapped += _on_one_line(line)
            line = []
        line.append(rule)
    return snapped + _on_one_line(line)


def _on_one_line(rules: Sequence[Rule]) -> list[Rule]:
    weight = sum(rule.length for rule in rules)
    position = sum(rule.position * rule.length for rule in rules) / weight if weight else 0.0
    return [Rule(position, rule.start, rule.end) for rule in rules]


def _ending_together(rules: Sequence[Rule], end: int) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda rule: rule[end]):
        if groups and rule[end] - groups[-1][-1][end] <= SAME_END_PT:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    return [sorted(group) for group in groups if len(group) > 1]


def _is_crossed(side: Rule, rules: Sequence[Rule]) -> bool:
    """Whether a rule runs on beyond the side: then it is inside the table."""
    return any(
        side.start + TOUCH_PT < rule.position < side.end - TOUCH_PT
        and rule.start + TOUCH_PT < side.position < rule.end - TOUCH_PT
        for rule in rules
    )


def _is_open(one: Rule, other: Rule, position: float, crossing: Sequence[Rule]) -> bool:
    start, end = max(one.start, other.start), min(one.end, other.end)
    joining = [
        rule.position
        for rule in crossing
        if rule.start <= one.position + TOUCH_PT and rule.end >= other.position - TOUCH_PT
    ]
    if any(abs(joint - position) <= TOUCH_PT for joint in joining):
        return False
    return any(start - TOUCH_PT < joint < end + TOUCH_PT for joint in joining)


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
