"""The rows of a table that no ruling parts: which lines belong to one row."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from extractors.readers.pdf.layout.lines import Line
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.tables.columns import column_of
from extractors.readers.pdf.tolerances import COLUMNS

GOES_ON = re.compile(r"[a-z(]")
FIGURE = re.compile(r"[^\W\d_]{0,2}\W*\d[\W\d]*(?:[^\W\d_]{1,3}\W*)?")
YEAR = re.compile(r"(?:19|20)\d\d")


class Row(NamedTuple):
    """A row of a table: its texts, and how high they reach."""

    top: float
    bottom: float
    runs: list[Run]


def is_figure(text: str) -> bool:
    """Whether a text is a number, with a sign or a unit at most."""
    return bool(FIGURE.fullmatch(text))


def rows_of(lines: Sequence[Line], xs: Sequence[float]) -> list[Row]:
    """The rows that lines make in columns with the edges `xs`.

    The lines of a header are one row, but for headers over several columns. Below it a line continues the one above
    where it has no text in the first column and no figure, or where it has one there only that begins in the middle of
    a sentence.
    """
    header = header_lines(lines)
    rows: list[Row] = []
    for number, line in enumerate(lines):
        if number and (_is_same_header(lines[number - 1], line, xs) if number < header else _continues(line, xs)):
            above = rows.pop()
            rows.append(Row(above.top, line.box.bottom, above.runs + list(line.runs)))
        else:
            rows.append(Row(line.box.top, line.box.bottom, list(line.runs)))
    return rows


def header_lines(lines: Sequence[Line]) -> int:
    """How many lines stand above the first one with figures behind its first text; years are headers, too."""
    for number, line in enumerate(lines):
        figures = [run.text for run in line.runs[1:] if is_figure(run.text)]
        if len(figures) * 2 >= len(line.runs) - 1 > 0 and not all(YEAR.fullmatch(text) for text in figures):
            return number
    return 1


def _is_same_header(above: Line, line: Line, xs: Sequence[float]) -> bool:
    return not any(_crosses(run, xs) for run in (*above.runs, *line.runs))


def _crosses(run: Run, xs: Sequence[float]) -> bool:
    return any(run.x0 + COLUMNS.crossing_pt < x < run.x1 - COLUMNS.crossing_pt for x in xs[1:-1])


def _continues(line: Line, xs: Sequence[float]) -> bool:
    columns = {column_of(run, xs) for run in line.runs}
    if 0 not in columns:
        return not re.search(r"\d", line.text)
    return columns == {0} and bool(GOES_ON.match(line.text))
