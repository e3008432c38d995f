"""The clips that Hangul's PDF driver writes, read from the pages' content itself: around the text of every cell.

pdfium drops a clip that its text does not reach beyond, so that it tells only of cells that are hardly large enough.
The driver writes each as four lines in the page's own space: `x y m x y l x y l x y l h W* n`.
"""

import io
import re
import struct
import zlib
from collections.abc import Sequence

import numpy as np
import pypdfium2 as pdfium
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import stream_value
from pdfminer.psexceptions import PSException

from extractors.readers.pdf.geometry import Floats
from extractors.readers.pdf.source.clip_paths import NO_BOXES
from extractors.readers.pdf.source.pdfminer_text import BROKEN

DRIVER, PROGRAM = "Hancom PDF", "Hwp "
CLIPPED = re.compile(rb"W\*? n\b")
BOX = re.compile(
    rb"\s".join([rb"(-?\d+\.?\d*) (-?\d+\.?\d*) " + step for step in (b"m", b"l", b"l", b"l")] + [rb"h\s+"])
)
# pdfminer trusts a file to be built as it should be; these are the ways in which a broken one comes out of it.
BROKEN_TREE = (
    *BROKEN,
    PSException,
    AttributeError,
    AssertionError,
    ArithmeticError,
    RecursionError,
    struct.error,
    zlib.error,
)
LONGEST_BOX = 160  # bytes, from the `q` that keeps the graphics state to the clip


def writes_clips(document: pdfium.PdfDocument) -> bool:
    """Whether Hangul's driver made the file; what signs or joins files puts its own name for the driver's."""
    made_by = {name: str(document.get_metadata_value(name)) for name in ("Producer", "Creator")}
    return made_by["Producer"].startswith(DRIVER) or made_by["Creator"].startswith(PROGRAM)


def written_clips(data: bytes, page_count: int) -> list[Floats]:
    """The boxes (left, bottom, right, top) that each page clips to, in user space; none where the file is damaged."""
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)))
        contents = [page.contents for page in PDFPage.create_pages(document)]
        document.caching = False  # a page's content is wanted once, and is most of a long file's memory
        clips = list(map(_boxes_in, contents))
    except BROKEN_TREE:
        clips = []
    return clips if len(clips) == page_count else [NO_BOXES] * page_count


def _boxes_in(streams: Sequence[object]) -> Floats:
    content = b"\n".join(stream_value(stream).get_data() for stream in streams)
    ends = [clip.start() for clip in CLIPPED.finditer(content)]
    # Every piece of a cell's text is clipped anew.
    paths = {content[max(end - LONGEST_BOX, 0) : end].rpartition(b"q\n")[2] for end in ends}
    points = [box.groups() for path in paths if (box := BOX.fullmatch(path))]
    corners = np.array(points, dtype=np.float64).reshape(-1, 4, 2)
    return np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
