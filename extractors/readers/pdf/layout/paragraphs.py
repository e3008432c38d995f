"""Lines outside tables as headings and paragraphs."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from extractors.readers.pdf.geometry import bounding_box
from extractors.readers.pdf.layout.line_wrapping import NUMBER, separator_between
from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.tolerances import PARAGRAPHS
from schemas import Box

FOOTNOTE = re.compile(r"\d{1,3}\)|[¹²³⁴-⁹]")
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


@dataclass(slots=True)
class Paragraph:
    """Lines that are one text. `page` and `box` are where it starts, `raw` is what is printed, line by line."""

    text: str
    raw: str
    page: int
    box: Box
    first: Line
    last: Line
    is_heading: bool
    is_footnote: bool = False

    def take(self, line: Line, separator: str) -> None:
        """Go on with a line of the same page."""
        self.text += separator + line.text
        self.raw += "\n" + line.text
        self.box = bounding_box([self.box, line.box])
        self.last = line

    def continues_over_page(self, other: "Paragraph", measures: Measures) -> bool:
        """Take up the first paragraph of the next page, if this one was cut there."""
        if self.is_heading or other.is_heading or _differ_in_size(self.last, other.first):
            return False
        if self.last.box.x1 - self.last.box.x0 < PARAGRAPHS.min_cut_em * self.last.size:
            return False
        separator = separator_between(self.last, other.first, measures.right - self.last.box.x0)
        if separator == "\n":
            return False
        self.text += separator + other.text
        self.raw += "\n" + other.raw
        self.last = other.last
        return True


def paragraphs_of(lines: Sequence[Line], page_number: int, measures: Measures) -> list[Paragraph]:
    """The paragraphs and headings that neighbouring lines of one page make."""
    found: list[Paragraph] = []
    for line in lines:
        is_heading = _is_heading(line, measures)
        separator = _separator(found[-1].last, line, measures) if found and not is_heading else "\n"
        if separator == "\n":
            found.append(Paragraph(line.text, line.text, page_number, line.box, line, line, is_heading))
        else:
            found[-1].take(line, separator)
    return found


def footnotes_start(lines: Sequence[Line], measures: Measures) -> int:
    """Where the footnotes below a page's text begin: numbered small print that goes on to the last line."""
    start = len(lines)
    for index in range(len(lines) - 1, -1, -1):
        if lines[index].size > PARAGRAPHS.max_footnote_size_share * measures.size:
            break
        if FOOTNOTE.match(lines[index].text):
            start = index
    return start


def footnotes_of(lines: Sequence[Line], page_number: int) -> list[Paragraph]:
    """The footnotes that lines below a page's text make."""
    notes = paragraphs_of(lines, page_number, measures_of(lines))
    for note in notes:
        note.is_footnote = True
    return notes


def _separator(before: Line, after: Line, measures: Measures) -> str:
    gap = after.box.top - before.box.bottom
    if gap > PARAGRAPHS.max_line_gap_em * before.size or _differ_in_size(before, after):
        return "\n"
    return separator_between(before, after, measures.right - before.box.x0)


def _differ_in_size(before: Line, after: Line) -> bool:
    return abs(after.size - before.size) > PARAGRAPHS.size_change_share * before.size


def _is_heading(line: Line, measures: Measures) -> bool:
    """A numbered or labelled line that is larger than the body text; `assemble` recognises others."""
    if len(line.text) > PARAGRAPHS.max_heading_letters or line.size < PARAGRAPHS.min_heading_size_share * measures.size:
        return False
    return bool(NUMBER.match(line.text) or LABELLED.match(line.text))
