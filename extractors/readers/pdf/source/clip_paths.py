"""Clip paths: Hangul prints the text of a cell clipped to the cell's box, with rulings around it or without.

pdfium tells of a clip path only where the text reaches beyond it or where there are two, as Hangul's viewer prints.
Those of Hangul's driver are parsed from the pages' content stream itself: it writes each as four lines in the page's
own space, `x y m x y l x y l x y l h W* n`.
"""

import io
import re
import struct
import zlib
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import stream_value
from pdfminer.psexceptions import PSException

from extractors.readers.pdf.geometry import NO_BOXES, Floats
from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.source.pdfminer_text import BROKEN
from extractors.readers.pdf.tolerances import CLIP_PATHS

CORNERS = 4  # of a box; a start or an end may be given twice
MAX_POINTS = 6
DRIVER, PROGRAM = "Hancom PDF", "Hwp "
CLIPS = re.compile(rb"W\*? n\b")
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
MAX_BOX_BYTES = 160  # bytes, from the `q` that keeps the graphics state to the clip

Flags = npt.NDArray[np.bool_]


class TextClips(NamedTuple):
    """The boxes that text objects are clipped to, and those of their text, a row each; unclipped ones are left out.

    `cutting` are the text objects that a clip path of another form, or of less than their text, may hide.
    """

    boxes: Floats
    texts: Floats
    cutting: list[int]


def clip_boxes_of(texts: Sequence[int]) -> TextClips:
    """The clip paths of text objects, given by their handles."""
    clips = list(map(pdfium.get_clip_path, texts))
    counts = map(pdfium.count_clip_paths, clips)
    paths = [(index, path) for index, count in enumerate(counts) for path in range(count)]
    lengths = [pdfium.count_clip_segments(clips[index], path) for index, path in paths]
    boxlike = [(*path, length) for path, length in zip(paths, lengths, strict=True) if CORNERS <= length <= MAX_POINTS]
    others = {index for (index, _), length in zip(paths, lengths, strict=True) if not CORNERS <= length <= MAX_POINTS}
    if not boxlike:
        return TextClips(NO_BOXES, NO_BOXES, [texts[index] for index in sorted(others)])
    segments = [
        pdfium.get_clip_segment(clips[index], path, at) for index, path, count in boxlike for at in range(count)
    ]
    boxes, are_boxes = _boxes(pdfium.points_of(segments), np.array([count for _, _, count in boxlike]))
    of_path = np.array([index for index, _, _ in boxlike])
    clipped, inverse = np.unique(of_path, return_inverse=True)
    inner = np.tile([-np.inf, -np.inf, np.inf, np.inf], (len(clipped), 1))
    np.maximum.at(inner[:, :2], inverse[are_boxes], boxes[are_boxes, :2])
    np.minimum.at(inner[:, 2:], inverse[are_boxes], boxes[are_boxes, 2:])
    has_box = np.isfinite(inner).all(axis=1)
    inner, clipped = inner[has_box], clipped[has_box]
    bounds = pdfium.bounds_of([texts[index] for index in clipped.tolist()])
    others.update(of_path[~are_boxes].tolist(), clipped[_are_cut(bounds, inner)].tolist())
    return TextClips(inner, bounds, [texts[index] for index in sorted(others)])


def _are_cut(texts: Floats, clips: Floats) -> Flags:
    """For each text whether the box that it is clipped to leaves a good part of it out."""
    sides = np.maximum(texts[:, 2:] - texts[:, :2], CLIP_PATHS.min_side_pt)
    inside = np.minimum(texts[:, 2:], clips[:, 2:]) - np.maximum(texts[:, :2], clips[:, :2])
    most = np.maximum(CLIP_PATHS.max_cut_em * sides.min(axis=1, keepdims=True), CLIP_PATHS.max_cut_pt)
    are_cut: Flags = (sides - inside.clip(0) > most).any(axis=1)
    return are_cut


def _boxes(points: Floats, counts: npt.NDArray[np.intp]) -> tuple[Floats, Flags]:
    """The boxes around stretches of points, `counts` long, and which of them have a point at their corners only."""
    starts = np.cumsum(counts) - counts
    low, high = np.minimum.reduceat(points, starts), np.maximum.reduceat(points, starts)
    off_side = np.minimum(points - np.repeat(low, counts, axis=0), np.repeat(high, counts, axis=0) - points)
    are_boxes: Flags = np.maximum.reduceat(off_side.max(axis=1), starts) < CLIP_PATHS.same_pt
    return np.concatenate([low, high], axis=1), are_boxes


def have_room(texts: Floats, clips: Floats) -> bool:
    """Whether texts have room in the boxes that they are clipped to, a row each: others are clipped to themselves."""
    if not len(clips):
        return False
    room = np.maximum(texts[:, 0] - clips[:, 0], clips[:, 2] - texts[:, 2])
    return bool(np.median(room) >= CLIP_PATHS.min_room_pt)


def writes_clip_paths(document: pypdfium2.PdfDocument) -> bool:
    """Whether Hangul's driver made the file; what signs or joins files puts its own name for the driver's."""
    made_by = {name: str(document.get_metadata_value(name)) for name in ("Producer", "Creator")}
    return made_by["Producer"].startswith(DRIVER) or made_by["Creator"].startswith(PROGRAM)


def parsed_clip_paths(data: bytes, page_count: int) -> list[Floats]:
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
    ends = [clip.start() for clip in CLIPS.finditer(content)]
    # Every piece of a cell's text is clipped anew.
    paths = {content[max(end - MAX_BOX_BYTES, 0) : end].rpartition(b"q\n")[2] for end in ends}
    points = [box.groups() for path in paths if (box := BOX.fullmatch(path))]
    corners = np.array(points, dtype=np.float64).reshape(-1, 4, 2)
    return np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
