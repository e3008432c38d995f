"""Text side by side that is not read across: columns of one page, and two pages on one sheet.

A table in one of two columns stands beside lines of the other that are none of its rows.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extractors.readers.pdf.geometry import Frame, center_x
from extractors.readers.pdf.source.characters import Run
from extractors.readers.pdf.tolerances import TEXT_COLUMNS
from schemas import Box


def by_text_column(runs: Sequence[Run]) -> list[list[Run]]:
    """The texts of each column, from left to right; all in one on a page that has one."""
    gutter = _gutter(runs)
    if gutter is None:
        return [list(runs)]
    return [[run for run in runs if (center_x(run) < gutter) == is_left] for is_left in (True, False)]


def _gutter(runs: Sequence[Run]) -> float | None:
    """Where the columns part: beside lines of prose, where the fewest texts lie across."""
    prose = [run for run in runs if len(run.text.split()) >= TEXT_COLUMNS.prose_words]
    if len(prose) < TEXT_COLUMNS.min_prose_lines:
        return None
    starts, ends = sorted(run.x0 for run in runs), sorted(run.x1 for run in runs)
    left, right = starts[0], ends[-1]
    low, high = (
        left + share * (right - left) for share in (TEXT_COLUMNS.min_left_share, 1 - TEXT_COLUMNS.min_left_share)
    )
    beside = {
        place
        for run in prose
        for place in (run.x0 - TEXT_COLUMNS.beside_pt, run.x1 + TEXT_COLUMNS.beside_pt)
        if low < place < high
    }
    crossing = [(bisect_left(starts, x) - bisect_right(ends, x), x) for x in beside]
    count, gutter = min(crossing, default=(len(runs), left))
    if count > TEXT_COLUMNS.crossing_share * len(runs):
        return None
    if sum(run.x0 < gutter < run.x1 for run in prose) > TEXT_COLUMNS.crossing_share * len(prose):
        return None
    filling = [
        sum(
            run.x1 - run.x0 >= TEXT_COLUMNS.prose_share * (end - start) for run in prose if start <= center_x(run) < end
        )
        for start, end in ((left, gutter), (gutter, right))
    ]
    return gutter if max(filling) >= TEXT_COLUMNS.min_prose_lines else None


def gutter_of(frame: Frame, runs: Sequence[Run], tables: Sequence[Box]) -> float | None:
    """Where a sheet of two pages is folded, in points from the left; None where a page is one.

    Nothing may stand across the middle: a wide table or a title says that the page is one.
    """
    if frame.width < TEXT_COLUMNS.min_sheet_width_share * frame.height:
        return None
    middle, clearance = frame.width / 2, TEXT_COLUMNS.gutter_share * frame.width
    sides = [(run.x0, run.x1) for run in runs] + [(box.x0, box.x1) for box in tables]
    if any(x0 < middle + clearance and x1 > middle - clearance for x0, x1 in sides):
        return None
    left = {round(run.bottom) for run in runs if run.x1 < middle}
    right = {round(run.bottom) for run in runs if run.x0 > middle}
    return middle if min(len(left), len(right)) >= TEXT_COLUMNS.min_sheet_lines else None
