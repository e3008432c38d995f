"""Tables with horizontal rulings only: columns are parted by the whitespace that runs down through the rows.

Nothing is taken for a table without rulings of one width above and below it, several rows, and texts standing apart in
most of them: prose, contents pages and two-column text have no such rulings.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.pdf.geometry import Span
from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.source.rulings import Ruling
from extractors.readers.pdf.tables.columns import column_of, occupied_ranges
from extractors.readers.pdf.tables.detectors.bands import Band
from extractors.readers.pdf.tables.detectors.unattached_rulings import of_one_width, unattached_rulings
from extractors.readers.pdf.tables.grid import Grid, grid_of
from extractors.readers.pdf.tables.headers import header_cells, with_headers_above
from extractors.readers.pdf.tables.page_evidence import PageEvidence
from extractors.readers.pdf.tolerances import HORIZONTAL, UNATTACHED
from schemas import Box


class HorizontalRulings:
    """Tables between horizontal rulings that belong to no ruled table and to no box."""

    name = "horizontal-rulings"

    def detect(self, page: PageEvidence, found: Sequence[Grid]) -> list[Grid]:
        """The tables found before and those between horizontal rulings, with the headers above them."""
        tables = [*found]
        for group in of_one_width(unattached_rulings(page.rulings, found)):
            for bands in _columnar(group, page.rulings.horizontal, page.runs):
                grid = _grid(bands, page.rulings.horizontal)
                if grid is not None:
                    tables.append(with_headers_above(grid, page.runs))
        return tables


def _is_columnar(band: Band) -> bool:
    """Whether most lines have texts side by side."""
    apart = sum(len(line.runs) > 1 for line in band.lines)
    return bool(band.lines) and apart >= HORIZONTAL.apart_share * len(band.lines)


def _has_spanner(band: Band, rulings: Sequence[Ruling]) -> bool:
    """Whether a header of two lines: one text, a spanner ruling below it, and texts standing apart."""
    if len(band.lines) != 2 or len(band.lines[1].runs) < 2:
        return False
    return any(
        band.top + UNATTACHED.same_end_pt < ruling.position < band.bottom - UNATTACHED.same_end_pt
        and band.outline.start + UNATTACHED.same_end_pt < ruling.start
        and ruling.end <= band.outline.end + UNATTACHED.same_end_pt
        for ruling in rulings
    )


def _columnar(rulings: Sequence[Ruling], all_rulings: Sequence[Ruling], runs: Sequence[Run]) -> list[list[Band]]:
    """Neighbouring bands whose lines stand in columns, below a header that does so in steps."""
    groups: list[list[Band]] = [[]]
    for above, below in pairwise(rulings):
        outline = Ruling(above.position, min(above.start, below.start), max(above.end, below.end))
        band = Band(above.position, below.position, outline, runs)
        if _is_columnar(band) or (not groups[-1] and _has_spanner(band, all_rulings)):
            groups[-1].append(band)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _grid(bands: Sequence[Band], rulings: Sequence[Ruling]) -> Grid | None:
    lines = [line for band in bands for line in band.lines]
    body = [line for band in bands[1:] for line in band.lines] or lines[1:]
    if len(lines) < HORIZONTAL.min_rows or not body:
        return None
    outline = Box(bands[0].outline.start, bands[0].top, bands[0].outline.end, bands[-1].bottom)
    gaps = _whitespace_gaps(body, bands[0].lines, outline)
    if not gaps:
        return None
    xs = [outline.x0, *gaps, outline.x1]
    filled = [sum(any(column_of(run, xs) == col for run in line.runs) for line in body) for col in range(len(xs) - 1)]
    if min(filled) < HORIZONTAL.filled_share * len(body):
        return None
    rows = _rows(bands, xs)
    ys = [outline.top, *_middles(rows), outline.bottom]
    if any(below <= above for above, below in pairwise(ys)):
        return None
    columns = range(len(xs) - 1)
    cells: list[Box] = []
    for number, (row, (top, bottom)) in enumerate(zip(rows, pairwise(ys), strict=True)):
        runs = [run for line in row for run in line.runs]
        inside = (
            [ruling for ruling in rulings if ruling.length < outline.x1 - outline.x0 - UNATTACHED.same_end_pt]
            if number == 0
            else []
        )
        cells += header_cells(columns, top, bottom, xs, inside, runs)
    return grid_of(cells, has_guessed_columns=True)


def _middles(rows: Sequence[Sequence[Line]]) -> list[float]:
    """The heights half way between the rows."""
    return [
        (max(line.box.bottom for line in above) + min(line.box.top for line in below)) / 2
        for above, below in pairwise(rows)
    ]


def _whitespace_gaps(lines: Sequence[Line], header: Sequence[Line], outline: Box) -> list[float]:
    """The middles of the gaps that no text of a single column enters, clear of the headers where that can be."""
    rows = [[Span(run.x0, run.x1) for run in line.runs] for line in lines]
    headers = sorted(Span(run.x0, run.x1) for line in header for run in line.runs)
    columns = occupied_ranges(rows, HORIZONTAL.gap_em * min(line.size for line in lines))
    gaps = [_gap_center_clear_of(headers, left.end, right.start) for left, right in pairwise(columns)]
    return [gap for gap in gaps if outline.x0 < gap < outline.x1]


def _gap_center_clear_of(headers: Sequence[Span], start: float, end: float) -> float:
    """The middle of the widest part of a gap that no header enters; of all of it where headers fill it."""
    free = []
    reached = start
    for header in headers:
        if header.end > start and header.start < end:
            free.append((header.start - reached, reached, header.start))
            reached = max(reached, header.end)
    width, left, right = max([*free, (end - reached, reached, end)])
    return (left + right) / 2 if width > 0 else (start + end) / 2


def _rows(bands: Sequence[Band], xs: Sequence[float]) -> list[list[Line]]:
    """The lines of each row: a header's lines are one row; a line without a first column continues the one above."""
    rows: list[list[Line]] = []
    for number, band in enumerate(bands):
        for index, line in enumerate(band.lines):
            in_header = number == 0 and len(bands) > 1
            is_rest = not any(column_of(run, xs) == 0 for run in line.runs) and not re.search(r"\d", line.text)
            if index > 0 and (in_header or is_rest):
                rows[-1].append(line)
            else:
                rows.append([line])
    return rows
