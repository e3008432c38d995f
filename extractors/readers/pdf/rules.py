"""The rules of a page: the straight lines that tables are drawn with.

Lines come as strokes, as thin filled rectangles, as the sides of cell boxes, or as thousands of dots and dashes. All
become horizontal and vertical rules; what lies on one line within the tolerances is one rule.
"""

from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf import native
from extractors.readers.pdf.geometry import Floats, Frame

THIN_PT = 3.0  # a filled or stroked shape up to this thickness is a line
SNAP_PT = 3.0  # parallel lines this near are one (double rules)
JOIN_PT = 3.0  # gaps up to this are bridged
DASH_PT = 9.0  # between pieces up to this length, gaps up to DASH_JOIN_PT are bridged
DASH_JOIN_PT = 6.0
SHORTEST_PT = 3.0
SLANT_PT = 0.7
DOT_PT = 2.0
COLLINEAR_PT = 0.4
FEWEST_STRIPES = 10
STRIPE_PT = 4.0
SAME_STRIPE_PT = 0.1
MOST_WIDE_SHARE = 0.1

PATH, IMAGE, FORM = 2, 3, 5
LINE_TO, BEZIER_TO, MOVE_TO = 0, 1, 2


class Rule(NamedTuple):
    """A line at `position` on the other axis, from `start` to `end` on its own."""

    position: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """In points."""
        return self.end - self.start


class Rules(NamedTuple):
    """The rules of a page, horizontal ones by their distance from the top, vertical ones from the left."""

    horizontal: list[Rule]
    vertical: list[Rule]


class Drawn(NamedTuple):
    """What is drawn on a page besides text: its rules, and the boxes of its images and of other shapes."""

    rules: Rules
    images: Floats
    shapes: Floats


Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def read_drawn(page: int, frame: Frame) -> Drawn:
    """The rules and images of a page."""
    walk = _Walk()
    count = native.count_page_objects(page)
    walk.objects(list(map(native.get_page_object, repeat(page), range(count))), IDENTITY)
    lines = frame.boxes(np.concatenate(walk.lines)) if walk.lines else np.empty((0, 4))
    images = frame.boxes(np.concatenate(walk.images)) if walk.images else np.empty((0, 4))
    shapes = frame.boxes(np.concatenate(walk.shapes)) if walk.shapes else np.empty((0, 4))
    return Drawn(rules_of(lines), images, shapes)


def rules_of(lines: Floats) -> Rules:
    """Lines, given as thin boxes (x0, top, x1, bottom), as merged rules. A dot may belong to a rule either way."""
    width, height = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    dots = np.maximum(width, height) <= DOT_PT
    across, down = lines[(width >= height) | dots], lines[(width < height) | dots]
    horizontal = np.stack([(across[:, 1] + across[:, 3]) / 2, across[:, 0], across[:, 2]], axis=1)
    vertical = np.stack([(down[:, 0] + down[:, 2]) / 2, down[:, 1], down[:, 3]], axis=1)
    return Rules(_merged(horizontal), _merged(vertical))


def _merged(pieces: Floats) -> list[Rule]:
    """Pieces (position, start, end) as rules: first what lies on one line exactly, then what lies nearly on one.

    Dots of a line across would otherwise tie everything beside it to one position.
    """
    exact = _joined(_without_hatching(pieces), COLLINEAR_PT)
    exact = exact[exact[:, 2] - exact[:, 1] >= SHORTEST_PT]
    return [Rule(*rule) for rule in _joined(exact, SNAP_PT).tolist()]


