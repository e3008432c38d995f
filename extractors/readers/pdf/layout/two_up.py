"""Two pages printed side by side on one sheet: read one after the other, not across the fold."""

from collections.abc import Sequence

from extractors.readers.pdf.geometry import Frame
from extractors.readers.pdf.source.characters import Run
from schemas import Box

LEAST_WIDTH_SHARE = 1.2  # of the height: sheets of two pages lie
GUTTER_SHARE = 0.01  # of the width, kept free on both sides of the fold
FEWEST_LINES = 5  # on each side


def fold_of(frame: Frame, runs: Sequence[Run], tables: Sequence[Box]) -> float | None:
    """Where a sheet of two pages is folded, in points from the left; None where a page is one.

    Nothing may stand across the middle: a wide table or a title says that the page is one.
    """
    if frame.width < LEAST_WIDTH_SHARE * frame.height:
        return None
    fold, gutter = frame.width / 2, GUTTER_SHARE * frame.width
    sides = [(run.x0, run.x1) for run in runs] + [(box.x0, box.x1) for box in tables]
    if any(x0 < fold + gutter and x1 > fold - gutter for x0, x1 in sides):
        return None
    left = {round(run.bottom) for run in runs if run.x1 < fold}
    right = {round(run.bottom) for run in runs if run.x0 > fold}
    return fold if min(len(left), len(right)) >= FEWEST_LINES else None
