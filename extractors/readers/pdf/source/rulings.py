"""The rulings of a page: the straight lines that tables are drawn with.

Lines come as strokes, as thin filled rectangles, as the sides of cell boxes, or as thousands of dots and dashes. All
become horizontal and vertical rulings; what lies on one line within the tolerances is one ruling.
"""

import math
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import Floats
from extractors.readers.pdf.tolerances import RULINGS

MAX_PAIRS = 2_000_000
UNCONNECTED = 0
APART_PT = 100_000.0  # farther than a page is long

Numbers = npt.NDArray[np.intp]


class Ruling(NamedTuple):
    """A line at `position` on the other axis, from `start` to `end` on its own."""

    position: float
    start: float
    end: float

    @property
    def length(self) -> float:
        """In points."""
        return self.end - self.start


class Rulings(NamedTuple):
    """The rulings of a page, horizontal ones by their distance from the top, vertical ones from the left."""

    horizontal: list[Ruling]
    vertical: list[Ruling]


def merge_rulings(lines: Floats) -> Rulings:
    """Lines, given as thin boxes (x0, top, x1, bottom), as merged rulings. A dot may belong to a ruling either way."""
    width, height = lines[:, 2] - lines[:, 0], lines[:, 3] - lines[:, 1]
    dots = np.maximum(width, height) <= RULINGS.dot_pt
    across, down = lines[(width >= height) | dots], lines[(width < height) | dots]
    horizontal = np.stack([(across[:, 1] + across[:, 3]) / 2, across[:, 0], across[:, 2]], axis=1)
    vertical = np.stack([(down[:, 0] + down[:, 2]) / 2, down[:, 1], down[:, 3]], axis=1)
    horizontal, vertical = _exact(horizontal), _exact(vertical)
    components, others = connected_rulings(horizontal, vertical)
    return Rulings(_merged(horizontal, components), _merged(vertical, others))


def _exact(pieces: Floats) -> Floats:
    """Pieces (position, start, end) that lie on one line exactly, joined.

    Dots of a line across would otherwise tie everything beside it to one position.
    """
    exact = _joined(_without_hatching(pieces), RULINGS.collinear_pt)
    lines: Floats = exact[exact[:, 2] - exact[:, 1] >= RULINGS.min_length_pt]
    return lines


def _merged(lines: Floats, components: Numbers) -> list[Ruling]:
    """Lines of one component that lie nearly on one, joined: another table keeps to its own edges."""
    return [
        Ruling(*ruling) for ruling in _joined(lines, RULINGS.snap_pt, components.astype(np.float64) * APART_PT).tolist()
    ]


def _without_hatching(pieces: Floats) -> Floats:
    """Pieces without stripes: many of one length beside each other are a gradient or the dots of a line across."""
    if len(pieces) < RULINGS.min_stripes:
        return pieces
    ends = pieces[:, 1:].round()
    pieces = pieces[np.lexsort((pieces[:, 0], ends[:, 1], ends[:, 0]))]
    ends = pieces[:, 1:].round()
    firsts = np.flatnonzero(np.append(True, (ends[1:] != ends[:-1]).any(axis=1)))
    steps = np.append(0.0, np.diff(pieces[:, 0]))
    steps[firsts] = 0.0
    moved, wide = (steps > RULINGS.same_stripe_pt).astype(np.intp), (steps > RULINGS.stripe_pt).astype(np.intp)
    stripes, gaps = np.add.reduceat(moved, firsts) + 1, np.add.reduceat(wide, firsts)
    hatched = (stripes >= RULINGS.min_stripes) & (gaps <= RULINGS.max_wide_share * stripes)
    return pieces[~np.repeat(hatched, np.diff(np.append(firsts, len(pieces))))]


def _joined(pieces: Floats, tolerance_pt: float, apart: Floats | float = 0.0) -> Floats:
    """Pieces within a tolerance put on one position, weighted by length, and joined where they touch.

    `apart` is added to positions before they are compared.
    """
    if not len(pieces):
        return pieces
    line_of = _lines(pieces[:, 0] + apart, tolerance_pt)
    order = np.lexsort((pieces[:, 1], line_of))
    pieces, line_of = pieces[order], line_of[order]
    firsts = np.flatnonzero(np.append(True, np.diff(line_of) > 0))
    weights = pieces[:, 2] - pieces[:, 1] + 0.01
    positions = np.add.reduceat(pieces[:, 0] * weights, firsts) / np.add.reduceat(weights, firsts)
    # Each line gets a stretch of its own on one long axis, so that the ends of all can be followed in one pass.
    apart = line_of * (pieces[:, 2].max() - pieces[:, 1].min() + 100.0)
    starts, reached = pieces[:, 1] + apart, np.maximum.accumulate(pieces[:, 2] + apart)
    lengths = pieces[:, 2] - pieces[:, 1]
    dashes = (lengths[1:] <= RULINGS.dash_pt) & (lengths[:-1] <= RULINGS.dash_pt)
    gaps = starts[1:] - reached[:-1] > np.where(dashes, RULINGS.dash_join_pt, RULINGS.join_pt)
    begins = np.flatnonzero(np.append(True, gaps))
    finishes = np.append(begins[1:], len(pieces)) - 1
    return np.stack([positions[line_of[begins]], pieces[begins, 1], (reached - apart)[finishes]], axis=1)


def _lines(positions: Floats, tolerance_pt: float) -> Numbers:
    """For each position the number of its line: what lies within the tolerance of the first one on it."""
    values, inverse = np.unique(positions, return_inverse=True)
    numbers: list[int] = []
    first, number = -math.inf, -1
    for value in values.tolist():
        if value > first + tolerance_pt:
            first, number = value, number + 1
        numbers.append(number)
    return np.array(numbers, dtype=np.intp)[inverse.reshape(-1)]


def connected_rulings(horizontal: Floats, vertical: Floats) -> tuple[Numbers, Numbers]:
    """The connected component of each ruling (position, start, end), by number; those that cross no other: UNCONNECTED.

    Where there are too many to compare, all are in one component.
    """
    if len(horizontal) * len(vertical) > MAX_PAIRS:
        return np.ones(len(horizontal), dtype=np.intp), np.ones(len(vertical), dtype=np.intp)
    crosses = _meets(horizontal, vertical) & _meets(vertical, horizontal).T
    # Each component goes by the lowest of its horizontal rulings; to ask that ruling in turn halves the way to it.
    lowest = np.arange(len(horizontal))
    unknown = len(horizontal)
    while True:
        of_vertical = np.where(crosses, lowest[:, None], unknown).min(axis=0, initial=unknown)
        found = np.minimum(lowest, np.where(crosses, of_vertical, unknown).min(axis=1, initial=unknown))
        found = found[found]
        if (found == lowest).all():
            break
        lowest = found
    across: Numbers = np.where(crosses.any(axis=1), lowest + 1, UNCONNECTED)
    down: Numbers = np.where(of_vertical < unknown, of_vertical + 1, UNCONNECTED)
    return across, down


def _meets(rulings: Floats, others: Floats) -> npt.NDArray[np.bool_]:
    """For each pair whether one reaches as far as where the other lies."""
    _, starts, ends = rulings.T
    positions = others[:, 0]
    meets: npt.NDArray[np.bool_] = (starts[:, None] <= positions + RULINGS.touch_pt) & (
        ends[:, None] >= positions - RULINGS.touch_pt
    )
    return meets
