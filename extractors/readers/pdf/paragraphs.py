"""Lines outside tables as headings and paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from extractors.readers.pdf.geometry import around
from extractors.readers.pdf.joining import NUMBER, between
from extractors.readers.pdf.lines import Line
from schemas import Anchor, Block, BlockKind

PARAGRAPH_GAP = 1.6  # of the font size; Hangul sets lines at 160 % (a gap of 0.6), LibreOffice at less
SIZE_CHANGE = 0.15
HEADING_SIZE = 1.06
LONGEST_HEADING = 70
LABELLED = re.compile(r"[\[【<〔]\s*(?:세부\s*)?(?:프로그램|과제|사업)\s*\d+")


class Measures(NamedTuple):
    """What a document's body text looks like: the usual font size, and the right edge of its lines."""

    size: float
    right: float


def measures_of(lines: Sequence[Line]) -> Measures:
    """The usual size by characters, and the edge that full lines reach."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size, 1)] += len(line.text)
    return Measures(
        size=max(sizes, key=lambda size: sizes[size], default=10.0),
        right=max((line.box.x1 for line in lines), default=0.0),
    )


def blocks_of(lines: Sequence[Line], page_number: int, measures: Measures) -> list[Block]:
    """The blocks of neighbouring lines of one page."""
    groups: list[tuple[list[Line], str]] = []
    for line in lines:
        glue = _glue(groups[-1][0][-1], line, measures) if groups else "\n"
        if glue == "\n" or _is_heading(line, measures):
            groups.append(([line], line.text))
        else:
            together, text = groups[-1]
            groups[-1] = ([*together, line], text + glue + line.text)
    return [_block(together, text, page_number, measures) for together, text in groups]


def _glue(before: Line, after: Line, measures: Measures) -> str:
    gap = after.box.top - before.box.bottom
    if gap > PARAGRAPH_GAP * before.size or abs(after.size - before.size) > SIZE_CHANGE * before.size:
        return "\n"
    return between(before, after, measures.right - before.box.x0)


def _block(together: list[Line], text: str, page_number: int, measures: Measures) -> Block:
    raw = "\n".join(line.text for line in together)
    kind = BlockKind.HEADING if _is_heading(together[0], measures) else BlockKind.PARAGRAPH
    box = around([line.box for line in together])
    return Block(kind=kind, text=text, anchor=Anchor(page=page_number, box=box, text=raw))


def _is_heading(line: Line, measures: Measures) -> bool:
    """A numbered or labelled line that is larger than the body text; others are told by `assemble`."""
    if len(line.text) > LONGEST_HEADING or line.size < HEADING_SIZE * measures.size:
        return False
    return bool(NUMBER.match(line.text) or LABELLED.match(line.text))
