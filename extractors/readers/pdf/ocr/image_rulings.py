"""Rules in the picture of a page: found as rules of a table, and wiped out so that they do not disturb the reading.

Tesseract takes rules for strokes: it reads hardly a third of a ruled page, and nearly all once the rules are gone. A
rule is a dark stretch that is longer than any stroke of a letter and thinner than any filled area.
"""

import math
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import Floats
from extractors.readers.pdf.source.rulings import Rule, Rules, rules_of

Dark = npt.NDArray[np.bool_]

LEAST_ACROSS_PT = 18.0  # longer than the strokes of text, and nearly as short as the narrowest column
LEAST_DOWN_PT = 14.0  # a row of a table is higher
ALONE_PT = 48.0  # shorter ones may be strokes of a title: they count where they meet others
THICKEST_PT = 3.0
DARK_SHARE = 0.9  # of a stretch: noise and the steps of a slant make holes
TOUCH_PT = 2.0
SMEAR_PT = 0.5  # what is wiped out on both sides of a rule
BAND = 256  # rows at a time: what is counted on the way takes ten times the memory of the picture


def find_rules(dark: Dark, points: float) -> tuple[Rules, Dark]:
    """The rules of an upright page, in points from its top left, and the dots that are theirs.

    `dark` has a row of dots for each line of the picture; `points` is the size of a dot in points.
    """
    across = _stretches(dark, points, LEAST_ACROSS_PT)
    down = _stretches(dark.T, points, LEAST_DOWN_PT)
    rows, columns = _as_rules(across, points), _as_rules(down, points)
    rows, columns = _meeting(rows, columns), _meeting(columns, rows)
    boxes = [[rule.start, rule.position, rule.end, rule.position] for rule in rows]
    boxes += [[rule.position, rule.start, rule.position, rule.end] for rule in columns]
    lines: Floats = np.array(boxes, dtype=np.float64).reshape(-1, 4)
    wiped = np.zeros(dark.shape, dtype=np.bool_)
    _wipe(wiped, across, rows, points)
    _wipe(wiped.T, down, columns, points)
    return rules_of(lines), wiped


def _stretches(dark: Dark, points: float, least_pt: float) -> Dark:
    """The dots on dark stretches along the rows that are long enough, without filled areas."""
    length, thickest = round(least_pt / points), round(THICKEST_PT / points) + 3
    found = np.zeros(dark.shape, dtype=np.bool_)
    # What a row is depends on the rows next to it, as far as the thickest rule reaches.
    margin = thickest + 1
    for first in range(0, len(dark), BAND):
        start = max(first - margin, 0)
        band = _stretches_of(np.ascontiguousarray(dark[start : first + BAND + margin]), length, thickest)
        found[first : first + BAND] = band[first - start :][:BAND]
    return found


def _stretches_of(dark: Dark, length: int, thickest: int) -> Dark:
    # A rule that is not quite level goes on in the row above or below.
    wide = dark.copy()
    wide[1:] |= dark[:-1]
    wide[:-1] |= dark[1:]
    long = _opened(wide, length)
    return long & ~_opened(np.ascontiguousarray(long.T), thickest).T


def _opened(dots: Dark, length: int) -> Dark:
    """The dots that lie on a stretch of some length along their row of which nearly all is set."""
    least = math.ceil(DARK_SHARE * length)
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


def _as_rules(dots: Dark, points: float) -> list[Rule]:
    """Dots on level stretches as rules: stretches in neighbouring rows that run together are one."""
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
    return [_rule(group, points) for group in closed + open_groups]


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


def _rule(runs: list[tuple[int, int, int]], points: float) -> Rule:
    dots = sum(stop - start for _, start, stop in runs)
    middle = sum((row + 0.5) * (stop - start) for row, start, stop in runs) / dots
    return Rule(middle * points, min(run[1] for run in runs) * points, max(run[2] for run in runs) * points)


def _meeting(rules: list[Rule], crossing: list[Rule]) -> list[Rule]:
    """The rules that are long, or end at long ones across them on both sides."""
    sides = [other for other in crossing if other.length >= ALONE_PT]
    return [
        rule
        for rule in rules
        if rule.length >= ALONE_PT or (_ends_at(rule.start, rule, sides) and _ends_at(rule.end, rule, sides))
    ]


def _ends_at(end: float, rule: Rule, crossing: list[Rule]) -> bool:
    return any(
        abs(other.position - end) <= TOUCH_PT and other.start - TOUCH_PT <= rule.position <= other.end + TOUCH_PT
        for other in crossing
    )


def _wipe(wiped: Dark, dots: Dark, rules: list[Rule], points: float) -> None:
    """Mark the dots to wipe out: those of the rules and the grey ones at their sides."""
    reach, smear = round(THICKEST_PT / 2 / points) + 1, round(SMEAR_PT / points)
    for rule in rules:
        row, start, stop = (round(value / points) for value in rule)
        top, columns = max(row - reach, 0), slice(max(start - 1, 0), stop + 1)
        kept = dots[top : row + reach + 1, columns]
        for first in range(top - smear, top + smear + 1):
            beyond = max(-first, 0)
            smeared = wiped[first + beyond : first + len(kept), columns]
            smeared |= kept[beyond : beyond + len(smeared)]
