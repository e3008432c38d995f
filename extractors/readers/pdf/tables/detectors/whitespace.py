"""Whitespace tables (stream): texts set in columns, without a ruling, a shade or a clip path.

Prose in columns, contents pages, lists and addresses stand in lines, too. What is taken for a table has several lines
close below each other with texts side by side, whitespace that runs down between them, columns whose texts begin,
end or centre on one place, and figures in one of its columns at least.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from extractors.readers.pdf.geometry import Span, bounding_box, center_x, contains_center
from extractors.readers.pdf.layout.lines import UNIT, Line, lines_of
from extractors.readers.pdf.layout.text_columns import by_text_column
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.tables.columns import MAX_TEXTS, occupied_ranges, widest_gap_center
from extractors.readers.pdf.tables.detectors.whitespace_rows import header_lines, is_figure, rows_of
from extractors.readers.pdf.tables.grid import Grid, grid_of
from extractors.readers.pdf.tables.headers import cells_between
from extractors.readers.pdf.tables.page_evidence import PageEvidence
from extractors.readers.pdf.tolerances import CHARACTERS, COLUMNS, WHITESPACE
from schemas import Box

MAX_TEXTS_OF_PAGE = 5_000
NOTHING = re.compile(r"[-–—―.…·:*]+|n\.?/?a\.?", re.IGNORECASE)


class Whitespace:
    """Tables that texts off all other tables make by how they are set."""

    name = "whitespace"

    def detect(self, page: PageEvidence, found: Sequence[Grid]) -> list[Grid]:
        """The tables found before and those that only whitespace divides."""
        boxes = [grid.box for grid in found]
        outside = [run for run in page.runs if not any(contains_center(box, run) for box in boxes)]
        if not WHITESPACE.min_lines <= _beside_others(outside) <= MAX_TEXTS_OF_PAGE:
            return [*found]
        blocks = [block for column in by_text_column(outside) for block in _blocks(lines_of(column))]
        blocks = [block for block in blocks if _may_be_table(block)]
        words = page.characters.runs(CHARACTERS.word_gap_em) if blocks else []
        return [*found, *(grid for block in blocks if (grid := _grid(block, words)) is not None)]


def _beside_others(runs: Sequence[Run]) -> int:
    """How many texts stand on one height with another."""
    heights = sorted(run.top + run.bottom for run in runs)
    return sum(lower - higher <= 2 * WHITESPACE.aligned_pt for higher, lower in pairwise(heights))


def _may_be_table(block: Sequence[Line]) -> bool:
    texts = [len(line.runs) for line in block]
    return sum(count > 1 for count in texts) >= WHITESPACE.min_lines and sum(texts) <= MAX_TEXTS


def _blocks(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines close below each other, most of them with texts side by side, from the first such line to the last."""
    block: list[Line] = []
    alone = 0
    for line in lines:
        is_near = bool(block) and line.box.top - block[-1].box.bottom <= WHITESPACE.max_line_gap_em * line.size
        is_caption = bool(UNIT.search(line.text))
        alone = alone + 1 if len(line.runs) == 1 or is_caption else 0
        if block and (not is_near or is_caption or alone > WHITESPACE.max_alone):
            yield _trimmed(block)
            block = []
        if block or not alone:
            block.append(line)
    if block:
        yield _trimmed(block)


def _trimmed(block: Sequence[Line]) -> list[Line]:
    last = max(index for index, line in enumerate(block) if len(line.runs) > 1)
    return list(block[: last + 1])


def _grid(block: Sequence[Line], words: Sequence[Run]) -> Grid | None:
    outline = bounding_box([line.box for line in block])
    lines = lines_of(word for line in block for run in line.runs for word in _words_of(run, words))
    tabular = [line for line in lines if len(line.runs) > 1]
    columns = (
        figure_columns(tabular[header_lines(tabular) :])
        if len(tabular) >= WHITESPACE.tabular_share * len(lines)
        else []
    )
    if not columns:
        return None
    edges = [widest_gap_center(_spans(tabular), one.end, other.start) for one, other in pairwise(columns)]
    xs = [outline.x0, *edges, outline.x1]
    rows = rows_of(lines, xs)
    ys = [rows[0].top, *((one.bottom + other.top) / 2 for one, other in pairwise(rows)), rows[-1].bottom]
    if any(below <= above for above, below in pairwise(ys)):
        return None
    cells: list[Box] = []
    for row, (top, bottom) in zip(rows, pairwise(ys), strict=True):
        cells += cells_between(range(len(columns)), top, bottom, xs, row.runs)
    return grid_of(cells, has_guessed_columns=True)


