"""Places on a page that was scanned askew: between the page set upright and the page as shown."""

import math

import numpy as np
import numpy.typing as npt

from schemas import Box

Floats = npt.NDArray[np.float64]


def rotated(boxes: Floats, degrees: float, width: float, height: float) -> Floats:
    """Boxes (x0, top, x1, bottom) on a page of some size, after it was turned to the left about its middle.

    A turned box is no longer upright: its middle moves, its size stays.
    """
    if not degrees:
        return boxes
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    x = (boxes[:, 0] + boxes[:, 2]) / 2 - width / 2
    y = (boxes[:, 1] + boxes[:, 3]) / 2 - height / 2
    moved_x, moved_y = x * cosine + y * sine - x, y * cosine - x * sine - y
    return boxes + np.stack([moved_x, moved_y, moved_x, moved_y], axis=1)


def skewed(box: Box, degrees: float, width: float, height: float) -> Box:
    """A box of the page set upright as it lies in the page as shown, which is turned to the left by some degrees."""
    if not degrees:
        return box
    return Box(*rotated(np.array([box], dtype=np.float64), degrees, width, height)[0].tolist())
