"""What is drawn on a page besides text: the lines of its tables, its images, and other shapes."""

from collections.abc import Callable, Iterable, Iterator
from itertools import repeat
from typing import NamedTuple

import numpy as np

from extractors.readers.pdf.geometry import (
    IDENTITY,
    NO_BOXES,
    Floats,
    Frame,
    Matrix,
    compose,
    transform_boxes,
    transform_point,
)
from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.source.clip_paths import clip_boxes_of, have_room
from extractors.readers.pdf.source.dotted_lines import Objects
from extractors.readers.pdf.source.filled_paths import drawn_by
from extractors.readers.pdf.source.pdfium import BEZIER_TO, FORM, IMAGE, LINE_TO, MOVE_TO, PATH, TEXT
from extractors.readers.pdf.source.rulings import Rulings, merge_rulings
from extractors.readers.pdf.tolerances import GRAPHICS, RULINGS

MAX_SEGMENTS = 100_000  # of one path that is looked into
BOX_SEGMENTS = 6  # a start, four sides, and one more to the start for good measure


class PageGraphics(NamedTuple):
    """What is drawn on a page besides text: its lines, and the rulings that they make; boxes have a row each.

    `clips` are boxes that texts are clipped to, `images` and `shapes` those of pictures and of other shapes, and
    `fills` those of the shapes that are filled boxes without an outline.
    """

    lines: Floats
    rulings: Rulings
    clips: Floats
    images: Floats
    shapes: Floats
    fills: Floats


NO_GRAPHICS = PageGraphics(NO_BOXES, Rulings([], []), NO_BOXES, NO_BOXES, NO_BOXES, NO_BOXES)


def read_graphics(page: int, frame: Frame, parsed_clip_paths: Floats = NO_BOXES) -> PageGraphics:
    """What is drawn on a page; `parsed_clip_paths` are user-space boxes that pdfium does not tell of."""
    walk = walked(page)
    return graphics_of(walk, frame, lines_of_walk(walk, frame), parsed_clip_paths)


def walked(page: int) -> "PageWalk":
    """All objects of a page, looked at once. Its handles are good while the page is open."""
    walk = PageWalk()
    walk.objects(
        lambda indices: map(pdfium.get_page_object, repeat(page), indices), pdfium.count_page_objects(page), IDENTITY
    )
    return walk


def lines_of_walk(walk: "PageWalk", frame: Frame) -> Floats:
    """The lines that were met on a page, as flat boxes in a frame."""
    return frame.boxes(np.concatenate(walk.lines))


def graphics_of(walk: "PageWalk", frame: Frame, lines: Floats, parsed_clip_paths: Floats = NO_BOXES) -> PageGraphics:
    """What was met on a page besides text, as it lies in a frame; `lines` are those of its lines that count."""
    clips = frame.boxes(np.concatenate(walk.clips))
    if not have_room(frame.boxes(np.concatenate(walk.clipped)), clips):
        clips = NO_BOXES
    return PageGraphics(
        lines=lines,
        rulings=merge_rulings(lines),
        clips=np.concatenate([clips, frame.boxes(parsed_clip_paths)]),
        images=frame.boxes(np.concatenate(walk.images)),
        shapes=frame.boxes(np.concatenate(walk.shapes)),
        fills=frame.boxes(np.concatenate(walk.fills)),
    )


class Drawing(NamedTuple):
    """Where an object stands in the order of drawing of a page: what comes later lies above what came before."""

    order: float
    is_image: bool


