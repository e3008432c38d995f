"""Cells told by clipping: Hangul prints the text of a cell clipped to the cell's box, with rules around it or without.

Clips mean other things, too: a page, a column, a picture, or no more than the text itself. Cells are those that stand
side by side without a gap, or that reach from one rule to another, and in which texts have room.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import Floats
from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.source.rulings import DASH_PT, SNAP_PT, Rule, Rules

CORNERS = 4  # of a box; a start or an end may be given twice
MOST_POINTS = 6
SAME_PT = 0.7
LEAST_SIDE_PT = 1.0
LARGEST_SHARE = 0.2  # of the page
MOST_CLIPS = 700  # on a page: each is compared with each, and so dense a table has rules
MOST_PAIRS = 1_000_000
FEWEST_CROSSED = 2  # an arrow drawn across cells is clipped, too
BESIDE_SHARE = 0.5  # of the shorter of two sides
LEAST_ROOM_PT = 2.5  # glyphs have a bearing of their own; cells keep more on one side at least

NO_BOXES = np.empty((0, 4))

Flags = npt.NDArray[np.bool_]


def clips_of(texts: Sequence[int]) -> tuple[Floats, Floats]:
    """The boxes that text objects are clipped to and those of their text, a row each; unclipped ones are left out."""
    clips = list(map(pdfium.get_clip_path, texts))
    counts = map(pdfium.count_clip_paths, clips)
    paths = [(index, path) for index, count in enumerate(counts) for path in range(count)]
    lengths = [pdfium.count_clip_segments(clips[index], path) for index, path in paths]
    boxlike = [(*path, length) for path, length in zip(paths, lengths, strict=True) if CORNERS <= length <= MOST_POINTS]
    if not boxlike:
        return NO_BOXES, NO_BOXES
    segments = [
        pdfium.get_clip_segment(clips[index], path, at) for index, path, count in boxlike for at in range(count)
    ]
    boxes, are_boxes = _boxes(pdfium.points_of(segments), np.array([count for _, _, count in boxlike]))
    clipped, inverse = np.unique([index for index, _, _ in boxlike], return_inverse=True)
    inner = np.tile([-np.inf, -np.inf, np.inf, np.inf], (len(clipped), 1))
    np.maximum.at(inner[:, :2], inverse[are_boxes], boxes[are_boxes, :2])
    np.minimum.at(inner[:, 2:], inverse[are_boxes], boxes[are_boxes, 2:])
    has_box = np.isfinite(inner).all(axis=1)
    return inner[has_box], pdfium.bounds_of([texts[index] for index in clipped[has_box].tolist()])


def _boxes(points: Floats, counts: npt.NDArray[np.intp]) -> tuple[Floats, Flags]:
    """The boxes around stretches of points, `counts` long, and which of them have a point at their corners only."""
    starts = np.cumsum(counts) - counts
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    off_side = np.minimum(points - np.repeat(low, counts, axis=0), np.repeat(high, counts, axis=0) - points)
    are_boxes: Flags = np.maximum.reduceat(off_side.max(axis=1), starts) < SAME_PT
    return np.concatenate([low, high], axis=1), are_boxes


def have_room(texts: Floats, clips: Floats) -> bool:
    """Whether texts have room in the boxes that they are clipped to, a row each: others are clipped to themselves."""
    if not len(clips):
        return False
    room = np.maximum(texts[:, 0] - clips[:, 0], clips[:, 2] - texts[:, 2])
    return bool(np.median(room) >= LEAST_ROOM_PT)


def cells_of(clips: Floats, rules: Rules, page_area: float) -> Floats:
    """Those of the boxes that texts are clipped to which are cells (x0, top, x1, bottom), each once."""
    boxes = np.array(sorted(set(map(tuple, clips.round(1).tolist())))).reshape(-1, 4)
    width, height = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    boxes = boxes[(np.minimum(width, height) >= LEAST_SIDE_PT) & (width * height <= LARGEST_SHARE * page_area)]
    if not 0 < len(boxes) <= MOST_CLIPS:
        return NO_BOXES
    boxes = boxes[_crossing(boxes).sum(axis=1) < FEWEST_CROSSED]
    in_row = np.flatnonzero(touching(boxes, 0).any(axis=1))
    are_cells: Flags = np.logical_or.reduce(touching(boxes, 1)[:, in_row], axis=1)
    are_cells[in_row] = True
    alone = np.flatnonzero(~are_cells)
    are_cells[alone] = _are_between(boxes[alone], rules)
    cells: Floats = boxes[are_cells]
    return cells


def _crossing(boxes: Floats) -> Flags:
    """For each pair whether they share a part of both."""
    x0, top, x1, bottom = boxes.T
    across = np.minimum(x1[:, None], x1) - np.maximum(x0[:, None], x0)
    down = np.minimum(bottom[:, None], bottom) - np.maximum(top[:, None], top)
    overlap = (across > SAME_PT) & (down > SAME_PT)
    inside = (across >= (x1 - x0)[:, None] - SAME_PT) & (down >= (bottom - top)[:, None] - SAME_PT)
    crossing: Flags = overlap & ~inside & ~inside.T
    return crossing


def touching(boxes: Floats, axis: int) -> Flags:
    """For each pair whether one begins where the other ends along an axis, beside each other on the other axis."""
    start, end = boxes[:, axis], boxes[:, axis + 2]
    meets = np.abs(end[:, None] - start[None, :]) <= SAME_PT
    low, high = boxes[:, 1 - axis], boxes[:, 3 - axis]
    shared = np.minimum(high[:, None], high) - np.maximum(low[:, None], low)
    sides = np.minimum((high - low)[:, None], high - low)
    touching: Flags = (meets | meets.T) & (shared >= BESIDE_SHARE * sides)
    return touching


def _are_between(boxes: Floats, rules: Rules) -> Flags:
    """For each box whether it reaches from one rule to another, upwards or sidewards."""
    return np.array(
        [
            (_is_on(rules.horizontal, top, x0, x1) and _is_on(rules.horizontal, bottom, x0, x1))
            or (_is_on(rules.vertical, x0, top, bottom) and _is_on(rules.vertical, x1, top, bottom))
            for x0, top, x1, bottom in boxes.tolist()
        ],
        dtype=np.bool_,
    )


def _is_on(rules: Sequence[Rule], position: float, start: float, end: float) -> bool:
    return any(
        abs(rule.position - position) <= SAME_PT and rule.start <= start + SAME_PT and rule.end >= end - SAME_PT
        for rule in rules
    )


def outside(lines: Floats, cells: Floats) -> Floats:
    """Lines without those drawn inside a cell that is not divided, as a text's underline is."""
    inner = cells[~_holding(cells)]
    x0, top, x1, bottom = lines.T
    solid = np.flatnonzero(np.maximum(x1 - x0, bottom - top) > DASH_PT)
    if len(solid) * len(inner) > MOST_PAIRS:
        return lines
    x0, top, x1, bottom = (side[solid, None] for side in (x0, top, x1, bottom))
    left, upper, right, lower = inner.T
    within = (x0 > left - SAME_PT) & (x1 < right + SAME_PT) & (top > upper - SAME_PT) & (bottom < lower + SAME_PT)
    off_sides = np.where(
        x1 - x0 >= bottom - top,
        (top > upper + SNAP_PT) & (bottom < lower - SNAP_PT),
        (x0 > left + SNAP_PT) & (x1 < right - SNAP_PT),
    )
    kept: Floats = np.delete(lines, solid[(within & off_sides).any(axis=1)], axis=0)
    return kept


def _holding(boxes: Floats) -> Flags:
    """For each box whether another lies in it."""
    x0, top, x1, bottom = boxes.T
    inside = (x0[:, None] <= x0 + SAME_PT) & (top[:, None] <= top + SAME_PT)
    inside &= (x1[:, None] >= x1 - SAME_PT) & (bottom[:, None] >= bottom - SAME_PT)
    holding: Flags = inside.sum(axis=1) > 1
    return holding


def sides_of(cells: Floats) -> Floats:
    """The four sides of each cell as lines."""
    x0, top, x1, bottom = cells.T
    sides = [(x0, top, x1, top), (x0, bottom, x1, bottom), (x0, top, x0, bottom), (x1, top, x1, bottom)]
    return np.concatenate([np.stack(side, axis=1) for side in sides])
