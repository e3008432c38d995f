"""Which glyphs of a page nobody sees: off the page, clipped away, painted over, in the paper's colour, or invisible.

A glyph outside the visible box is told by its place. For the rest, cheap signs say which text objects are in doubt, and
only then the page is drawn, with them and without: a glyph that changes no dot is not seen. Text over a picture is what
recognition found in a scan, and stays as far as the picture shows something there.
"""

import ctypes
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2

from extractors.readers.pdf.geometry import Floats, Frame, centers_within
from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.source.graphics import PageWalk
from extractors.readers.pdf.source.rendering import Drawing, draw, left_out
from extractors.readers.pdf.tolerances import VISIBILITY

OUTLINED = 1  # the render mode of text that is drawn as its outline
PAINTED = (0, OUTLINED, 2)  # filled, outlined, both
WHITE = 255
UNKNOWN_COLOUR = -1_000
MAX_PAIRS = 2_000_000  # of glyphs and what may cover them
MAX_DRAWN_OBJECTS = 200_000  # a page of more takes too long to be drawn

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]


class Unseen(NamedTuple):
    """For each glyph whether nobody sees it; `is_certain` is false where the page could not be drawn to tell.

    `objects` are text objects with unseen glyphs on the page, and `rest` says which glyphs of theirs are seen.
    """

    glyphs: Flags
    objects: list[int]
    rest: Flags
    is_certain: bool = True


def unseen_glyphs(
    page: pypdfium2.PdfPage, text_page: int, boxes: Floats, are_blank: Flags, frame: Frame, walk: PageWalk
) -> Unseen:
    """The glyphs of a page that are not seen; `boxes` lie in user space, `frame` is the page as it is shown."""
    outside = off_page(boxes, are_blank, frame)
    beside = np.zeros(len(boxes), dtype=np.bool_)
    rest = np.flatnonzero(~are_blank & ~outside)
    texts = _Texts(walk)
    covers = np.concatenate(walk.covers)
    pairs = _pairs(boxes[rest], covers)
    if pairs is None:
        doubts = _Doubts(np.array(list(walk.texts), dtype=np.int64), walk.cover_handles)
    elif len(pairs.glyph) or texts.are_any_doubtful:
        asked = rest if texts.are_any_doubtful else rest[np.unique(pairs.glyph)]
        doubts = _doubts(text_page, rest, asked, pairs, walk, texts)
    else:
        return Unseen(outside, [], beside)
    owners = _owners(text_page, rest) if len(doubts.texts) else np.empty(0, dtype=np.int64)
    is_tried = np.isin(owners, doubts.texts)
    if not is_tried.any():
        return Unseen(outside, [], beside)
    if len(walk.texts) + len(covers) > MAX_DRAWN_OBJECTS:
        return Unseen(outside, [], beside, is_certain=False)
    tried, owners = rest[is_tried], owners[is_tried]
    is_seen = _Witness(page, text_page, frame, walk).see(tried, owners, boxes, doubts.covers)
    objects = np.unique(owners[~is_seen])
    outside[tried[~is_seen]] = True
    beside[tried[is_seen & np.isin(owners, objects)]] = True
    return Unseen(outside, objects.tolist(), beside)


def off_page(boxes: Floats, are_blank: Flags, frame: Frame) -> Flags:
    """The glyphs outside the visible box of a page, or too small to be more than specks."""
    visible = np.array([[frame.left, frame.bottom, frame.right, frame.top]])
    is_speck = (boxes[:, 2:] - boxes[:, :2]).max(axis=1, initial=0.0) < VISIBILITY.min_legible_pt
    off: Flags = ~are_blank & (is_speck | ~centers_within(boxes, visible)[:, 0])
    return off


