"""What a filled path of many parts draws: rulings, and filled boxes.

Browsers and converters print all rulings of a table as the parts of one filled path: a thin box each, the ring around a
cell, or one outline around all of them. A part is a ruling where it is thin; parts that are as thin as rulings
together, as an outer and an inner box are, give their sides. What is left are filled boxes, as a table's shades are.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.pdf.tolerances import GRAPHICS, RULINGS

Point = tuple[float, float]
Side = tuple[float, float, float, float]
MAX_PARTS = 20_000  # of one path: a table of 1,000 cells has 4,000


class Filled(NamedTuple):
    """The lines and the boxes that a filled path draws, each as (left, bottom, right, top)."""

    lines: list[Side]
    boxes: list[Side]


def drawn_by(parts: Sequence[Sequence[Point]]) -> Filled:
    """What the closed parts of a filled path draw; a part with a slanting side draws neither."""
    lines: list[Side] = []
    boxes: list[Side] = []
    wide: list[Sequence[Point]] = []
    for part in parts[:MAX_PARTS]:
        if not _is_rectilinear(part):
            continue
        left, bottom, right, top = bounds = _bounds(part)
        if min(right - left, top - bottom) <= RULINGS.thin_pt:
            lines.append(_thinned(bounds))
        else:
            wide.append(part)
    for group in _rings(wide):
        if _thickness(group) <= RULINGS.thin_pt:
            lines += [side for part in group for side in _sides(part)]
        else:
            boxes += [_bounds(part) for part in group if _is_box(part)]
    return Filled(lines, boxes)


def _rings(parts: Sequence[Sequence[Point]]) -> list[list[Sequence[Point]]]:
    """Parts with the ones drawn directly behind them that lie in them: the inner sides of a ring."""
    groups: list[list[Sequence[Point]]] = []
    for part in parts:
        if groups and _lies_in(_bounds(part), _bounds(groups[-1][0])):
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _lies_in(inner: Side, outer: Side) -> bool:
    return (
        outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]
    ) and inner != outer


def _thickness(ring: Sequence[Sequence[Point]]) -> float:
    """How thick the lines are that fill as much as an outline without what lies in it, were it all lines."""
    filled = abs(_area(ring[0])) - sum(abs(_area(part)) for part in ring[1:])
    around = sum(abs(x1 - x0) + abs(y1 - y0) for part in ring for (x0, y0), (x1, y1) in _edges(part))
    return 2 * filled / around if around and filled >= 0 else RULINGS.thin_pt + 1


def _area(part: Sequence[Point]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in _edges(part)) / 2


def _edges(part: Sequence[Point]) -> list[tuple[Point, Point]]:
    return list(pairwise([*part, part[0]]))


def _sides(part: Sequence[Point]) -> list[Side]:
    return [_side(one, other) for one, other in _edges(part) if one != other]


def _side(one: Point, other: Point) -> Side:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[0], other[0]), max(one[1], other[1])


def _bounds(part: Sequence[Point]) -> Side:
    xs, ys = [x for x, _ in part], [y for _, y in part]
    return min(xs), min(ys), max(xs), max(ys)


def _is_rectilinear(part: Sequence[Point]) -> bool:
    return len(part) > 1 and all(
        min(abs(x1 - x0), abs(y1 - y0)) <= GRAPHICS.slant_pt for (x0, y0), (x1, y1) in _edges(part)
    )


def _is_box(part: Sequence[Point]) -> bool:
    left, bottom, right, top = _bounds(part)
    return abs(abs(_area(part)) - (right - left) * (top - bottom)) <= GRAPHICS.slant_pt * (right - left + top - bottom)


def _thinned(box: Side) -> Side:
    """A thin box as a line along its middle."""
    left, bottom, right, top = box
    if right - left >= top - bottom:
        return left, (bottom + top) / 2, right, (bottom + top) / 2
    return (left + right) / 2, bottom, (left + right) / 2, top
