"""From the glyphs of a page to its characters: read in bulk, without blanks, composed, with honest boxes.

Three things are not as the file has them. Blanks are flags, and the gaps that typesetting puts between Hangul and
Latin are none. Decomposed Hangul (NFD) is composed. Boxes that claim more than the glyph are trimmed.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import NO_BOXES, Floats, Frame
from extractors.readers.pdf.source import pdfium
from extractors.readers.pdf.source.characters import Characters, is_script_change, is_wide
from extractors.readers.pdf.tolerances import GLYPHS

ANGLE_SAMPLES = 24
UNKNOWN = 0xFFFD  # Unicode's replacement character
LAST_CONTROL = 0x20
LINE_ENDS = frozenset("\r\n")
LONGEST_LIGATURE = 4  # letters that share one place
FARTHEST_PT = 100_000.0  # farther than a page is long
MAX_JUMPS = 100  # back up the page that are followed
INVISIBLE = frozenset(["", *map(chr, range(0x21)), *map(chr, range(0x7F, 0xA1)), *"\ufffe\uffff\u200b\ufeff\xad"])
NARROW = frozenset("0123456789.,:;'\"!|/()[]{}-")
LATIN_SIGNS = "·°±×÷²³§®©«»½¼¾´"
UNREADABLE = re.compile(f"[\0\ufffd\ue000-\uf8ff]|(?![{LATIN_SIGNS}])[\xa1-\xff]")
NOT_COMPOSED = re.compile("[\u0300-\u036f\u1161-\u11ff]")

Codes = npt.NDArray[np.uint32]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The glyphs of a page in content order, blanks among them, one for each index of pdfium's text page.

    `boxes` lie in user space (left, bottom, right, top); `are_blank` says which print nothing, `generated` which
    of them are only gaps; of `unmapped` ones their font does not say which character they are.
    """

    texts: list[str]
    boxes: Floats
    are_blank: Flags
    generated: Flags
    unmapped: Flags

    def without(self, left_out: Flags) -> "Glyphs":
        """The others."""
        if not left_out.any():
            return self
        kept = np.flatnonzero(~left_out)
        texts = [self.texts[index] for index in kept.tolist()]
        flags = (self.are_blank[kept], self.generated[kept], self.unmapped[kept])
        return Glyphs(texts, self.boxes[kept], *flags)

    def followed_by(self, texts: list[str], boxes: Floats) -> "Glyphs":
        """These, and then others that are no glyphs of the page's content."""
        none = np.zeros(len(texts), dtype=np.bool_)
        return Glyphs(
            self.texts + texts,
            np.concatenate([self.boxes, boxes]),
            np.concatenate([self.are_blank, _are_unprinted(texts)]),
            np.concatenate([self.generated, none]),
            np.concatenate([self.unmapped, none]),
        )


def read_glyphs(text_page: int) -> Glyphs:
    """All glyphs of a page; U+FFFD where a font does not say which character one is."""
    count = max(pdfium.count_chars(text_page), 0)
    if not count:
        none = np.empty(0, dtype=np.bool_)
        return Glyphs([], NO_BOXES, none, none, none)
    codes = _codes(text_page, count)
    unmapped = pdfium.unmapped(text_page, count) & (codes > LAST_CONTROL)
    codes[unmapped] = UNKNOWN
    texts = texts_of(codes.tolist())
    generated = np.zeros(count, dtype=np.bool_)
    for index in np.flatnonzero(_is_blank(texts)).tolist():
        generated[index] = pdfium.is_generated(text_page, index)
    boxes = pdfium.loose_char_boxes(text_page, count)
    return Glyphs(texts, boxes, _are_unprinted(texts), generated, unmapped)


def characters_of(glyphs: Glyphs, frame: Frame) -> Characters:
    """The characters that glyphs make in a frame, NFC, with the boxes of their glyphs.

    A blank counts where the file has a blank glyph, or where pdfium sees a gap of one: except a gap at a change
    between Hangul and Latin or digits that is only typographic, on a page that has blank glyphs of its own.
    """
    if not glyphs.texts:
        return Characters([], np.empty((0, 4)), np.empty(0, dtype=np.bool_))
    characters = without_blanks(glyphs.texts, frame.boxes(glyphs.boxes), glyphs.generated, glyphs.are_blank)
    return replace(characters, unmapped=int(glyphs.unmapped.sum()))


