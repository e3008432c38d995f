"""Edges that boxes share: sides that nearly coincide are one edge of a row or column."""

from collections.abc import Iterable, Sequence

from extractors.readers.pdf.source.rulings import SNAP_PT
from schemas import Box


def snapped(boxes: Sequence[Box]) -> list[Box]:
    """The boxes of a table put onto common edges, each once; those without an extent of their own are left out."""
    xs = _edge_of(x for box in boxes for x in (box.x0, box.x1))
    ys = _edge_of(y for box in boxes for y in (box.top, box.bottom))
    found = (Box(xs[box.x0], ys[box.top], xs[box.x1], ys[box.bottom]) for box in boxes)
    return list(dict.fromkeys(box for box in found if box.x0 < box.x1 and box.top < box.bottom))


def _edge_of(sides: Iterable[float]) -> dict[float, float]:
    """For each side the edge that it is part of: the middle of all that lie within the tolerance of the first."""
    groups: list[list[float]] = []
    for side in sorted(set(sides)):
        if groups and side - groups[-1][0] <= SNAP_PT:
            groups[-1].append(side)
        else:
            groups.append([side])
    return {side: sum(group) / len(group) for group in groups for side in group}
