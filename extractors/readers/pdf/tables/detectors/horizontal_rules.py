"""Tables with rules across only: columns are told by the empty stretches that run down through the rows.

Nothing is taken for a table without rules of one width above and below it, several rows, and texts standing apart in
most of them: prose, contents pages and two-column text have no such rules.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.readers.pdf.geometry import Span
from extractors.readers.pdf.layout.lines import Line, lines_of
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.source.rulings import Rule, Rules
from extractors.readers.pdf.tables.columns import column_of, stretches
from extractors.readers.pdf.tables.detectors.unattached_rulings import SAME_END_PT, free_rules, of_one_width
from extractors.readers.pdf.tables.grid import Grid, grid_of
from extractors.readers.pdf.tables.headers import header_cells
from schemas import Box

FEWEST_ROWS = 3
APART_SHARE = 0.6  # of the rows of a table stand in at least two columns
RIVER_EM = 0.5
FILLED_SHARE = 0.3  # of the rows fill a column


def find_open_grids(rules: Rules, grids: Sequence[Grid], runs: Sequence[Run]) -> list[Grid]:
    """The tables between horizontal rules that belong to no ruled grid and to no box."""
    found = []
    for group in of_one_width(free_rules(rules, grids)):
        for bands in _columnar(group, rules.horizontal, runs):
            grid = _grid(bands, rules.horizontal)
            if grid is not None:
                found.append(grid)
    return found


class _Band:
    """What stands between two rules of one width."""

    def __init__(self, above: Rule, below: Rule, runs: Sequence[Run]) -> None:
        self.box = Box(min(above.start, below.start), above.position, max(above.end, below.end), below.position)
        self.lines = lines_of(run for run in runs if _is_inside(run, self.box))

    @property
    def is_columnar(self) -> bool:
        apart = sum(len(line.runs) > 1 for line in self.lines)
        return bool(self.lines) and apart >= APART_SHARE * len(self.lines)

    def is_stepped(self, rules: Sequence[Rule]) -> bool:
        """Whether a header of two lines: one text, a short rule below it, and texts standing apart."""
        if len(self.lines) != 2 or len(self.lines[1].runs) < 2:
            return False
        return any(
            self.box.top + SAME_END_PT < rule.position < self.box.bottom - SAME_END_PT
            and self.box.x0 + SAME_END_PT < rule.start
            and rule.end <= self.box.x1 + SAME_END_PT
            for rule in rules
        )


def _is_inside(run: Run, box: Box) -> bool:
    return box.top <= (run.top + run.bottom) / 2 < box.bottom and box.x0 - SAME_END_PT <= run.x0 < box.x1


def _columnar(rules: Sequence[Rule], all_rules: Sequence[Rule], runs: Sequence[Run]) -> list[list[_Band]]:
    """Neighbouring bands whose lines stand in columns, below a header that does so in steps."""
    groups: list[list[_Band]] = [[]]
    for above, below in pairwise(rules):
        band = _Band(above, below, runs)
        if band.is_columnar or (not groups[-1] and band.is_stepped(all_rules)):
            groups[-1].append(band)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _grid(bands: Sequence[_Band], rules: Sequence[Rule]) -> Grid | None:
    lines = [line for band in bands for line in band.lines]
    body = [line for band in bands[1:] for line in band.lines] or lines[1:]
    if len(lines) < FEWEST_ROWS or not body:
        return None
    outline = Box(bands[0].box.x0, bands[0].box.top, bands[0].box.x1, bands[-1].box.bottom)
    rivers = _rivers(body, bands[0].lines, outline)
    if not rivers:
        return None
    xs = [outline.x0, *rivers, outline.x1]
    filled = [sum(any(column_of(run, xs) == col for run in line.runs) for line in body) for col in range(len(xs) - 1)]
    if min(filled) < FILLED_SHARE * len(body):
        return None
    rows = _rows(bands, xs)
    ys = [outline.top, *_middles(rows), outline.bottom]
    if any(below <= above for above, below in pairwise(ys)):
        return None
    columns = range(len(xs) - 1)
    cells: list[Box] = []
    for number, (row, (top, bottom)) in enumerate(zip(rows, pairwise(ys), strict=True)):
        runs = [run for line in row for run in line.runs]
        inside = [rule for rule in rules if rule.length < outline.x1 - outline.x0 - SAME_END_PT] if number == 0 else []
        cells += header_cells(columns, top, bottom, xs, inside, runs)
    return grid_of(cells, has_guessed_columns=True)


def _middles(rows: Sequence[Sequence[Line]]) -> list[float]:
    """The heights half way between the rows."""
    return [
        (max(line.box.bottom for line in above) + min(line.box.top for line in below)) / 2
        for above, below in pairwise(rows)
    ]


def _rivers(lines: Sequence[Line], header: Sequence[Line], outline: Box) -> list[float]:
    """The middles of the stretches that no text of a single column enters, clear of the heads where that can be."""
    rows = [[Span(run.x0, run.x1) for run in line.runs] for line in lines]
    heads = sorted(Span(run.x0, run.x1) for line in header for run in line.runs)
    columns = stretches(rows, RIVER_EM * min(line.size for line in lines))
    rivers = [_middle_clear_of(heads, left.end, right.start) for left, right in pairwise(columns)]
    return [river for river in rivers if outline.x0 < river < outline.x1]


def _middle_clear_of(heads: Sequence[Span], start: float, end: float) -> float:
    """The middle of the widest part of a stretch that no head enters; of all of it where heads fill it."""
    free = []
    reached = start
    for head in heads:
        if head.end > start and head.start < end:
            free.append((head.start - reached, reached, head.start))
            reached = max(reached, head.end)
    width, left, right = max([*free, (end - reached, reached, end)])
    return (left + right) / 2 if width > 0 else (start + end) / 2


def _rows(bands: Sequence[_Band], xs: Sequence[float]) -> list[list[Line]]:
    """The lines of each row: a header's lines are one row, and a line without a first column goes on from above."""
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