def _words_of(run: Run, words: Sequence[Run]) -> Sequence[Run]:
    """The words of a run, given those of its page in content order."""
    first, last = (bisect_left(words, place, key=lambda word: word.start) for place in (run.start, run.stop))
    return words[first:last]


def _spans(lines: Sequence[Line]) -> list[list[Span]]:
    return [[Span(run.x0, run.x1) for run in line.runs] for line in lines]


def figure_columns(body: Sequence[Line]) -> list[Span]:
    """The x-ranges that the columns of lines with figures occupy; none where lines are no table's."""
    if len(body) < WHITESPACE.min_lines - 1:
        return []
    columns = occupied_ranges(_spans(body), WHITESPACE.min_gap_em * median(line.size for line in body))
    full = sum(len(line.runs) >= max(len(columns) / 2, 2) for line in body)
    if len(columns) < 2 or full < max(WHITESPACE.full_share * len(body), WHITESPACE.min_lines - 1):
        return []
    entries = [[run for line in body for run in line.runs if _over(run, columns) == [column]] for column in columns]
    return columns if _are_columns(columns, entries) else []


def _over(run: Run, columns: Sequence[Span]) -> list[Span]:
    return [column for column in columns if Span(run.x0, run.x1).overlap(column) > COLUMNS.crossing_pt]


def _are_columns(columns: Sequence[Span], entries: Sequence[Sequence[Run]]) -> bool:
    """Whether the texts of each column stand as a table's do: set to one place, some of them figures."""
    if not all(_are_aligned(of_column) for of_column in entries):
        return False
    if any(_are_prose(of_column, column) for of_column, column in zip(entries[1:], columns[1:], strict=True)):
        return False
    singles = [run.text for of_column in entries for run in of_column if len(run.text) == 1]
    count = sum(map(len, entries))
    if (
        len(singles) > WHITESPACE.single_share * count
        or sum(map(str.isalpha, singles)) > WHITESPACE.letters_share * count
    ):
        return False
    figures = [of_column for of_column in entries[1:] if _figures_share(of_column) >= WHITESPACE.figures_share]
    return len(figures) > 1 or (len(figures) == 1 and not _are_page_numbers(figures[0]))


def _are_aligned(runs: Sequence[Run]) -> bool:
    places = ([run.x0 for run in runs], [run.x1 for run in runs], [center_x(run) for run in runs])
    return bool(runs) and max(_most_at_one(of_side) for of_side in places) >= WHITESPACE.aligned_share * len(runs)


def _most_at_one(places: Sequence[float]) -> int:
    """How many lie within the tolerance of one of them."""
    return max(sum(abs(place - other) <= WHITESPACE.aligned_pt for other in places) for place in places)


def _are_prose(runs: Sequence[Run], column: Span) -> bool:
    """Whether most texts are sentences that fill their column."""
    long = [
        run for run in runs if len(run.text.split()) >= WHITESPACE.prose_words and run.x1 > column.end - 3 * run.size
    ]
    return len(long) > len(runs) / 2


def _figures_share(runs: Sequence[Run]) -> float:
    texts = [run.text for run in runs if not NOTHING.fullmatch(run.text)]
    return sum(is_figure(text) for text in texts) / max(len(texts), 1)


def _are_page_numbers(runs: Sequence[Run]) -> bool:
    """Whether a column counts upwards as a contents page does."""
    numbers = [int(run.text) for run in runs if run.text.isdecimal() and len(run.text) < 5]
    return len(numbers) == len(runs) and all(one <= other for one, other in pairwise(numbers))
