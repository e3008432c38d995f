"""Boxes that belong together without sharing a ruling: side by side, or with an arrow between them.

Title bars ("참고 1 | …"), plans by year and strategy charts are boxes side by side; procedures are boxes with arrows.
Boxes one below the other are no table by themselves: that is how text boxes follow each other. But single
rows of the same columns, nearer than a line of text, are one table with narrow blank rows between them.
"""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from extractors.readers.pdf.geometry import UnionFind, bounding_box, center_x, center_y, overlap_x, overlap_y
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.tolerances import ADJACENT_BOXES
from schemas import Box

ARROWS = frozenset("⇨→➡➔➜⇒▶►⇩↓⇓▼⬇⇙⇘↙↘↔⇔⬌←⇐⇦◀◄⬅⇧↑⇑⬆")


def join_adjacent_boxes(groups: Sequence[Sequence[Box]], runs: Sequence[Run]) -> list[list[Box]]:
    """Groups of cells, joined where they belong together; a cell that stays alone is left out.

    Without an arrow only single boxes and stacks of one column are joined: two tables with columns stay two. The gap
    that holds an arrow becomes a cell.
    """
    outlines = [bounding_box(list(group)) for group in groups]
    columns = [index for index, group in enumerate(groups) if _is_one_column(group)]
    links = list(_side_by_side(sorted(columns, key=lambda index: outlines[index].x0), outlines))
    links += _with_spacers(groups, outlines)
    gaps: list[tuple[int, Box]] = []
    for arrow in runs:
        if set(arrow.text) <= ARROWS:
            for one, other, gap in _around_arrow(arrow, outlines):
                links.append((one, other))
                gaps.append((one, gap))
    return _joined(groups, links, gaps)


def _joined(
    groups: Sequence[Sequence[Box]], links: Sequence[tuple[int, int]], gaps: Sequence[tuple[int, Box]]
) -> list[list[Box]]:
    tables = UnionFind(len(groups))
    for one, other in links:
        tables.union(one, other)
    joined: dict[int, list[Box]] = {}
    for index, group in enumerate(groups):
        joined.setdefault(tables.find(index), []).extend(group)
    for index, gap in gaps:
        joined[tables.find(index)].append(gap)
    return [boxes for boxes in joined.values() if len(boxes) > 1]


def _is_one_column(group: Sequence[Box]) -> bool:
    return all(
        abs(box.x0 - group[0].x0) < ADJACENT_BOXES.overlap_pt and abs(box.x1 - group[0].x1) < ADJACENT_BOXES.overlap_pt
        for box in group
    )


def _is_one_row(group: Sequence[Box]) -> bool:
    return all(
        abs(box.top - group[0].top) < ADJACENT_BOXES.overlap_pt
        and abs(box.bottom - group[0].bottom) < ADJACENT_BOXES.overlap_pt
        for box in group
    )


def _side_by_side(columns: Sequence[int], outlines: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """The pairs of columns, given from left to right, that stand side by side."""
    for number, one in enumerate(columns):
        for other in islice(columns, number + 1, None):
            if outlines[other].x0 > outlines[one].x1 + ADJACENT_BOXES.max_gap_pt:
                break
            if _is_beside(outlines[one], outlines[other]):
                yield one, other


def _with_spacers(groups: Sequence[Sequence[Box]], outlines: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """The pairs of neighbouring rows of the same columns, at least two, that a narrow blank row parts."""
    edges = [sorted({round(x) for box in group for x in (box.x0, box.x1)}) for group in groups]
    downwards = sorted(
        (index for index in range(len(groups)) if len(edges[index]) > 2 and _is_one_row(groups[index])),
        key=lambda index: outlines[index].top,
    )
    for one, other in pairwise(downwards):
        alike = len(edges[one]) == len(edges[other]) and all(
            abs(x - y) <= ADJACENT_BOXES.overlap_pt for x, y in zip(edges[one], edges[other], strict=True)
        )
        if alike and 0 <= outlines[other].top - outlines[one].bottom <= ADJACENT_BOXES.max_spacer_pt:
            yield one, other


def _is_beside(one: Box, other: Box) -> bool:
    gap = -overlap_x(one, other)
    if not -ADJACENT_BOXES.overlap_pt <= gap <= ADJACENT_BOXES.max_gap_pt:
        return False
    return overlap_y(one, other) >= ADJACENT_BOXES.beside_share * min(one.bottom - one.top, other.bottom - other.top)


def _around_arrow(arrow: Run, outlines: Sequence[Box]) -> Iterator[tuple[int, int, Box]]:
    """The boxes on both sides of an arrow and the gap between them, across or down."""
    x, y = center_x(arrow), center_y(arrow)
    left = [(x - box.x1, index) for index, box in enumerate(outlines) if box.x1 <= x and box.top < y < box.bottom]
    right = [(box.x0 - x, index) for index, box in enumerate(outlines) if box.x0 >= x and box.top < y < box.bottom]
    if left and right and min(left)[0] + min(right)[0] <= ADJACENT_BOXES.max_arrow_gap_pt:
        one, other = min(left)[1], min(right)[1]
        before, after = outlines[one], outlines[other]
        yield one, other, Box(before.x1, max(before.top, after.top), after.x0, min(before.bottom, after.bottom))
        return
    above = [(y - box.bottom, index) for index, box in enumerate(outlines) if box.bottom <= y and box.x0 < x < box.x1]
    below = [(box.top - y, index) for index, box in enumerate(outlines) if box.top >= y and box.x0 < x < box.x1]
    if above and below and min(above)[0] + min(below)[0] <= ADJACENT_BOXES.max_arrow_gap_pt:
        one, other = min(above)[1], min(below)[1]
        before, after = outlines[one], outlines[other]
        yield one, other, Box(max(before.x0, after.x0), before.bottom, min(before.x1, after.x1), after.top)
