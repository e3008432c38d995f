"""Networks of rules that cross each other, directly or over others: those of one table, or of tables that touch."""

import numpy as np
import numpy.typing as npt

from extractors.readers.pdf.geometry import Floats

TOUCH_PT = 3.0  # rules this near meet: strokes end beside each other
MOST_PAIRS = 2_000_000
FREE = 0

Numbers = npt.NDArray[np.intp]


def networks_of(horizontal: Floats, vertical: Floats) -> tuple[Numbers, Numbers]:
    """The number of the network of each rule (position, start, end); rules that cross no other are all FREE.

    Where there are too many to compare, all are in one network.
    """
    if len(horizontal) * len(vertical) > MOST_PAIRS:
        return np.ones(len(horizontal), dtype=np.intp), np.ones(len(vertical), dtype=np.intp)
    crosses = _meets(horizontal, vertical) & _meets(vertical, horizontal).T
    # Each network goes by the lowest of its rules across; to ask that rule in turn halves the way to it.
    lowest = np.arange(len(horizontal))
    unknown = len(horizontal)
    while True:
        of_vertical = np.where(crosses, lowest[:, None], unknown).min(axis=0, initial=unknown)
        found = np.minimum(lowest, np.where(crosses, of_vertical, unknown).min(axis=1, initial=unknown))
        found = found[found]
        if (found == lowest).all():
            break
        lowest = found
    across: Numbers = np.where(crosses.any(axis=1), lowest + 1, FREE)
    down: Numbers = np.where(of_vertical < unknown, of_vertical + 1, FREE)
    return across, down


def _meets(rules: Floats, others: Floats) -> npt.NDArray[np.bool_]:
    """For each pair whether one reaches as far as where the other lies."""
    _, starts, ends = rules.T
    positions = others[:, 0]
    meets: npt.NDArray[np.bool_] = (starts[:, None] <= positions + TOUCH_PT) & (ends[:, None] >= positions - TOUCH_PT)
    return meets
