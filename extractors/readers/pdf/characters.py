"""The characters of a page, read in bulk, and the runs they stand in.

A run is a stretch of characters side by side on one baseline without a wide gap: it is what cells, lines and columns
are built from. Blanks are no characters here: a character knows whether a blank follows it.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf import native
from extractors.readers.pdf.geometry import Floats, Frame

AUTOSPACE_EM = 0.3  # LibreOffice and Hangul put up to a quarter em between Hangul and Latin letters or digits
RUN_GAP_EM = 0.9
SAME_BASELINE_PT = 1.0
FEWEST_BLANKS_SHARE = 0.02
TOO_WIDE_EM = 0.75  # no font prints a digit or a comma so wide
NARROW_EM = 0.5
NARROW = frozenset("0123456789.,:;'\"!|/()[]{}-")
LINE_ENDS = frozenset("\r\n")
IGNORED = frozenset("\ufffe\uffff\u200b\ufeff\xad")


class Run(NamedTuple):
    """Characters `start` to `stop` of a page. `blank_after` says that a blank follows the last one.

    `size` is the height of most of its glyph boxes, which is the font size as printed.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    blank_after: bool
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Characters:
    """The characters of a page in content order: `boxes` has a row (x0, top, x1, bottom) for each."""

    texts: list[str]
    boxes: Floats
    blank_after: npt.NDArray[np.bool_]

    def run(self, start: int, stop: int) -> Run:
        """The run of the characters from `start` to before `stop`."""
        boxes = self.boxes[start:stop]
        pieces = [
            f"{text} " if blank else text
            for text, blank in zip(self.texts[start:stop], self.blank_after[start:stop].tolist(), strict=True)
        ]
        (x0, top), (x1, bottom) = boxes[:, :2].min(axis=0).tolist(), boxes[:, 2:].max(axis=0).tolist()
        size = sorted((boxes[:, 3] - boxes[:, 1]).tolist())[(stop - start) // 2]
        blank_after = bool(self.blank_after[stop - 1])
        return Run("".join(pieces).rstrip(), x0, top, x1, bottom, size, blank_after, start, stop)

    def runs(self) -> list[Run]:
        """All runs, in content order."""
        if not self.texts:
            return []
        x0, top, x1, bottom = self.boxes.T
        size = np.maximum(bottom - top, 1.0)
        middle = (top + bottom) / 2
        off_line = np.abs(np.diff(middle)) > np.maximum(SAME_BASELINE_PT, 0.15 * size[:-1])
        apart = x0[1:] - x1[:-1] > RUN_GAP_EM * np.minimum(size[:-1], size[1:])
        back = x0[1:] < x0[:-1] - 0.1 * size[:-1]
        starts = [0, *(np.flatnonzero(off_line | apart | back) + 1).tolist(), len(self.texts)]
        return [self.run(start, stop) for start, stop in pairwise(starts)]


def read_characters(text_page: int, frame: Frame) -> Characters:
    """All visible characters of a page, NFC, with the boxes of their glyphs.

    A blank counts where the file has a blank glyph, or where pdfium sees a gap of one: except a gap at a change
    between Hangul and Latin or digits that is only typographic, on a page that has blank glyphs of its own.
    """
    count = native.count_chars(text_page)
    if count <= 0:
        return Characters([], np.empty((0, 4)), np.empty(0, dtype=np.bool_))
    codes = list(map(native.get_unicode, repeat(text_page), range(count)))
    corners = np.zeros((count, 4), dtype=np.float32)
    base = corners.ctypes.data
    for _ in map(native.get_loose_char_box, repeat(text_page), range(count), range(base, base + 16 * count, 16)):
        pass
    texts = list(_joined_surrogates(codes))
    # FS_RECTF is (left, top, right, bottom).
    boxes = frame.boxes(corners[:, [0, 3, 2, 1]].astype(np.float64))
    return _without_blanks(text_page, texts, boxes)


def _joined_surrogates(codes: list[int]) -> Iterator[str]:
    """Each code as text; pdfium gives supplementary characters as two UTF-16 halves: the first half becomes empty."""
    high = 0
    for code in codes:
        if 0xD800 <= code < 0xDC00:
            high = code
            yield ""
        elif 0xDC00 <= code < 0xE000:
            yield chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else ""
            high = 0
        else:
            yield chr(code) if code < 0x110000 else ""


def _without_blanks(text_page: int, texts: list[str], boxes: Floats) -> Characters:
    is_blank = [text.isspace() and text not in LINE_ENDS for text in texts]
    generated = [blank and bool(native.is_generated(text_page, index)) for index, blank in enumerate(is_blank)]
    has_blank_glyphs = sum(is_blank) - sum(generated) > FEWEST_BLANKS_SHARE * len(texts)
    kept: list[int] = []
    blank_after: list[bool] = []
    pending_generated = False
    for index, text in enumerate(texts):
        if is_blank[index]:
            if kept and generated[index]:
                pending_generated = True
            elif kept:
                blank_after[-1] = True
        elif text in LINE_ENDS:
            pending_generated = False
        elif text > " " and not "\x7f" <= text < "\xa0" and text not in IGNORED:
            if pending_generated and not (has_blank_glyphs and _is_autospace(texts, boxes, kept[-1], index)):
                blank_after[-1] = True
            pending_generated = False
            kept.append(index)
            blank_after.append(False)
    return _composed([texts[index] for index in kept], boxes[kept], np.array(blank_after, dtype=np.bool_))


def _is_autospace(texts: list[str], boxes: Floats, before: int, after: int) -> bool:
    """Whether the gap between two characters is one that typesetting puts at a change of script."""
    if not is_script_change(texts[before], texts[after]):
        return False
    gap = boxes[after, 0] - boxes[before, 2]
    return bool(0 <= gap < AUTOSPACE_EM * (boxes[after, 3] - boxes[after, 1]))


def is_script_change(before: str, after: str) -> bool:
    """Whether one is Hangul or Han and the other a Latin letter or a digit."""
    return (_is_wide(before) and after.isascii() and after.isalnum()) or (
        _is_wide(after) and before.isascii() and before.isalnum()
    )


def _is_wide(text: str) -> bool:
    return text >= "\u1100" and unicodedata.east_asian_width(text[0]) == "W"


def _composed(texts: list[str], boxes: Floats, blank_after: npt.NDArray[np.bool_]) -> Characters:
    """Join decomposed Hangul and accents (NFD) with what they follow, and trim boxes that overlap the next glyph."""
    marks = {
        index
        for index in range(1, len(texts))
        if texts[index] >= "\u0300"
        and not blank_after[index - 1]
        and len(unicodedata.normalize("NFC", texts[index - 1] + texts[index])) < len(texts[index - 1] + texts[index])
    }
    if marks:
        texts, boxes, blank_after = _with_marks_joined(texts, boxes, blank_after, marks)
    if texts:
        boxes = _trimmed(texts, boxes)
    return Characters(
        [unicodedata.normalize("NFC", text) if len(text) > 1 else text for text in texts], boxes, blank_after
    )


def _with_marks_joined(
    texts: list[str], boxes: Floats, blank_after: npt.NDArray[np.bool_], marks: set[int]
) -> tuple[list[str], Floats, npt.NDArray[np.bool_]]:
    joined: list[str] = []
    kept: list[int] = []
    last_of: list[int] = []
    for index, text in enumerate(texts):
        composed = unicodedata.normalize("NFC", joined[-1] + text) if joined else ""
        if joined and (index in marks or _is_jamo_tail(text)) and len(composed) == 1:
            joined[-1] = composed
            boxes[kept[-1], 2] = max(boxes[kept[-1], 2], boxes[index, 2])
            last_of[-1] = index
        else:
            joined.append(text)
            kept.append(index)
            last_of.append(index)
    return joined, boxes[kept], blank_after[last_of]


def _is_jamo_tail(text: str) -> bool:
    return "\u1161" <= text <= "\u11ff"


def _trimmed(texts: list[str], boxes: Floats) -> Floats:
    """Hangul's PDFs claim a full em for digits and Latin: a glyph ends at the latest where the next one starts."""
    boxes = boxes.copy()
    width = boxes[:, 2] - boxes[:, 0]
    size = boxes[:, 3] - boxes[:, 1]
    narrow = np.array([text in NARROW for text in texts])
    too_wide = narrow & (width > TOO_WIDE_EM * size)
    boxes[too_wide, 2] = boxes[too_wide, 0] + NARROW_EM * size[too_wide]
    same_line = np.abs(np.diff((boxes[:, 1] + boxes[:, 3]) / 2)) < 0.3 * size[:-1]
    overlapping = same_line & (boxes[1:, 0] > boxes[:-1, 0]) & (boxes[1:, 0] < boxes[:-1, 2])
    boxes[:-1, 2] = np.where(overlapping, boxes[1:, 0], boxes[:-1, 2])
    return boxes