def _without_hatching(pieces: Floats) -> Floats:
    """Pieces without stripes: many of one length beside each other are a gradient or the dots of a line across."""
    if len(pieces) < FEWEST_STRIPES:
        return pieces
    ends = pieces[:, 1:].round()
    pieces = pieces[np.lexsort((pieces[:, 0], ends[:, 1], ends[:, 0]))]
    ends = pieces[:, 1:].round()
    firsts = np.flatnonzero(np.append(True, (ends[1:] != ends[:-1]).any(axis=1)))
    steps = np.append(0.0, np.diff(pieces[:, 0]))
    steps[firsts] = 0.0
    moved, wide = (steps > SAME_STRIPE_PT).astype(np.intp), (steps > STRIPE_PT).astype(np.intp)
    stripes, gaps = np.add.reduceat(moved, firsts) + 1, np.add.reduceat(wide, firsts)
    hatched = (stripes >= FEWEST_STRIPES) & (gaps <= MOST_WIDE_SHARE * stripes)
    return pieces[~np.repeat(hatched, np.diff(np.append(firsts, len(pieces))))]


def _joined(pieces: Floats, tolerance_pt: float) -> Floats:
    """Pieces within a tolerance put on one position, weighted by length, and joined where they touch."""
    if not len(pieces):
        return pieces
    line_of = _lines(pieces[:, 0], tolerance_pt)
    order = np.lexsort((pieces[:, 1], line_of))
    pieces, line_of = pieces[order], line_of[order]
    firsts = np.flatnonzero(np.append(True, np.diff(line_of) > 0))
    weights = pieces[:, 2] - pieces[:, 1] + 0.01
    positions = np.add.reduceat(pieces[:, 0] * weights, firsts) / np.add.reduceat(weights, firsts)
    # Each line gets a stretch of its own on one long axis, so that the ends of all can be followed in one pass.
    apart = line_of * (pieces[:, 2].max() - pieces[:, 1].min() + 100.0)
    starts, reached = pieces[:, 1] + apart, np.maximum.accumulate(pieces[:, 2] + apart)
    lengths = pieces[:, 2] - pieces[:, 1]
    dashes = (lengths[1:] <= DASH_PT) & (lengths[:-1] <= DASH_PT)
    gaps = starts[1:] - reached[:-1] > np.where(dashes, DASH_JOIN_PT, JOIN_PT)
    begins = np.flatnonzero(np.append(True, gaps))
    finishes = np.append(begins[1:], len(pieces)) - 1
    return np.stack([positions[line_of[begins]], pieces[begins, 1], (reached - apart)[finishes]], axis=1)


def _lines(positions: Floats, tolerance_pt: float) -> npt.NDArray[np.intp]:
    """For each position the number of its line: what lies within the tolerance of the first one on it."""
    values, inverse = np.unique(positions, return_inverse=True)
    numbers = np.zeros(len(values), dtype=np.intp)
    start = number = 0
    while start < len(values):
        stop = int(np.searchsorted(values, values[start] + tolerance_pt, side="right"))
        numbers[start:stop] = number
        start, number = stop, number + 1
    return numbers[inverse.reshape(-1)]


