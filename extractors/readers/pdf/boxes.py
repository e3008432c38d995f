"""Boxes side by side: a table whose columns are set apart by gaps without rules.

Title bars ("참고 1 | …"), plans by year and strategy charts are drawn so. Boxes one below the other are no table:
that is how text boxes follow each other.
"""

from collections.abc import Sequence
from itertools import combinations

from extractors.readers.pdf.geometry import Span, around
from schemas import Box

WIDEST_GAP_PT = 16.0
BESIDE_SHARE = 0.6
OVERLAP_PT = 1.0


def side_by_side(groups: Sequence[Sequence[Box]]) -> list[list[Box]]:
    """Groups of cells, joined where they stand side by side; a cell that stays alone is left out.

    Only single boxes and stacks of one column are joined: two tables with columns of their own stay two.
    """
    tables = [list(group) for group in groups if not _is_one_column(group)]
    columns = [list(group) for group in groups if _is_one_column(group)]
    outlines = [around(group) for group in columns]
    row_of = list(range(len(columns)))
    for one, other in combinations(range(len(columns)), 2):
        if row_of[one] != row_of[other] and _is_beside(outlines[one], outlines[other]):
            row_of = [row_of[one] if row == row_of[other] else row for row in row_of]
    for row in sorted(set(row_of)):
        boxes = [box for column, of in zip(columns, row_of, strict=True) if of == row for box in column]
        if len(boxes) > 1:
            tables.append(boxes)
    return tables


def _is_one_column(group: Sequence[Box]) -> bool:
    return all(abs(box.x0 - group[0].x0) < OVERLAP_PT and abs(box.x1 - group[0].x1) < OVERLAP_PT for box in group)


def _gap(one: Box, other: Box) -> float:
    return max(one.x0, other.x0) - min(one.x1, other.x1)


def _is_beside(one: Box, other: Box) -> bool:
    if not -OVERLAP_PT <= _gap(one, other) <= WIDEST_GAP_PT:
        return False
    shared = Span(one.top, one.bottom).overlap(Span(other.top, other.bottom))
    return shared >= BESIDE_SHARE * min(one.bottom - one.top, other.bottom - other.top)
