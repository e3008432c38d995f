"""A page drawn as a viewer prints it: the witness of what can be seen where the page's parts alone do not tell."""

import math
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium_c

from extractors.readers.pdf.geometry import Floats
from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.tolerances import RENDERING

MARGIN_PT = 2.0  # around an area
TINY_DOTS = 8.0  # the longer side of a page that is drawn without being looked at

Pixels = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Drawing:
    """An area of a page as printed, in rows of (blue, green, red, unused) dots, turned as the page is shown.

    `left` and `top` are how many dots of the page lie before it.
    """

    dots: Pixels
    dots_per_point: float
    left: int
    top: int

    def __eq__(self, other: object) -> bool:
        """Whether no dot differs."""
        return isinstance(other, Drawing) and bool((self.dots == other.dots).all())

    def __hash__(self) -> int:
        """Drawings are compared, not kept."""
        raise TypeError

    def differing_dots(self, other: "Drawing", boxes: Floats) -> Numbers:
        """For each box of the page as shown how many dots differ from another drawing by what can be seen."""
        counts = []
        for one, same in zip(self.parts(boxes), other.parts(boxes), strict=True):
            shades = np.abs(one.astype(np.int16) - same)
            counts.append(int((shades.max(axis=2, initial=0) >= RENDERING.same_shade).sum()))
        return np.array(counts, dtype=np.int64)

    def contrast(self, box: Floats) -> int:
        """How much shades of one colour differ within a box, of 255."""
        part = self.part(box)
        return int(np.ptp(part, axis=(0, 1)).max()) if part.size else 0

    def part(self, box: Floats) -> Pixels:
        """The dots of a box."""
        return next(self.parts(box.reshape(1, 4)))

    def parts(self, boxes: Floats) -> Iterator[Pixels]:
        """The dots of each box, one of them at least."""
        for x0, top, x1, bottom in (boxes * self.dots_per_point).tolist():
            left, above = max(math.floor(x0) - self.left, 0), max(math.floor(top) - self.top, 0)
            right, below = max(math.ceil(x1) - self.left, left + 1), max(math.ceil(bottom) - self.top, above + 1)
            yield self.dots[above:below, left:right, :3]


def make_appearances(page: pypdfium2.PdfPage) -> None:
    """Have pdfium make the appearances that the annotations of a page lack: it does so when it draws them."""
    side = max(map(float, page.get_size()))
    if min(page.get_size()) > 0:
        page.render(scale=TINY_DOTS / side, draw_annots=True, may_draw_forms=False).close()


def draw(page: pypdfium2.PdfPage, area: Floats | None = None) -> Drawing:
    """A page without its annotations, or an area (x0, top, x1, bottom) of it as it is shown."""
    width, height = map(float, page.get_size())
    if min(width, height) <= 0:
        return Drawing(np.zeros((1, 1, 4), dtype=np.uint8), 1.0, 0, 0)
    scale = min(RENDERING.dots_per_point, RENDERING.max_side_dots / max(width, height, 1.0))
    crop = (0.0, 0.0, 0.0, 0.0)
    if area is not None:
        x0, top, x1, bottom = area.tolist()
        left, right = _cut(x0, x1, width)
        above, below = _cut(top, bottom, height)
        crop = (left, below, right, above)
    bitmap = page.render(
        scale=scale,
        crop=crop,
        may_draw_forms=False,
        draw_annots=False,
        optimize_mode="print",
        force_bitmap_format=pdfium_c.FPDFBitmap_BGRx,
    )
    dots: Pixels = bitmap.to_numpy().copy()
    bitmap.close()
    return Drawing(dots, scale, math.ceil(crop[0] * scale), math.ceil(crop[3] * scale))


def _cut(start: float, end: float, length: float) -> tuple[float, float]:
    """What is cut off at both ends of a side of a page; something is left of it."""
    before = min(max(math.floor(start - MARGIN_PT), 0.0), max(math.floor(length) - 1.0, 0.0))
    after = max(math.floor(length - end - MARGIN_PT), 0.0)
    return before, min(after, max(math.floor(length - before) - 1.0, 0.0))


@contextmanager
def left_out(objects: Iterable[int]) -> Iterator[None]:
    """Page objects are not drawn within this context."""
    handles = list(objects)
    for handle in handles:
        pdfium.set_active(handle, False)
    try:
        yield
    finally:
        for handle in handles:
            pdfium.set_active(handle, True)
