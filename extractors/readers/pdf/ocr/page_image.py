"""The picture of a page: drawn at the resolution that Tesseract wants, made upright, and told into dark and light."""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
from PIL import Image

from extractors.readers.pdf.ocr.image_rulings import Dark
from extractors.readers.pdf.tolerances import PAGE_IMAGES

DOTS_PER_INCH = 300
POINTS_PER_INCH = 72
MAX_DOTS = 40_000_000  # an A2 page; larger ones are drawn coarser
WHITE = 255

Grey = npt.NDArray[np.uint8]


class PageImage(NamedTuple):
    """An upright picture of a page: `points` is the size of a dot, `skew` by how many degrees it was scanned askew."""

    grey: Grey
    dark: Dark
    points: float
    skew: float


def draw_page(document: pdfium.PdfDocument, page_index: int) -> PageImage:
    """The picture of a page as it is shown, turned upright by the few degrees that it was scanned askew."""
    page = document[page_index]
    try:
        width, height = page.get_size()
        scale = min(DOTS_PER_INCH / POINTS_PER_INCH, math.sqrt(MAX_DOTS / max(width * height, 1.0)))
        bitmap = page.render(scale=scale, grayscale=True)
        # The picture is a view of the bitmap; Pillow would copy a grey one twice on the way.
        grey = np.array(bitmap.to_numpy() if bitmap.mode == "L" else bitmap.to_pil().convert("L"))
        bitmap.close()
    finally:
        page.close()
    skew = skew_of(dark_of(grey))
    if skew:
        grey = np.asarray(Image.fromarray(grey).rotate(-skew, Image.Resampling.BICUBIC, fillcolor=WHITE))
    return PageImage(grey, dark_of(grey), 1 / scale, skew)


def dark_of(grey: Grey) -> Dark:
    """The dots that are ink: darker than the threshold that parts a picture's dots best (Otsu's)."""
    # numpy would count in eight bytes a dot.
    counts = np.array(Image.fromarray(grey).histogram(), dtype=np.float64)
    below = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(WHITE + 1))
    above = below[-1] - below
    parted = (below > 0) & (above > 0)
    if not parted.any():
        return np.zeros(grey.shape, dtype=np.bool_)
    low = sums / np.maximum(below, 1)
    high = (sums[-1] - sums) / np.maximum(above, 1)
    between = np.where(parted, below * above * (high - low) ** 2, -1.0)
    dark: Dark = grey <= int(between.argmax())
    return dark


def skew_of(dark: Dark) -> float:
    """By how many degrees the lines of a picture rise to the right, negative where they fall; 0 where hardly.

    Turned upright, rows of text and rulings fall together: their profile down the page is at its sharpest.
    """
    ys, xs = np.nonzero(dark[::3, ::3])
    if not len(ys):
        return 0.0
    coarse = _sharpest(
        ys,
        xs,
        np.arange(
            -PAGE_IMAGES.max_skew_degrees,
            PAGE_IMAGES.max_skew_degrees + PAGE_IMAGES.coarse_step_degrees,
            PAGE_IMAGES.coarse_step_degrees,
        ),
    )
    skew = _sharpest(
        ys,
        xs,
        np.arange(
            coarse - PAGE_IMAGES.coarse_step_degrees,
            coarse + PAGE_IMAGES.coarse_step_degrees,
            PAGE_IMAGES.fine_step_degrees,
        ),
    )
    return skew if abs(skew) >= PAGE_IMAGES.min_skew_degrees else 0.0


def _sharpest(ys: npt.NDArray[np.intp], xs: npt.NDArray[np.intp], angles: npt.NDArray[np.float64]) -> float:
    def sharpness(angle: float) -> float:
        rows = np.round(ys + xs * math.tan(math.radians(angle))).astype(np.intp)
        profile = np.bincount(rows - rows.min()).astype(np.float64)
        return float((np.diff(profile) ** 2).sum())

    # Of angles that are equally sharp the smallest is the likeliest.
    sharpest = max((sharpness(angle), -abs(angle), angle) for angle in map(float, angles))
    return round(sharpest[-1], 2)