class _Texts:
    """The text objects of a page, their order of drawing and their colours, a row each, by ascending handle."""

    def __init__(self, walk: PageWalk) -> None:
        self.handles = np.array(sorted(walk.texts), dtype=np.int64)
        handles = self.handles.tolist()
        self.orders = np.array([walk.texts[handle] for handle in handles])
        modes = np.fromiter(map(pdfium.get_text_render_mode, handles), np.int64, len(handles))
        colours = colours_of(handles)
        outlined = np.flatnonzero(modes == OUTLINED)
        if len(outlined):
            colours[outlined] = colours_of(self.handles[outlined].tolist(), of_outline=True)
        self.colours = colours[:, :3]
        unusual = (colours[:, 3] < VISIBILITY.opaque_shade) | ~np.isin(modes, PAINTED)
        self.are_doubtful = unusual | np.isin(self.handles, list(walk.doubtful))
        is_light = self.colours.min(axis=1, initial=WHITE) >= WHITE - VISIBILITY.low_contrast_shade
        self.are_any_doubtful = bool((self.are_doubtful | is_light | (self.colours < 0).any(axis=1)).any())

    def rows(self, owners: Numbers) -> Numbers:
        """The rows of text objects, given by their handles."""
        return np.searchsorted(self.handles, owners).clip(0, max(len(self.handles) - 1, 0))


def colours_of(handles: list[int], *, of_outline: bool = False) -> Numbers:
    """The colours (red, green, blue, opacity) of page objects; UNKNOWN_COLOUR of those painted with a pattern."""
    numbers = np.zeros((len(handles), 4), dtype=np.uint32)
    base = numbers.ctypes.data
    channels = [range(base + 4 * channel, base + 4 * channel + 16 * len(handles), 16) for channel in range(4)]
    get = pdfium.get_stroke_color if of_outline else pdfium.get_fill_color
    known = np.fromiter(map(get, handles, *channels), np.int64, len(handles)) != 0
    colours = numbers.astype(np.int64)
    colours[~known] = (UNKNOWN_COLOUR, UNKNOWN_COLOUR, UNKNOWN_COLOUR, WHITE)
    return colours


class _Pairs(NamedTuple):
    """Glyphs and what their centers lie within, by their numbers."""

    glyph: npt.NDArray[np.intp]
    cover: npt.NDArray[np.intp]


