"""Rulings in the picture of a page: found as those of a table, and wiped out so that they do not disturb the reading.

Tesseract takes rulings for strokes: it reads hardly a third of a ruled page, and nearly all once the rulings are gone.
A ruling is a dark stretch that is longer than any stroke of a letter and thinner than any filled area.
"""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import Floats
from extractors.readers.pdf.source.rulings import Ruling, Rulings, merge_rulings
from extractors.readers.pdf.tolerances import IMAGE_RULINGS

Dark = npt.NDArray[np.bool_]

BAND = 256  # rows at a time: what is counted on the way takes ten times the memory of the picture


def find_rulings(dark: Dark, points: float) -> tuple[Rulings, Dark]:
    """The rulings of an upright page, in points from its top left, and the dots that are theirs.

    `dark` has a row of dots for each line of the picture; `points` is the size of a dot in points.
    """
    across = _stretches(dark, points, IMAGE_RULINGS.min_across_pt)
    down = _stretches(dark.T, points, IMAGE_RULINGS.min_down_pt)
    rows, columns = _as_rulings(across, points), _as_rulings(down, points)
    rows, columns = _meeting(rows, columns), _meeting(columns, rows)
    boxes = [[ruling.start, ruling.position, ruling.end, ruling.position] for ruling in rows]
    boxes += [[ruling.position, ruling.start, ruling.position, ruling.end] for ruling in columns]
    lines: Floats = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    wiped = np.zeros(dark.shape, dtype=np.bool_)
    _wipe(wiped, across, rows, points)
    _wipe(wiped.T, down, columns, points)
    return merge_rulings(lines), wiped


def _stretches(dark: Dark, points: float, least_pt: float) -> Dark:
    """The dots on dark stretches along the rows that are long enough, without filled areas."""
    length, thickest = round(least_pt / points), round(IMAGE_RULINGS.max_thickness_pt / points) + 3
    found = np.zeros(dark.shape, dtype=np.bool_)
    # What a row is depends on the rows next to it, as far as the thickest ruling reaches.
    margin = thickest + 1
    for first in range(0, len(dark), BAND):
        start = max(first - margin, 0)
        band = _stretches_of(np.ascontiguousarray(dark[start : first + BAND + margin]), length, thickest)
        found[first : first + BAND] = band[first - start :][:BAND]
    return found


def _stretches_of(dark: Dark, length: int, thickest: int) -> Dark:
    # A ruling that is not quite level continues in the row above or below.
    wide = dark.copy()
    wide[1:] |= dark[:-1]
    wide[:-1] |= dark[1:]
    long = _opened(wide, length)
    return long & ~_opened(np.ascontiguousarray(long.T), thickest).T


def _opened(dots: Dark, length: int) -> Dark:
    """The dots that lie on a stretch of some length along their row of which nearly all is set."""
    least = math.ceil(IMAGE_RULINGS.dark_share * length)
    found = np.zeros_like(dots)
    if dots.shape[1] < length:
        return found
    # Most rows of a page hold too little ink for one stretch.
    rows = np.flatnonzero(np.count_nonzero(dots, axis=1) >= least)
    some = dots[rows]
    # What two sums differ by is below the length, so that small numbers do even where they run over.
    counted = np.zeros((len(rows), dots.shape[1] + 1), dtype=np.int16)
    np.cumsum(some, axis=1, dtype=np.int16, out=counted[:, 1:])
    starts = counted[:, length:] - counted[:, :-length] >= least
    # A stretch begins and ends with a dot of its own.
    starts &= some[:, : starts.shape[1]] & some[:, length - 1 :]
    covered = np.zeros(counted.shape, dtype=np.int8)
    covered[:, : starts.shape[1]] += starts
    covered[:, length:] -= starts
    found[rows] = np.cumsum(covered, axis=1, dtype=np.int16)[:, :-1] > 0
    return found


def _as_rulings(dots: Dark, points: float) -> list[Ruling]:
    """Dots on level stretches as rulings: stretches in neighbouring rows that run together are one."""
    open_groups: list[list[tuple[int, int, int]]] = []
    closed: list[list[tuple[int, int, int]]] = []
    for row, start, stop in _runs(dots):
        still_open = []
        home: list[tuple[int, int, int]] | None = None
        for group in open_groups:
            if group[-1][0] < row - 1:
                closed.append(group)
                continue
            if home is None and any(above[1] < stop and start < above[2] for above in group[-3:]):
                home = group
            still_open.append(group)
        if home is None:
            still_open.append([(row, start, stop)])
        else:
            home.append((row, start, stop))
        open_groups = still_open
    return [_ruling(group, points) for group in closed + open_groups]


def _runs(dots: Dark) -> Iterator[tuple[int, int, int]]:
    """The runs of set dots as (row, start, stop), row by row."""
    for first in range(0, len(dots), BAND):
        band = dots[first : first + BAND]
        padded = np.zeros((band.shape[0], band.shape[1] + 2), dtype=np.int8)
        padded[:, 1:-1] = band
        steps = np.diff(padded, axis=1)
        rows, starts = np.nonzero(steps == 1)
        _, stops = np.nonzero(steps == -1)
        yield from zip((rows + first).tolist(), starts.tolist(), stops.tolist(), strict=True)


def _ruling(runs: list[tuple[int, int, int]], points: float) -> Ruling:
    dots = sum(stop - start for _, start, stop in runs)
    middle = sum((row + 0.5) * (stop - start) for row, start, stop in runs) / dots
    return Ruling(middle * points, min(run[1] for run in runs) * points, max(run[2] for run in runs) * points)


def _meeting(rulings: list[Ruling], crossing: list[Ruling]) -> list[Ruling]:
    """The rulings that are long, or end at long ones across them on both sides."""
    sides = [other for other in crossing if other.length >= IMAGE_RULINGS.alone_pt]
    return [
        ruling
        for ruling in rulings
        if ruling.length >= IMAGE_RULINGS.alone_pt
        or (_ends_at(ruling.start, ruling, sides) and _ends_at(ruling.end, ruling, sides))
    ]


def _ends_at(end: float, ruling: Ruling, crossing: list[Ruling]) -> bool:
    return any(
        abs(other.position - end) <= IMAGE_RULINGS.touch_pt
        and other.start - IMAGE_RULINGS.touch_pt <= ruling.position <= other.end + IMAGE_RULINGS.touch_pt
        for other in crossing
    )


def _wipe(wiped: Dark, dots: Dark, rulings: list[Ruling], points: float) -> None:
    """Mark the dots to wipe out: those of the rulings and the grey ones at their sides."""
    reach, smear = round(IMAGE_RULINGS.max_thickness_pt / 2 / points) + 1, round(IMAGE_RULINGS.smear_pt / points)
    for ruling in rulings:
        row, start, stop = (round(value / points) for value in ruling)
        top, columns = max(row - reach, 0), slice(max(start - 1, 0), stop + 1)
        kept = dots[top : row + reach + 1, columns]
        for first in range(top - smear, top + smear + 1):
            beyond = max(-first, 0)
            smeared = wiped[first + beyond : first + len(kept), columns]
            smeared |= kept[beyond : beyond + len(smeared)]
