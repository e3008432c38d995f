"""One page's picture to characters and rulings: drawn, set upright, freed of its rulings, and recognised."""

import numpy as np
import pypdfium2 as pdfium
from PIL import Image, ImageFilter

from extractors.readers.pdf.ocr import tesseract
from extractors.readers.pdf.ocr.deskew import rotated
from extractors.readers.pdf.ocr.image_rulings import Dark, find_rulings
from extractors.readers.pdf.ocr.page_image import POINTS_PER_INCH, Grey, draw_page
from extractors.readers.pdf.ocr.scan import Scan
from extractors.readers.pdf.ocr.words import Word, characters_of, with_figures, words_of
from extractors.readers.pdf.source.characters import Characters
from extractors.readers.pdf.tolerances import RECOGNITION


def recognise(
    document: pdfium.PdfDocument, page_index: int, known: Characters, languages: frozenset[str]
) -> tuple[Scan, list[Word]]:
    """What the picture of a page shows beside the characters that are known already, and the words it was read as.

    Raises:
        OcrFailed: Tesseract gave no answer.
    """
    grey, dark, points, skew = draw_page(document, page_index)
    rulings, wiped = find_rulings(dark, points)
    del dark  # a page's dots are megabytes
    picture = without(grey, wiped)
    del grey, wiped
    dots_per_inch = round(POINTS_PER_INCH / points)
    words = words_of(tesseract.read_picture(picture, dots_per_inch, tesseract.KOREAN))
    if tesseract.LATIN in languages:
        both = f"{tesseract.KOREAN}+{tesseract.LATIN}"
        words = with_figures(words, words_of(tesseract.read_picture(picture, dots_per_inch, both)))
    height, width = picture.shape
    upright = rotated(known.boxes, -skew, width * points, height * points)
    certain = Characters(known.texts, upright, known.blank_after)
    new = [word for word in words if not _is_known(word, certain, points)]
    return Scan(together(certain, characters_of(new, points)), rulings, skew), new


def without(grey: Grey, wiped: Dark) -> Grey:
    """The picture as Tesseract reads it best: without its rulings and the grain of the paper."""
    paper = grey.copy()
    paper[wiped] = int(np.median(grey))
    return np.asarray(Image.fromarray(paper).filter(ImageFilter.GaussianBlur(RECOGNITION.noise_px)))


def _is_known(word: Word, known: Characters, points: float) -> bool:
    """Whether a word stands where the page has text of its own, which is not to be doubted."""
    x0, top, x1, bottom = (side * points for side in word.box)
    x, y = known.boxes[:, [0, 2]].mean(axis=1), known.boxes[:, [1, 3]].mean(axis=1)
    return bool(((x0 <= x) & (x <= x1) & (top <= y) & (y <= bottom)).any())


def together(known: Characters, read: Characters) -> Characters:
    """Characters from a page's text, then those from its picture."""
    return Characters(
        known.texts + read.texts,
        np.concatenate([known.boxes, read.boxes]),
        np.concatenate([known.blank_after, read.blank_after]),
    )
