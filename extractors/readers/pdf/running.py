"""Running headers, footers and page numbers: lines at the edge of the page that come again on other pages."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from extractors.readers.pdf.lines import Line

EDGE_SHARE = 0.12
SAME_HEIGHT_PT = 4.0
PAGE_NUMBER = re.compile(
    r"^(?:[-–—―~<(\[]\s*)?(?:(?:page|p\.?|쪽)\s*)?(?:\d{1,4}|[ivxlcⅰ-ⅻ]{1,6})(?:\s*(?:/|of|중)\s*\d{1,4})?(?:\s*(?:쪽|페이지))?"
    r"(?:\s*[-–—―~>)\]])?$",
    re.IGNORECASE,
)
UNIT = re.compile(r"단\s*위")


class PageLines(NamedTuple):
    """The lines of a page outside its tables, from top to bottom, and the height of the page."""

    lines: Sequence[Line]
    height: float


class _Seen(NamedTuple):
    page: int
    middle: float


def running_lines(pages: Sequence[PageLines]) -> list[set[int]]:
    """For each page the indices of its lines that are running headers, footers or page numbers.

    Such a line stands in the outermost part of the page with nothing but its like beyond it, and the same text
    (numbers aside) stands at the same height on other pages. A bare page number needs one page only.
    """
    seen: dict[tuple[bool, str], list[_Seen]] = defaultdict(list)
    for page, (lines, height) in enumerate(pages):
        for line in lines:
            if (at_top := _edge(line, height)) is not None:
                seen[at_top, _shape(line.text)].append(_Seen(page, _middle(line)))
    least = 2 if len(pages) < 5 else 3
    found = []
    for lines, height in pages:
        indices = range(len(lines))
        running = {index for index in indices if _is_running(lines[index], height, seen, least)}
        found.append(_outermost(running, indices) | _outermost(running, reversed(indices)))
    return found


def _outermost(running: set[int], indices: Iterable[int]) -> set[int]:
    kept: set[int] = set()
    for index in indices:
        if index not in running:
            break
        kept.add(index)
    return kept


def _is_running(line: Line, height: float, seen: dict[tuple[bool, str], list[_Seen]], least: int) -> bool:
    at_top = _edge(line, height)
    if at_top is None or UNIT.search(line.text):
        return False
    if PAGE_NUMBER.match(line.text):
        return True
    alike = {page for page, middle in seen[at_top, _shape(line.text)] if abs(middle - _middle(line)) <= SAME_HEIGHT_PT}
    return len(alike) >= least


def _edge(line: Line, height: float) -> bool | None:
    """True at the top of the page, False at its bottom, None in between."""
    if line.box.bottom < EDGE_SHARE * height:
        return True
    return False if line.box.top > (1 - EDGE_SHARE) * height else None


def _middle(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", "".join(text.split()))