def text_quarter_turns(text_page: int) -> int:
    """The quarter turns clockwise at which most of a page's text reads from left to right.

    Vertical writing does at a quarter turn back: its lines then run from the left, the rightmost one first.
    """
    count = pdfium.count_chars(text_page)
    sampled = range(0, count, max(count // ANGLE_SAMPLES, 1))
    turns = Counter(-round(pdfium.get_char_angle(text_page, index) / (math.pi / 2)) % 4 for index in sampled)
    most = max(turns, key=lambda turn: turns[turn], default=0)
    return (most - 1) % 4 if _is_vertical(text_page, sampled, most) else most


def _is_vertical(text_page: int, sampled: range, turns: int) -> bool:
    """Whether most wide characters of a page stand below the one before them, and not beside it."""
    wide = [index for index in sampled if is_wide(chr(pdfium.get_unicode(text_page, index)))]
    if len(wide) < GLYPHS.min_vertical:
        return False
    pairs = [index for index in wide if is_wide(chr(pdfium.get_unicode(text_page, index + 1)))]
    boxes = np.zeros((2 * len(pairs), 4), dtype=np.float32)
    for row, index in enumerate(pairs):
        pdfium.get_loose_char_box(text_page, index, boxes.ctypes.data + 32 * row)
        pdfium.get_loose_char_box(text_page, index + 1, boxes.ctypes.data + 32 * row + 16)
    placed = Frame(0.0, 0.0, 0.0, 0.0, turns).boxes(boxes[:, [0, 3, 2, 1]].astype(np.float64)).reshape(-1, 2, 4)
    size = placed[:, 0, 3] - placed[:, 0, 1]
    along, down = (placed[:, 1, :2] - placed[:, 0, :2]).T
    below = (np.abs(along) < GLYPHS.same_line_em * size) & (down > 0) & (down < GLYPHS.max_vertical_step_em * size)
    return int(below.sum()) >= max(GLYPHS.min_vertical, 0.5 * len(wide))


def _codes(text_page: int, count: int) -> Codes:
    """The UTF-16 codes of a page: in one call where pdfium keeps one for each glyph, else one by one."""
    units = np.zeros(count + 1, dtype=np.uint16)
    if pdfium.get_text(text_page, 0, count, units.ctypes.data) == count + 1:
        return units[:-1].astype(np.uint32)
    return np.fromiter(map(pdfium.get_unicode, repeat(text_page), range(count)), dtype=np.uint32, count=count)


def texts_of(codes: Sequence[int]) -> list[str]:
    """Each code as text; a supplementary character comes as two UTF-16 halves, of which the first becomes empty."""
    if max(codes, default=0) < 0xD800:
        return list(map(chr, codes))
    texts = [chr(code) if code < 0x110000 else "" for code in codes]
    high = 0
    for index, code in enumerate(codes):
        if 0xD800 <= code < 0xDC00:
            texts[index], high = "", code
        elif 0xDC00 <= code < 0xE000:
            texts[index] = chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else ""
            high = 0
    return texts


def without_blanks(texts: list[str], boxes: Floats, generated: Flags, are_blank: Flags | None = None) -> Characters:
    """Characters from texts with blanks among them; `generated` says which blanks are only gaps, not glyphs.

    `are_blank` says of which texts nothing is printed, where that is known.
    """
    blank = _is_blank(texts)
    glyph_blanks = blank & ~generated
    has_blank_glyphs = glyph_blanks.sum() > GLYPHS.min_blanks_share * len(texts)
    kept = np.flatnonzero(~(_are_unprinted(texts) if are_blank is None else are_blank))
    if not len(kept):
        return Characters([], np.empty((0, 4)), np.empty(0, dtype=np.bool_), _unreadable(texts))
    blank_after = _any_until_next(glyph_blanks, kept)
    gaps = _any_until_next(blank & generated, kept) & ~_any_until_next(_flags(LINE_ENDS.__contains__, texts), kept)
    gaps[-1] = False
    for index in np.flatnonzero(gaps & ~blank_after).tolist():
        before, after = int(kept[index]), int(kept[index + 1])
        blank_after[index] = not (has_blank_glyphs and _is_autospace(texts, boxes, before, after))
    single = _without_doubles([texts[index] for index in kept.tolist()], boxes[kept], blank_after)
    return _composed(*single, _unreadable(texts))


def _flags(says: Callable[[str], bool], texts: Sequence[str]) -> Flags:
    return np.fromiter(map(says, texts), dtype=np.bool_, count=len(texts))


def _are_unprinted(texts: Sequence[str]) -> Flags:
    return _flags(str.isspace, texts) | _flags(INVISIBLE.__contains__, texts)


def _is_blank(texts: Sequence[str]) -> Flags:
    return _flags(str.isspace, texts) & ~_flags(LINE_ENDS.__contains__, texts)


def _any_until_next(flags: Flags, kept: npt.NDArray[np.intp]) -> Flags:
    """For each kept index whether a flag is set between it and the next one."""
    counted = np.concatenate([np.cumsum(flags), [flags.sum()]])
    until = np.append(kept[1:], len(flags))
    found: Flags = counted[until] > counted[kept]
    return found


def _unreadable(texts: Sequence[str]) -> int:
    return len(UNREADABLE.findall("".join(texts)))


def _is_autospace(texts: list[str], boxes: Floats, before: int, after: int) -> bool:
    """Whether the gap between two characters is one that typesetting puts at a change of script."""
    if not is_script_change(texts[before], texts[after]):
        return False
    gap = boxes[after, 0] - boxes[before, 2]
    return bool(0 <= gap < GLYPHS.autospace_em * (boxes[after, 3] - boxes[after, 1]))


def _without_doubles(texts: list[str], boxes: Floats, blank_after: Flags) -> tuple[list[str], Floats, Flags]:
    """Characters without those printed a second time on nearly the same place, as shadows and false bold are."""
    size = boxes[:, 3] - boxes[:, 1]
    is_back = (np.diff(boxes[:, 0]) < 0) & (np.abs(np.diff(boxes[:, 3])) < GLYPHS.double_em * size[1:])
    lags = {1}
    for index in (np.flatnonzero(is_back) + 1).tolist():
        start = max(index - GLYPHS.max_double_characters, 0)
        near = (np.abs(boxes[start:index, [0, 3]] - boxes[index, [0, 3]]) < GLYPHS.double_em * size[index]).all(axis=1)
        lags.update(index - start - place for place in np.flatnonzero(near).tolist())
    lags |= _page_lags(boxes, size)
    double = np.zeros(len(texts), dtype=np.bool_)
    for lag in lags:
        moved = np.abs(boxes[lag:, [0, 3]] - boxes[:-lag, [0, 3]])
        near = (moved < GLYPHS.double_em * size[lag:, None]).all(axis=1)
        if lag < LONGEST_LIGATURE:
            near &= (moved > GLYPHS.same_place_pt).any(axis=1)
        for index in (np.flatnonzero(near) + lag).tolist():
            if texts[index] == texts[index - lag]:
                double[index] = True
                blank_after[index - lag] |= blank_after[index]
    if not double.any():
        return texts, boxes, blank_after
    kept = np.flatnonzero(~double)
    return [texts[index] for index in kept.tolist()], boxes[kept], blank_after[kept]


def _page_lags(boxes: Floats, size: Floats) -> set[int]:
    """How many characters lie between two prints of a whole part of a page, where there are such."""
    places = boxes[:, [0, 3]].round() @ np.array([1.0, FARTHEST_PT])
    if len(places) - len(np.unique(places)) < GLYPHS.min_doubles:
        return set()
    jumps = np.flatnonzero(np.diff(boxes[:, 3]) < -size[1:]) + 1
    lags: set[int] = set()
    for index in jumps[:MAX_JUMPS].tolist():
        near = (np.abs(boxes[:index, [0, 3]] - boxes[index, [0, 3]]) < GLYPHS.double_em * size[index]).all(axis=1)
        lags.update((index - np.flatnonzero(near)).tolist())
    return lags


def _composed(texts: list[str], boxes: Floats, blank_after: Flags, unreadable: int) -> Characters:
    if NOT_COMPOSED.search("".join(texts)):
        texts, boxes, blank_after = _with_marks_joined(texts, boxes, blank_after)
    return Characters(texts, _trimmed(texts, boxes), blank_after, unreadable)


def _with_marks_joined(texts: list[str], boxes: Floats, blank_after: Flags) -> tuple[list[str], Floats, Flags]:
    """Accents and Hangul's vowels and finals joined with what they follow."""
    joined: list[str] = []
    kept: list[int] = []
    last_of: list[int] = []
    for index, text in enumerate(texts):
        composed = unicodedata.normalize("NFC", joined[-1] + text) if joined and not blank_after[index - 1] else text
        if joined and len(composed) < len(joined[-1]) + len(text) and composed != text:
            joined[-1] = composed
            boxes[kept[-1], 2] = max(boxes[kept[-1], 2], boxes[index, 2])
            last_of[-1] = index
        else:
            joined.append(text)
            kept.append(index)
            last_of.append(index)
    return joined, boxes[kept], blank_after[last_of]


def _trimmed(texts: list[str], boxes: Floats) -> Floats:
    """Hangul's PDFs claim a full em for digits and Latin: a glyph ends at the latest where the next one starts."""
    boxes = boxes.copy()
    width = boxes[:, 2] - boxes[:, 0]
    size = boxes[:, 3] - boxes[:, 1]
    narrow = _flags(NARROW.__contains__, texts)
    too_wide = narrow & (width > GLYPHS.too_wide_em * size)
    boxes[too_wide, 2] = boxes[too_wide, 0] + GLYPHS.narrow_em * size[too_wide]
    same_line = np.abs(np.diff((boxes[:, 1] + boxes[:, 3]) / 2)) < GLYPHS.same_line_em * size[:-1]
    overlapping = same_line & (boxes[1:, 0] > boxes[:-1, 0]) & (boxes[1:, 0] < boxes[:-1, 2])
    boxes[:-1, 2] = np.where(overlapping, boxes[1:, 0], boxes[:-1, 2])
    return boxes