def _pairs(boxes: Floats, covers: Floats) -> _Pairs | None:
    """Which glyphs lie within which covers; None where they are too many to tell."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    by_height = np.argsort(y, kind="stable")
    first = np.searchsorted(y[by_height], covers[:, 1])
    counts = (np.searchsorted(y[by_height], covers[:, 3], side="right") - first).clip(0)
    if counts.sum() > MAX_PAIRS:
        return None
    cover = np.repeat(np.arange(len(covers)), counts)
    glyph = by_height[np.arange(counts.sum()) + np.repeat(first - (np.cumsum(counts) - counts), counts)]
    within = (covers[cover, 0] <= x[glyph]) & (x[glyph] <= covers[cover, 2])
    return _Pairs(glyph[within], cover[within])


class _Doubts(NamedTuple):
    """The text objects that may not be seen, and what is drawn over glyphs."""

    texts: Numbers
    covers: list[int]


def _doubts(
    text_page: int,
    rest: npt.NDArray[np.intp],
    asked: npt.NDArray[np.intp],
    pairs: _Pairs,
    walk: PageWalk,
    texts: _Texts,
) -> _Doubts:
    """What may not be seen: by its own state, by what is drawn over it, or by its background."""
    if not len(texts.handles):
        return _Doubts(texts.handles, [])
    rows = np.zeros(len(rest), dtype=np.int64)
    of_asked = np.searchsorted(rest, asked)
    rows[of_asked] = texts.rows(_owners(text_page, asked))
    covers = np.unique(pairs.cover)
    drawings = [walk.cover_drawings[index] for index in covers.tolist()]
    place = np.searchsorted(covers, pairs.cover)
    orders = np.array([drawing.order for drawing in drawings])
    is_later = orders[place] > texts.orders[rows[pairs.glyph]] if len(place) else np.empty(0, dtype=np.bool_)
    doubtful = texts.are_doubtful.copy()
    doubtful[rows[pairs.glyph[is_later]]] = True
    palette = colours_of([walk.cover_handles[index] for index in covers.tolist()])[:, :3]
    palette[[drawing.is_image for drawing in drawings]] = UNKNOWN_COLOUR
    backgrounds = np.full((len(rest), 3), WHITE, dtype=np.int64)
    # Of several below a glyph the last one is written last.
    below = np.flatnonzero(~is_later)
    below = below[np.argsort(orders[place[below]], kind="stable")]
    backgrounds[pairs.glyph[below]] = palette[place[below]]
    own, behind = texts.colours[rows[of_asked]], backgrounds[of_asked]
    unclear = (np.abs(own - behind).max(axis=1) < VISIBILITY.low_contrast_shade) | (own.min(axis=1) < 0)
    # Light text on a picture may be lost in it; what is dark is what a scan or a stamp leaves to be read.
    unclear |= (behind.min(axis=1) < 0) & (own.min(axis=1) >= WHITE - VISIBILITY.low_contrast_shade)
    doubtful[rows[of_asked[unclear]]] = True
    over = np.unique(pairs.cover[is_later]).tolist()
    return _Doubts(texts.handles[doubtful], [walk.cover_handles[index] for index in over])


def _owners(text_page: int, glyphs: npt.NDArray[np.intp]) -> Numbers:
    """The text objects of glyphs, by their handles."""
    return np.fromiter(map(pdfium.get_text_object, repeat(text_page), glyphs.tolist()), np.int64, len(glyphs))


class _Witness:
    """Draws a page with some of its objects and without."""

    def __init__(self, page: pypdfium2.PdfPage, text_page: int, frame: Frame, walk: PageWalk) -> None:
        self._page, self._text_page, self._frame, self._walk = page, text_page, frame, walk

    def see(self, tried: npt.NDArray[np.intp], owners: Numbers, boxes: Floats, covers: list[int]) -> Flags:
        """For each of the tried glyphs whether it is seen, given the objects that own them."""
        loose = self._frame.boxes(boxes[tried])
        tight = self._frame.boxes(self._tight_boxes(tried, boxes))
        area = np.concatenate([loose, tight])
        self._area = np.concatenate([area[:, :2].min(axis=0), area[:, 2:].max(axis=0)])
        objects = np.unique(owners).tolist()
        ink = self._ink(objects, tight)
        seen = ink > 0
        if covers and seen.any():
            with left_out(covers):
                # What peeks out from below a cover is not read.
                seen &= ink >= VISIBILITY.min_seen_share * self._ink(objects, tight)
        images = np.concatenate(self._walk.images)
        over_image = ~seen & centers_within(boxes[tried], images).any(axis=1)
        if over_image.any():
            with left_out(self._walk.texts):
                picture = self._draw()
            seen[over_image] = _show_in_picture(picture, loose[over_image], owners[over_image])
        return seen

    def _draw(self) -> Drawing:
        return draw(self._page, self._area)

    def _ink(self, objects: list[int], boxes: Floats) -> Numbers:
        """How many dots in each box some objects change."""
        whole = self._draw()
        with left_out(objects):
            return whole.differing_dots(self._draw(), boxes)

    def _tight_boxes(self, tried: npt.NDArray[np.intp], boxes: Floats) -> Floats:
        """The boxes of glyphs' ink in user space; the loose ones where a font does not say."""
        numbers = (ctypes.c_double * 4)()
        base = ctypes.addressof(numbers)
        found = np.empty((len(tried), 4))
        for row, index in enumerate(tried.tolist()):
            known = pdfium.get_char_box(self._text_page, index, base, base + 8, base + 16, base + 24)
            left, right, bottom, top = numbers
            is_box = known and right > left and top > bottom
            found[row] = (left, bottom, right, top) if is_box else boxes[index]
        return found


def _show_in_picture(picture: Drawing, boxes: Floats, owners: Numbers) -> Flags:
    """For each glyph whether a picture shows something below its text object: recognition spaces letters evenly."""
    shows: dict[int, bool] = {}
    for owner in sorted(set(owners.tolist())):
        own = boxes[owners == owner]
        around = np.concatenate([own[:, :2].min(axis=0), own[:, 2:].max(axis=0)])
        shows[owner] = picture.contrast(around) >= VISIBILITY.picture_shade
    return np.array([shows[owner] for owner in owners.tolist()])
