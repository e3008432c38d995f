"""A second look at single places of a PDF, asked for before a plan is said to be wrong where it was misread.

pdfium has read the file once. pdfminer, another parser, is asked for the characters in the box of a place; and where
Tesseract is installed, the picture of the place is recognised, which sees what people see even where a font says that
its glyphs are other characters. Both are too slow for every cell, and cheap for the few that are in doubt. A submitted
file is somebody else's data: outside of tests, `extractors.isolation.reread_isolated` looks in a process of its own.
"""

import io
import math
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from schemas import Anchor, Box

if TYPE_CHECKING:
    import pypdfium2 as pdfium
    from pdfplumber.page import Page

MAX_PLACES = 12
DOTS_PER_INCH = 300
POINTS_PER_INCH = 72
MAX_POINTS = 1_000.0  # along a side of a place: cells are smaller
INSET_PT = 1.0  # what a cell's own rules take of its box
MARGIN_PX = 24  # Tesseract wants paper around a text


class OtherReadings(NamedTuple):
    """What else a place was read as: `text` through pdfminer, `shown` from its picture; None where that failed."""

    text: str | None = None
    shown: str | None = None


def read_again(pdf: bytes, places: Sequence[Anchor]) -> list[OtherReadings]:
    """Other readings of places, in their order; those after the first `MAX_PLACES` and those without a box have none.

    Raises:
        InputRejected: the PDF cannot be opened.
    """
    near = [place for place in places if place.page is not None and place.box is not None][:MAX_PLACES]
    texts, shown = _texts(pdf, near), _shown(pdf, near)
    found = {place: OtherReadings(texts.get(place), shown.get(place)) for place in near}
    return [found.get(place, OtherReadings()) for place in places]


def _texts(pdf: bytes, places: Sequence[Anchor]) -> dict[Anchor, str]:
    """What pdfminer reads in places; those of pages that it cannot read, or measures otherwise, are left out."""
    from extractors.readers.pdf.source.pdfminer_text import BROKEN

    numbers = sorted({place.page for place in places if place.page is not None})
    try:
        return _texts_on(pdf, numbers, places)
    except BROKEN:
        # A page that pdfminer cannot read does not take the others with it.
        found: dict[Anchor, str] = {}
        for number in numbers:
            with suppress(*BROKEN):
                found |= _texts_on(pdf, [number], places)
        return found


def _texts_on(pdf: bytes, numbers: Sequence[int], places: Sequence[Anchor]) -> dict[Anchor, str]:
    """The same of some pages: the file is opened, and its list of pages gone through, once for all of them."""
    import pdfplumber

    found: dict[Anchor, str] = {}
    with pdfplumber.open(io.BytesIO(pdf), pages=numbers) as document:
        for page in document.pages:
            if not _is_cut(page):
                own = [place for place in places if place.page == page.page_number]
                found |= {place: _text_in(page, place.box) for place in own if place.box}
            page.close()
    return found


def _is_cut(page: "Page") -> bool:
    """Whether a page shows only a part of its sheet: pdfminer counts points from the sheet's corner."""
    return any(abs(side - other) > INSET_PT for side, other in zip(page.cropbox, page.mediabox, strict=True))


def _text_in(page: "Page", box: Box) -> str:
    """The characters of a place in the order in which the page prints them, whichever way they run."""
    return "".join(char["text"] for char in page.chars if _is_inside(char, box))


def _is_inside(char: dict[str, float], box: Box) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return box.x0 <= x <= box.x1 and box.top <= y <= box.bottom


def _shown(pdf: bytes, places: Sequence[Anchor]) -> dict[Anchor, str]:
    """What Tesseract reads in the pictures of places, where it is installed with Korean."""
    from extractors.readers.pdf.ocr import tesseract
    from extractors.readers.pdf.ocr.words import words_of
    from extractors.readers.pdf.page import open_pdf

    languages = tesseract.languages()
    if not places or tesseract.KOREAN not in languages:
        return {}
    # Figures are read best by the model that knows no Hangul.
    language = tesseract.LATIN if tesseract.LATIN in languages else tesseract.KOREAN
    found: dict[Anchor, str] = {}
    with open_pdf(pdf) as document:
        for place in places:
            picture = _picture(document, place)
            if picture is None:
                continue
            try:
                words = words_of(tesseract.read_picture(picture, DOTS_PER_INCH, language))
            except tesseract.OcrFailed:
                continue
            found[place] = " ".join(word.text for word in words)
    return found


def _picture(document: "pdfium.PdfDocument", place: Anchor) -> "np.ndarray[tuple[int, int], np.dtype[np.uint8]] | None":
    """A place in grey with white paper around it, or None where the page has no such place."""
    import pypdfium2 as pdfium

    if place.page is None or place.box is None or place.page > len(document):
        return None
    try:
        page = document[place.page - 1]
    except pdfium.PdfiumError:
        return None
    try:
        width, height = page.get_size()
        x0, top = max(place.box.x0 + INSET_PT, 0.0), max(place.box.top + INSET_PT, 0.0)
        x1, bottom = min(place.box.x1 - INSET_PT, width), min(place.box.bottom - INSET_PT, height)
        if not (0.0 < x1 - x0 <= MAX_POINTS and 0.0 < bottom - top <= MAX_POINTS):
            return None
        scale = DOTS_PER_INCH / POINTS_PER_INCH
        bitmap = page.render(scale=scale, crop=(x0, height - bottom, width - x1, top), grayscale=True)
        grey = np.asarray(bitmap.to_pil().convert("L"), dtype=np.uint8)
        bitmap.close()
    finally:
        page.close()
    paper = math.ceil(float(np.median(grey)))
    return np.pad(grey, MARGIN_PX, constant_values=paper)