class PageWalk:
    """Collects user-space lines and the boxes of images and shapes from page objects, through nested forms.

    `texts` are the text objects with their order of drawing, `doubtful` those among them that a clip path or a form may
    keep from being seen; `covers` are boxes of what is filled or a picture, and so lies over what was drawn before it.
    """

    def __init__(self) -> None:
        self.texts: dict[int, float] = {}
        self.doubtful: set[int] = set()
        self.covers: list[Floats] = []
        self.cover_handles: list[int] = []
        self.cover_drawings: list[Drawing] = []
        self.lines: list[Floats] = []
        self.images: list[Floats] = []
        self.shapes: list[Floats] = []
        self.fills: list[Floats] = []
        self.clips: list[Floats] = []
        self.clipped: list[Floats] = []
        self._numbers = np.zeros(6, dtype=np.float32)
        self._whole = np.zeros(4, dtype=np.uint32)

    def objects(
        self,
        get: Callable[[Iterable[int]], Iterable[int]],
        count: int,
        matrix: Matrix,
        orders: tuple[float, float] = (0.0, 1.0),
    ) -> None:
        """Look at the objects of a container; `orders` is its place in the order of drawing, and its room there."""
        first, room = orders[0], orders[1] / (count + 1)
        objects = Objects(get, count)
        single, dotted = objects.without_dotted()
        self.lines.append(_thinned(transform_boxes(dotted, matrix)))
        handles = objects.handles(single)
        types = np.fromiter(map(pdfium.get_object_type, handles), dtype=np.int64, count=len(single))
        drawn_at = first + room * (single + 1)
        for form, order in zip(objects.handles(single[types == FORM]), drawn_at[types == FORM].tolist(), strict=True):
            self._form(form, matrix, (order, room))
        images = objects.handles(single[types == IMAGE])
        self.images.append(transform_boxes(objects.boxes(single[types == IMAGE]), matrix))
        self._cover(images, self.images[-1], [Drawing(order, True) for order in drawn_at[types == IMAGE].tolist()])
        texts = objects.handles(single[types == TEXT])
        self.texts.update(zip(texts, drawn_at[types == TEXT].tolist(), strict=True))
        clips = clip_boxes_of(texts)
        self.doubtful.update(clips.cutting)
        self.clips.append(transform_boxes(clips.boxes, matrix))
        self.clipped.append(transform_boxes(clips.texts, matrix))
        paths = single[types == PATH]
        self._paths(objects.handles(paths), objects.boxes(paths), matrix, drawn_at[types == PATH].tolist())

    def _form(self, form: int, matrix: Matrix, orders: tuple[float, float]) -> None:
        before = len(self.texts)
        self.objects(
            lambda indices: map(pdfium.get_form_object, repeat(form), indices),
            pdfium.count_form_objects(form),
            compose(self._matrix(form), matrix),
            orders,
        )
        if len(self.texts) > before and pdfium.has_transparency(form):
            self.doubtful.update(list(self.texts)[before:])

    def _cover(self, handles: list[int], boxes: Floats, drawings: list[Drawing]) -> None:
        self.covers.append(boxes)
        self.cover_handles += handles
        self.cover_drawings += drawings

    def _paths(self, paths: list[int], bounds: Floats, matrix: Matrix, orders: list[float]) -> None:
        size = bounds[:, 2:] - bounds[:, :2]
        thin = size.min(axis=1) <= RULINGS.thin_pt
        self.lines.append(_thinned(transform_boxes(bounds[thin], matrix)))
        self.shapes.append(transform_boxes(bounds[~thin], matrix))
        segments: list[tuple[float, float, float, float]] = []
        filled: list[int] = []
        covers: list[int] = []
        for index in np.flatnonzero(~thin).tolist():
            is_filled, is_stroked = self._draw_mode(paths[index])
            if is_filled:
                covers.append(index)
            if is_stroked:
                segments += self._segments(paths[index], compose(self._matrix(paths[index]), matrix))
            elif is_filled and pdfium.count_segments(paths[index]) <= BOX_SEGMENTS:
                filled.append(index)
            elif is_filled and size[index].max() >= GRAPHICS.min_ruled_pt:
                self._parts(paths[index], compose(self._matrix(paths[index]), matrix))
        self.fills.append(transform_boxes(bounds[filled], matrix))
        self._cover(
            [paths[index] for index in covers],
            transform_boxes(bounds[covers], matrix),
            [Drawing(orders[index], False) for index in covers],
        )
        if segments:
            self.lines.append(np.array(segments))

    def _matrix(self, handle: int) -> Matrix:
        pdfium.get_object_matrix(handle, self._numbers.ctypes.data)
        a, b, c, d, e, f = self._numbers.tolist()
        return a, b, c, d, e, f

    def _draw_mode(self, path: int) -> tuple[bool, bool]:
        """Whether filled, and whether stroked: a fill alone has no rulings, but is a background as a ruling."""
        self._whole[:] = 0
        pdfium.get_draw_mode(path, self._whole.ctypes.data, self._whole.ctypes.data + 4)
        return bool(self._whole[0]), bool(self._whole[1])

    def _parts(self, path: int, matrix: Matrix) -> None:
        """Take up the rulings and the boxes that a filled path of many parts draws."""
        parts = [
            [transform_point(x, y, matrix) for x, y in part] for part, is_straight in _subpaths(path) if is_straight
        ]
        lines, boxes = drawn_by(parts)
        if lines:
            self.lines.append(np.array(lines))
        if boxes:
            self.fills.append(np.array(boxes))

    def _segments(self, path: int, matrix: Matrix) -> list[tuple[float, float, float, float]]:
        """The straight horizontal or vertical sides of a path."""
        count = pdfium.count_segments(path)
        if count <= 0:
            return []
        segments = list(map(pdfium.get_segment, repeat(path), range(count)))
        kinds, closes = map(pdfium.get_segment_type, segments), map(pdfium.get_segment_close, segments)
        found: list[tuple[float, float, float, float]] = []
        start = here = (0.0, 0.0)
        for (x, y), kind, close in zip(pdfium.points_of(segments).tolist(), kinds, closes, strict=True):
            point = transform_point(x, y, matrix)
            if kind == MOVE_TO:
                start = point
            elif kind == LINE_TO:
                found += _side(here, point)
            here = point
            if close:
                found += _side(here, start)
                here = start
        return found


def _subpaths(path: int) -> Iterator[tuple[list[tuple[float, float]], bool]]:
    """The points of each part of a path, a start and where each segment ends, and whether all segments are straight."""
    count = min(pdfium.count_segments(path), MAX_SEGMENTS)
    segments = list(map(pdfium.get_segment, repeat(path), range(count)))
    points: list[tuple[float, float]] = []
    is_straight = True
    for (x, y), kind in zip(pdfium.points_of(segments).tolist(), map(pdfium.get_segment_type, segments), strict=True):
        if kind == MOVE_TO:
            if points:
                yield points, is_straight
            points, is_straight = [], True
        points.append((x, y))
        is_straight = is_straight and kind != BEZIER_TO
    if points:
        yield points, is_straight


def _side(one: tuple[float, float], other: tuple[float, float]) -> list[tuple[float, float, float, float]]:
    (x0, x1), (y0, y1) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if min(x1 - x0, y1 - y0) > GRAPHICS.slant_pt or max(x1 - x0, y1 - y0) == 0:
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
