"""Running headers, footers and page numbers: lines and tables at the edge of a page that come again on others."""

import re
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from extractors.readers.pdf.geometry import center_y
from extractors.readers.pdf.layout.lines import UNIT, Line
from extractors.readers.pdf.tables.page_tables import PageTable
from extractors.readers.pdf.tolerances import FURNITURE
from schemas import Box

PAGE_NUMBER = re.compile(
    r"^(?:[-–—―~<(\[]\s*)?(?:(?:page|p\.?|쪽)\s*)?(?:\d{1,4}|[ivxlcⅰ-ⅻ]{1,6})(?:\s*(?:/|of|중)\s*\d{1,4})?(?:\s*(?:쪽|페이지))?"
    r"(?:\s*[-–—―~>)\]])?$",
    re.IGNORECASE,
)


class PageLines(NamedTuple):
    """The lines of a page outside its tables, from top to bottom, and the height of the page."""

    lines: Sequence[Line]
    height: float


class EdgeTable(NamedTuple):
    """A table at the edge of a page: its index there, whether at the top, what it says, and how far down it stands."""

    number: int
    at_top: bool
    shape: str
    middle: float


# Where something stands on each page that it stands on: the middles of its heights, downwards.
_Seen = dict[int, list[float]]


def furniture_lines(pages: Sequence[PageLines]) -> list[set[int]]:
    """For each page the indices of its lines that are running headers, footers or page numbers.

    Such a line stands in the outermost part of the page with nothing but its like beyond it, and the same text
    (numbers aside) stands at the same height on other pages. A bare page number needs one page only.
    """
    seen: dict[tuple[bool, str], _Seen] = defaultdict(dict)
    for page, (lines, height) in enumerate(pages):
        for line in lines:
            if (at_top := _edge(line.box, height)) is not None:
                insort(seen[at_top, _shape(line.text)].setdefault(page, []), center_y(line.box))
    least = _least(len(pages))
    found = []
    for lines, height in pages:
        indices = range(len(lines))
        furniture = {index for index in indices if _is_furniture(lines[index], height, seen, least)}
        found.append(_outermost(furniture, indices) | _outermost(furniture, reversed(indices)))
    return found


def edge_tables(tables: Sequence[PageTable], height: float) -> list[EdgeTable]:
    """The tables at the edges of a page, which may be page furniture."""
    found = []
    for number, table in enumerate(tables):
        text = "|".join(cell.text for cell in table.cells)
        if (at_top := _edge(table.box, height)) is not None and not UNIT.search(text):
            found.append(EdgeTable(number, at_top, _shape(text), center_y(table.box)))
    return found


def furniture_tables(pages: Sequence[Sequence[EdgeTable]]) -> list[set[int]]:
    """For each page the indices of the tables that are running headers or footers: alike on other pages, too."""
    seen: dict[tuple[bool, str], _Seen] = defaultdict(dict)
    for page, tables in enumerate(pages):
        for table in tables:
            insort(seen[table.at_top, table.shape].setdefault(page, []), table.middle)
    least = _least(len(pages))
    return [
        {table.number for table in tables if _is_seen(seen[table.at_top, table.shape], table.middle, least)}
        for tables in pages
    ]


def _least(page_count: int) -> int:
    """On how many pages something stands at least if it is page furniture."""
    return 2 if page_count < FURNITURE.few_pages else 3


def _outermost(furniture: set[int], indices: Iterable[int]) -> set[int]:
    kept: set[int] = set()
    for index in indices:
        if index not in furniture:
            break
        kept.add(index)
    return kept


def _is_furniture(line: Line, height: float, seen: dict[tuple[bool, str], _Seen], least: int) -> bool:
    at_top = _edge(line.box, height)
    if at_top is None or UNIT.search(line.text):
        return False
    if PAGE_NUMBER.match(line.text):
        return True
    return _is_seen(seen[at_top, _shape(line.text)], center_y(line.box), least)


def _is_seen(seen: _Seen, middle: float, least: int) -> bool:
    """Whether something stands at one height on several pages, at least."""
    pages = (page for page, middles in seen.items() if _has_near(middles, middle))
    return sum(1 for _ in islice(pages, least)) == least


def _has_near(middles: Sequence[float], middle: float) -> bool:
    place = bisect_left(middles, middle - FURNITURE.same_height_pt)
    return place < len(middles) and middles[place] <= middle + FURNITURE.same_height_pt


def _edge(box: Box, height: float) -> bool | None:
    """True at the top of the page, False at its bottom, None in between."""
    if box.bottom < FURNITURE.edge_share * height:
        return True
    return False if box.top > (1 - FURNITURE.edge_share) * height else None


def _shape(text: str) -> str:
    return re.sub(r"\d+", "0", "".join(text.split()))
