"""Lines of text: runs that stand side by side, put together with the blanks that the page shows."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from extractors.readers.pdf.geometry import bounding_box, overlap_x, overlap_y
from extractors.readers.pdf.source.characters import Run, is_script_change
from extractors.readers.pdf.tolerances import GLYPHS, LINES
from schemas import Box

UNIT = re.compile(r"단\s*위")  # what a table's amounts are in: a caption, though it may stand like a row or a header


class Line(NamedTuple):
    """A line of text. `size` is the font size of most of it; `blank_after` says that a blank ends it."""

    text: str
    box: Box
    size: float
    blank_after: bool
    runs: tuple[Run, ...]


def lines_of(runs: Iterable[Run]) -> list[Line]:
    """The lines that runs stand in, from top to bottom."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (run.top + run.bottom, run.x0)):
        row = next((row for row in reversed(rows[-3:]) if _is_beside(run, row)), None)
        if row is None:
            rows.append([run])
        else:
            row.append(run)
    return [_line(sorted(row, key=lambda run: run.x0)) for row in rows]


def _is_beside(run: Run, row: Sequence[Run]) -> bool:
    """Whether a run shares its height with the widest part of a row: superscripts and small print count as beside."""
    other = max(row, key=lambda other: other.size)
    if overlap_y(run, other) < LINES.same_line_share * min(run.size, other.size):
        return False
    # Text set on top of other text (an overprinted line) is no neighbour of it.
    return all(overlap_x(run, each) < LINES.overprint_share * min(run.x1 - run.x0, each.x1 - each.x0) for each in row)


def _line(runs: list[Run]) -> Line:
    if len(runs) == 1:
        (run,) = runs
        return Line(run.text, Box(*run[1:5]), run.size, run.blank_after, (run,))
    text = runs[0].text
    for before, after in pairwise(runs):
        text += (" " if _has_blank_between(before, after) else "") + after.text
    box = bounding_box([Box(run.x0, run.top, run.x1, run.bottom) for run in runs])
    size = max(runs, key=lambda run: len(run.text)).size
    return Line(text, box, size, runs[-1].blank_after, tuple(runs))


def _has_blank_between(before: Run, after: Run) -> bool:
    if before.blank_after:
        return True
    gap = after.x0 - before.x1
    size = min(before.size, after.size)
    limit = GLYPHS.autospace_em if is_script_change(before.text[-1], after.text[0]) else LINES.blank_em
    return gap > limit * size