class _Walk:
    """Collects user-space lines and the boxes of images and shapes from page objects, through nested forms."""

    def __init__(self) -> None:
        self.lines: list[Floats] = []
        self.images: list[Floats] = []
        self.shapes: list[Floats] = []
        self._numbers = np.zeros(6, dtype=np.float32)
        self._whole = np.zeros(4, dtype=np.uint32)

    def objects(self, handles: list[int], matrix: Matrix) -> None:
        types = list(map(native.get_object_type, handles))
        for handle, kind in zip(handles, types, strict=True):
            if kind == FORM:
                count = native.count_form_objects(handle)
                inner = [native.get_form_object(handle, index) for index in range(count)]
                self.objects(inner, _times(self._matrix(handle), matrix))
        paths = [handle for handle, kind in zip(handles, types, strict=True) if kind == PATH]
        images = [handle for handle, kind in zip(handles, types, strict=True) if kind == IMAGE]
        if images:
            self.images.append(_moved(self._bounds(images), matrix))
        if paths:
            self._paths(paths, matrix)

    def _paths(self, paths: list[int], matrix: Matrix) -> None:
        bounds = self._bounds(paths)
        size = bounds[:, 2:] - bounds[:, :2]
        thin = size.min(axis=1) <= THIN_PT
        self.lines.append(_thinned(_moved(bounds[thin], matrix)))
        self.shapes.append(_moved(bounds[~thin], matrix))
        segments: list[tuple[float, float, float, float]] = []
        for index in np.flatnonzero(~thin).tolist():
            if self._is_visible(paths[index]):
                segments += self._segments(paths[index], _times(self._matrix(paths[index]), matrix))
        if segments:
            self.lines.append(np.array(segments))

    def _bounds(self, handles: list[int]) -> Floats:
        """Boxes (left, bottom, right, top), in the space of the objects' parent."""
        boxes = np.zeros((len(handles), 4), dtype=np.float32)
        starts = range(boxes.ctypes.data, boxes.ctypes.data + 16 * len(handles), 16)
        corners = [range(starts.start + 4 * corner, starts.stop + 4 * corner, 16) for corner in range(4)]
        for _ in map(native.get_object_bounds, handles, *corners):
            pass
        return boxes.astype(np.float64)

    def _matrix(self, handle: int) -> Matrix:
        native.get_object_matrix(handle, self._numbers.ctypes.data)
        a, b, c, d, e, f = self._numbers.tolist()
        return a, b, c, d, e, f

    def _is_visible(self, path: int) -> bool:
        """Stroked. A fill alone is a background: a highlighted word, or cells whose rules are drawn apart."""
        self._whole[:] = 0
        native.get_draw_mode(path, self._whole.ctypes.data, self._whole.ctypes.data + 4)
        return bool(self._whole[1])

    def _segments(self, path: int, matrix: Matrix) -> list[tuple[float, float, float, float]]:
        """The straight level or upright sides of a path."""
        count = native.count_segments(path)
        if count <= 0:
            return []
        segments = list(map(native.get_segment, repeat(path), range(count)))
        points = np.zeros((count, 2), dtype=np.float32)
        addresses = range(points.ctypes.data, points.ctypes.data + 8 * count, 8)
        for _ in map(native.get_segment_point, segments, addresses, range(addresses.start + 4, addresses.stop + 4, 8)):
            pass
        kinds, closes = map(native.get_segment_type, segments), map(native.get_segment_close, segments)
        found: list[tuple[float, float, float, float]] = []
        start = here = (0.0, 0.0)
        for (x, y), kind, close in zip(points.tolist(), kinds, closes, strict=True):
            point = _moved_point(x, y, matrix)
            if kind == MOVE_TO:
                start = point
            elif kind == LINE_TO:
                found += _side(here, point)
            here = point
            if close:
                found += _side(here, start)
                here = start
        return found


def _side(one: tuple[float, float], other: tuple[float, float]) -> list[tuple[float, float, float, float]]:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if min(x1 - x0, y1 - y0) > SLANT_PT or max(x1 - x0, y1 - y0) == 0:
        return []
    return [(x0, y0, x1, y1)]


def _thinned(boxes: Floats) -> Floats:
    """Thin boxes as lines along their middle; a dot keeps its longer side."""
    middle = (boxes[:, :2] + boxes[:, 2:]) / 2
    flat = boxes[:, 2] - boxes[:, 0] >= boxes[:, 3] - boxes[:, 1]
    lines = boxes.copy()
    lines[flat, 1] = lines[flat, 3] = middle[flat, 1]
    lines[~flat, 0] = lines[~flat, 2] = middle[~flat, 0]
    return lines


def _times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved_point(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f


def _moved(boxes: Floats, matrix: Matrix) -> Floats:
    if matrix == IDENTITY:
        return boxes
    corners = [_moved_point(boxes[:, x], boxes[:, y], matrix) for x in (0, 2) for y in (1, 3)]  # type: ignore[arg-type]  # arrays move as points do
    xs, ys = np.stack([x for x, _ in corners]), np.stack([y for _, y in corners])
    return np.stack([xs.min(axis=0), ys.min(axis=0), xs.max(axis=0), ys.max(axis=0)], axis=1)
