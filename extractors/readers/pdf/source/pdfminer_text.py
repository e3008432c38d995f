"""A second reading of a page through pdfminer, for fonts whose characters pdfium cannot tell."""

import io
import logging

import numpy as np
import pdfplumber
from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

from extractors.readers.pdf.source.characters import Characters
from extractors.readers.pdf.source.glyphs import without_blanks

# What pdfminer has to say about broken fonts is what brought the page here.
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)

# pdfplumber trusts the boxes that pages give; these are the ways in which a broken page comes out of it.
BROKEN = (PdfminerException, MalformedPDFException, LookupError, TypeError, ValueError)


def characters_through_pdfminer(data: bytes, page_index: int) -> Characters | None:
    """The characters of one page as pdfplumber reads them, in the same measures as `read_characters` gives.

    None where pdfminer cannot read the page either.
    """
    try:
        with pdfplumber.open(io.BytesIO(data), pages=[page_index + 1]) as pdf:
            # pdfium finds pages in broken trees that pdfminer does not.
            read = pdf.pages[0].chars if pdf.pages else None
    except BROKEN:
        return None
    if read is None:
        return None
    texts = [_one_character(char["text"]) for char in read]
    boxes = np.array([[char["x0"], char["top"], char["x1"], char["bottom"]] for char in read], dtype=np.float64)
    return without_blanks(texts, boxes.reshape(-1, 4), np.zeros(len(texts), dtype=np.bool_))


def _one_character(text: str) -> str:
    """A character, or NUL where pdfminer only knows a glyph's number: "(cid:12)"."""
    return "\0" if text.startswith("(cid:") else text
