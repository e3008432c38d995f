"""Text that a form field or annotation holds without an appearance to read it from, set into its box."""

from typing import NamedTuple

import numpy as np

from extractors.readers.pdf.geometry import Floats
from extractors.readers.pdf.source.characters import is_wide
from extractors.readers.pdf.tolerances import TYPED_TEXT

MAX_CHARACTERS = 100_000


class Typed(NamedTuple):
    """Characters with their boxes (left, bottom, right, top) in user space; each line ends with a line's end."""

    texts: list[str]
    boxes: Floats


def lay_out(text: str, rect: Floats) -> Typed:
    """A text set into a box from its top left, as large as fits, broken where the file breaks it or a line is full."""
    left, bottom, right, top = rect.tolist()
    lines = [line.expandtabs(1) for line in text[:MAX_CHARACTERS].splitlines()] or [""]
    size = _size(lines, right - left, top - bottom)
    texts: list[str] = []
    boxes: list[tuple[float, float, float, float]] = []
    baseline = top - size
    for line in lines:
        x = left
        for sign in line:
            width = size * (TYPED_TEXT.wide_em if is_wide(sign) else TYPED_TEXT.narrow_em)
            if x + width > right and x > left:
                x, baseline = left, baseline - TYPED_TEXT.line_em * size
            texts.append(sign)
            boxes.append((x, baseline, x + width, baseline + size))
            x += width
        texts.append("\n")
        boxes.append((x, baseline, x, baseline + size))
        baseline -= TYPED_TEXT.line_em * size
    return Typed(texts, np.array(boxes, dtype=np.float64).reshape(-1, 4))


def _size(lines: list[str], width: float, height: float) -> float:
    """The size of font at which lines fit: each takes as many rows as its length asks for."""
    size = TYPED_TEXT.max_size_pt
    while size > TYPED_TEXT.min_size_pt:
        rows = sum(max(-(-_ems(line) * size // max(width, 1.0)), 1.0) for line in lines)
        if rows * TYPED_TEXT.line_em * size <= height + 1.0:
            break
        size -= 0.5
    return size


def _ems(line: str) -> float:
    return sum(TYPED_TEXT.wide_em if is_wide(sign) else TYPED_TEXT.narrow_em for sign in line)
