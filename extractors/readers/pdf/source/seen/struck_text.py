"""Text that is struck through: a line runs along the middle of its glyphs, and hardly anywhere else.

A line of a table runs on beyond the glyphs that it happens to cross; an underline runs below their middle.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import Floats, centers_within
from extractors.readers.pdf.tolerances import STRUCK_TEXT
from schemas import Box

MAX_PAIRS = 1_000_000  # of glyphs and the lines at their height: a page of dots

Flags = npt.NDArray[np.bool_]


class Strikes(NamedTuple):
    """For each glyph whether it is struck, and for each line whether it strikes."""

    glyphs: Flags
    lines: Flags


class StruckText(NamedTuple):
    """A stretch of struck text on one line, and the box around it."""

    text: str
    box: Box


def strikes_of(boxes: Floats, are_blank: Flags, lines: Floats, areas: Floats) -> Strikes:
    """What is struck of glyphs by lines, given as flat boxes, or by annotations, given as areas.

    All lies in the frame in which text is upright.
    """
    strikes = Strikes(_within(boxes, are_blank, areas), np.zeros(len(lines), dtype=np.bool_))
    glyphs = np.flatnonzero(~are_blank)
    level = np.flatnonzero((lines[:, 1] == lines[:, 3]) & (lines[:, 2] - lines[:, 0] >= STRUCK_TEXT.min_length_pt))
    if not len(glyphs) or not len(level):
        return strikes
    level = level[np.argsort(lines[level, 1], kind="stable")]
    top, height = boxes[glyphs, 1], boxes[glyphs, 3] - boxes[glyphs, 1]
    first = np.searchsorted(lines[level, 1], top + STRUCK_TEXT.upper_share * height)
    counts = np.searchsorted(lines[level, 1], top + STRUCK_TEXT.lower_share * height, side="right") - first
    if not 0 < counts.sum() <= MAX_PAIRS:
        return strikes
    glyph = np.repeat(np.arange(len(glyphs)), counts)
    line = level[np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)]
    x0, x1 = boxes[glyphs[glyph], 0], boxes[glyphs[glyph], 2]
    over = np.minimum(x1, lines[line, 2]) - np.maximum(x0, lines[line, 0])
    # What a line covers of a glyph counts with the blank behind it; none counts for more than the line is long.
    along = np.minimum(x1 + STRUCK_TEXT.blank_em * height[glyph], lines[line, 2]) - np.maximum(x0, lines[line, 0])
    meets = over > 0
    glyph, line, over, along = glyph[meets], line[meets], over[meets], along[meets]
    covered = _united(lines, line, boxes[glyphs[glyph]], along)
    strikes.lines[covered >= STRUCK_TEXT.min_along_share] = True
    by_strike = strikes.lines[line]
    struck = np.bincount(glyph[by_strike], weights=over[by_strike], minlength=len(glyphs))
    widths = np.maximum(boxes[glyphs, 2] - boxes[glyphs, 0], STRUCK_TEXT.min_length_pt)
    strikes.glyphs[glyphs[struck >= STRUCK_TEXT.min_struck_share * widths]] = True
    return strikes


def _united(lines: Floats, line: npt.NDArray[np.intp], glyphs: Floats, along: Floats) -> Floats:
    """For each line the share of it that lies along glyphs, stretches that overlap counted once."""
    share = np.zeros(len(lines))
    if not len(line):
        return share
    start = np.maximum(glyphs[:, 0], lines[line, 0])
    order = np.lexsort((start, line))
    line, start, end = line[order], start[order], (start + along)[order]
    # Each line has a stretch of its own on one long axis, so that all are united in one pass.
    apart = (np.cumsum(np.append(0, np.diff(line) != 0))) * (float(end.max() - start.min()) + 1.0)
    reached = np.maximum.accumulate(end + apart)
    new = (end + apart) - np.maximum(start + apart, np.append(-np.inf, reached[:-1]))
    np.add.at(share, line, new.clip(0))
    lengths = lines[:, 2] - lines[:, 0]
    united: Floats = np.divide(share, lengths, out=np.zeros(len(lines)), where=lengths > 0)
    return united


def _within(boxes: Floats, are_blank: Flags, areas: Floats) -> Flags:
    """For each glyph whether its middle lies in one of some areas, as those of an annotation that strikes text."""
    found: Flags = np.logical_or.reduce(centers_within(boxes, areas), axis=1) & ~are_blank
    return found


def struck_texts(texts: Sequence[str], boxes: Floats, struck: Flags) -> list[StruckText]:
    """What is struck, stretch by stretch on one line, with the box around each."""
    found: list[StruckText] = []
    stretch: list[int] = []
    for index in np.flatnonzero(struck).tolist():
        if stretch and not _goes_on(texts, boxes, stretch[-1], index):
            found.append(_stretch(texts, boxes, stretch))
            stretch = []
        stretch.append(index)
    return [*found, _stretch(texts, boxes, stretch)] if stretch else found


def _goes_on(texts: Sequence[str], boxes: Floats, before: int, after: int) -> bool:
    """Whether nothing but blanks stands between two struck glyphs of one line."""
    between = "".join(texts[before + 1 : after])
    middle = (boxes[after, 1] + boxes[after, 3]) / 2
    return not between.strip() and "\n" not in between and bool(boxes[before, 1] < middle < boxes[before, 3])


def _stretch(texts: Sequence[str], boxes: Floats, stretch: Sequence[int]) -> StruckText:
    own = boxes[list(stretch)]
    text = " ".join("".join(texts[stretch[0] : stretch[-1] + 1]).split())
    x0, top = own[:, :2].min(axis=0).tolist()
    x1, bottom = own[:, 2:].max(axis=0).tolist()
    return StruckText(text, Box(x0, top, x1, bottom))
